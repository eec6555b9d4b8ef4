import { fromDecimal } from '@staygraph/subgraph-kit/money'

import type { Refused, Reply } from '../supplier-wire.ts'
import type { BookOutcome, BookRequest, FindOutcome, SupplierBooking } from '../supplier.ts'
import type { Booking } from './answers.ts'

/** LiteAPI's error codes that mean something to a booking. */
export const NO_AVAILABILITY = 2001
const BOOKING_FAILED = 2013
export const REFERENCE_USED = 4005

/** Only a plain refusal proves that nothing was booked. */
export function readBooked(reply: Reply<{ data: Booking }>, { clientReference, currency }: BookRequest): BookOutcome {
  switch (reply.kind) {
    case 'ANSWER': {
      const booking = bookingOf(reply.answer.data, currency)
      if (!booking || booking.clientReference !== clientReference)
        return { outcome: 'UNKNOWN', reason: 'an answer about another booking' }
      return booking.status === 'CONFIRMED'
        ? { outcome: 'BOOKED', booking }
        : { outcome: 'REFUSED', code: 200, reason: booking.status }
    }
    case 'REFUSAL':
      return refusedBooking(reply.refusal)
    case 'SILENCE':
      return reply.heard === 'NOT_SENT'
        ? { outcome: 'NOT_ATTEMPTED', reason: reply.reason }
        : { outcome: 'UNKNOWN', reason: reply.reason }
    case 'NOTHING':
      return { outcome: 'UNKNOWN', reason: 'an empty answer' }
  }
}

function refusedBooking({ code, reason }: Refused): BookOutcome {
  // Their own supplier answered them nonsense: they do not know either.
  if (code === BOOKING_FAILED && /response is invalid/i.test(reason)) return { outcome: 'UNKNOWN', reason }
  const soldOut = code === NO_AVAILABILITY || (code === BOOKING_FAILED && /availab|sold out|fully booked/i.test(reason))
  return soldOut ? { outcome: 'SOLD_OUT' } : { outcome: 'REFUSED', code, reason }
}

/** An earlier attempt under this reference arrived after all: what it made is what we have. */
export function bookedBefore(found: FindOutcome): BookOutcome {
  if (found.outcome !== 'FOUND')
    return { outcome: 'UNKNOWN', reason: 'the reference was used, and its booking cannot be found' }
  return found.booking.status === 'CONFIRMED'
    ? { outcome: 'BOOKED', booking: found.booking }
    : { outcome: 'REFUSED', code: REFERENCE_USED, reason: found.booking.status }
}

/** The oldest that stands, else the oldest; `others` are the further ones that stand. */
export function foundAmong(listed: readonly Booking[], currency: string): FindOutcome {
  if (listed.length === 0) return { outcome: 'NOT_FOUND' }
  const read = listed
    .toSorted((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''))
    .map((one) => bookingOf(one, currency))
    .filter((one) => one !== undefined)
  const standing = read.filter(({ status }) => status === 'CONFIRMED')
  const booking = standing[0] ?? read[0]
  if (!booking || read.length < listed.length)
    return { outcome: 'UNAVAILABLE', heard: 'LOST', reason: 'a booking in other money' }
  return { outcome: 'FOUND', booking, others: standing.filter((one) => one !== booking) }
}

function bookingOf(theirs: Booking, currency: string): SupplierBooking | undefined {
  const price = minorOr(theirs.price, currency)
  if (price === undefined || theirs.currency !== currency) return undefined
  return {
    bookingId: theirs.bookingId,
    clientReference: theirs.clientReference,
    status: theirs.status === 'CANCELED' ? 'CANCELLED' : theirs.status,
    price,
    currency,
    hotelConfirmation: theirs.hotelConfirmationCode || null,
  }
}

/** Their decimal in minor units; undefined when it is none. */
export function minorOr(amount: number, currency: string): number | undefined {
  try {
    return fromDecimal(amount, currency).amount
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
