import type { Logger } from '@staygraph/subgraph-kit/log'

import { openSupplierWire, type Refused, type Reply } from '../supplier-wire.ts'
import type {
  BookOutcome,
  BookRequest,
  CancelOutcome,
  FindOutcome,
  PrebookOutcome,
  Silence,
  Supplier,
  SupplierBooking,
} from '../supplier.ts'
import { booking, cancellation, minor, quote, refusal, type Booking } from './answers.ts'
import { compared } from './quoted.ts'

export type LodgebankOptions = {
  readonly url: string
  readonly apiKey: string
  readonly code?: string
  /** After so long without an answer a booking is unknown. */
  readonly timeoutMs?: number
  readonly breakMs?: number
  readonly logger?: Logger
}

/** Lodgebank's bookings as a `Supplier`: our reference is the address of a booking there, so it is made there at most once. */
export function lodgebankSupplier(options: LodgebankOptions): Supplier & { close(): Promise<void> } {
  const { url, apiKey, code = 'lodgebank', timeoutMs = 8_000, breakMs = 10_000, logger } = options
  const wire = openSupplierWire({
    code,
    url: `${url.replace(/\/$/, '')}/b2b`,
    headers: { authorization: `Bearer ${apiKey}` },
    refusalOf,
    timeoutMs,
    breakMs,
    ...(logger ? { logger } : {}),
  })
  const at = (reference: string) => `/bookings/${encodeURIComponent(reference)}`

  return {
    code,
    async prebook(offer): Promise<PrebookOutcome> {
      if (offer.supplier?.code !== code) throw new TypeError(`not an offer of ${code}`)
      const body = { key: offer.supplier.offerId }
      const reply = await wire.ask({ operation: 'prebook', method: 'POST', path: '/quotes', body }, quote)
      if (reply.kind === 'SILENCE') return { outcome: 'UNAVAILABLE', heard: reply.heard, reason: reply.reason }
      if (reply.kind === 'NOTHING') return { outcome: 'UNAVAILABLE', heard: 'LOST', reason: 'an empty answer' }
      if (reply.kind === 'REFUSAL')
        return reply.refusal.name === 'SOLD_OUT'
          ? { outcome: 'SOLD_OUT' }
          : { outcome: 'OFFER_GONE', reason: reply.refusal.reason }
      return orNonsense(
        () => compared(offer, reply.answer),
        (reason) => ({ outcome: 'UNAVAILABLE', heard: 'LOST', reason }),
      )
    },

    async book(asked): Promise<BookOutcome> {
      const { prebookId, clientReference, holder, guests, requests } = asked
      const body = {
        quote: prebookId,
        guest: {
          first: holder.givenName,
          last: holder.familyName,
          email: holder.email,
          ...(holder.phone === null ? {} : { phone: holder.phone }),
        },
        parties: guests.map(({ givenName, familyName }) => ({ first: givenName, last: familyName })),
        ...(requests === null ? {} : { note: requests }),
      }
      const reply = await wire.ask({ operation: 'book', method: 'PUT', path: at(clientReference), body }, booking)
      return booked(reply, asked)
    },

    async find({ clientReference, currency }): Promise<FindOutcome> {
      const reply = await wire.ask({ operation: 'find', method: 'GET', path: at(clientReference) }, booking)
      if (reply.kind === 'SILENCE') return { outcome: 'UNAVAILABLE', heard: reply.heard, reason: reply.reason }
      if (reply.kind === 'REFUSAL' && reply.refusal.name === 'UNKNOWN') return { outcome: 'NOT_FOUND' }
      if (reply.kind !== 'ANSWER')
        return { outcome: 'UNAVAILABLE', heard: 'LOST', reason: 'no answer to what was asked' }
      const found = bookingOf(reply.answer, { clientReference, currency })
      return found
        ? { outcome: 'FOUND', booking: found, others: [] }
        : { outcome: 'UNAVAILABLE', heard: 'LOST', reason: 'an answer about another booking' }
    },

    async cancel({ bookingId, currency }): Promise<CancelOutcome> {
      const path = `/cancellations/${encodeURIComponent(bookingId)}`
      const reply = await wire.ask({ operation: 'cancel', method: 'POST', path }, cancellation)
      if (reply.kind === 'SILENCE') return { outcome: 'UNKNOWN', reason: reply.reason }
      if (reply.kind === 'NOTHING') return { outcome: 'UNKNOWN', reason: 'an empty answer' }
      if (reply.kind === 'REFUSAL')
        return reply.refusal.name === 'UNKNOWN'
          ? { outcome: 'NOT_FOUND' }
          : { outcome: 'REFUSED', code: reply.refusal.code, reason: reply.refusal.reason }
      const { locator, currency: theirs, kept, returned } = reply.answer
      if (locator !== bookingId || theirs !== currency)
        return { outcome: 'UNKNOWN', reason: 'an answer about another booking' }
      return orNonsense<CancelOutcome>(
        () => ({ outcome: 'CANCELLED', fee: minor(kept, currency), refund: minor(returned, currency) }),
        (reason) => ({ outcome: 'UNKNOWN', reason }),
      )
    },
    close: () => wire.close(),
  }
}

/** 401, 403 and 429 say: not you, or not now. What fails on their side may have been done. */
function refusalOf(answer: unknown, status: number): Refused | Silence | undefined {
  const refused = refusal.safeParse(answer)
  if (!refused.success) return undefined
  const { fault, says } = refused.data
  const reason = `${fault} ${says ?? ''}`.trim()
  if (status === 401 || status === 403 || status === 429) return { heard: 'NOT_SENT', reason }
  return status >= 400 && status < 500 ? { code: status, name: fault, reason } : { heard: 'LOST', reason }
}

/** Only a plain refusal proves that nothing was booked. */
function booked(reply: Reply<Booking>, asked: BookRequest): BookOutcome {
  switch (reply.kind) {
    case 'ANSWER': {
      const made = bookingOf(reply.answer, asked)
      if (!made) return { outcome: 'UNKNOWN', reason: 'an answer about another booking' }
      return made.status === 'CONFIRMED'
        ? { outcome: 'BOOKED', booking: made }
        : { outcome: 'REFUSED', code: 200, reason: made.status }
    }
    case 'REFUSAL':
      return reply.refusal.name === 'SOLD_OUT'
        ? { outcome: 'SOLD_OUT' }
        : { outcome: 'REFUSED', code: reply.refusal.code, reason: reply.refusal.reason }
    case 'SILENCE':
      return reply.heard === 'NOT_SENT'
        ? { outcome: 'NOT_ATTEMPTED', reason: reply.reason }
        : { outcome: 'UNKNOWN', reason: reply.reason }
    case 'NOTHING':
      return { outcome: 'UNKNOWN', reason: 'an empty answer' }
  }
}

function bookingOf(
  theirs: Booking,
  { clientReference, currency }: Pick<BookRequest, 'clientReference' | 'currency'>,
): SupplierBooking | undefined {
  if (theirs.reference !== clientReference || theirs.currency !== currency) return undefined
  return orNonsense<SupplierBooking | undefined>(
    () => ({
      bookingId: theirs.locator,
      clientReference,
      status: theirs.state === 'BOOKED' ? 'CONFIRMED' : 'CANCELLED',
      price: minor(theirs.sum, currency),
      currency,
      hotelConfirmation: theirs.locator,
    }),
    () => undefined,
  )
}

/** Sums that are none are no answer. */
function orNonsense<T>(read: () => T, otherwise: (reason: string) => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return otherwise(error.message)
    throw error
  }
}
