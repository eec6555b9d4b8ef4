import type { Logger } from '@staygraph/subgraph-kit/log'

import type { BookOutcome, BookRequest, CancelOutcome, FindOutcome, PrebookOutcome, Supplier } from '../supplier.ts'
import { cancellation, manyBookings, oneBooking, prebook } from './answers.ts'
import { bookedBefore, foundAmong, minorOr, NO_AVAILABILITY, readBooked, REFERENCE_USED } from './booked.ts'
import { openLiteApi } from './liteapi-wire.ts'
import { compared } from './prebooked.ts'

export type LiteApiOptions = {
  /** Of the booking service, which has a host of its own at LiteAPI. */
  readonly url: string
  readonly apiKey: string
  readonly code?: string
  /** After so long without an answer a booking is unknown. */
  readonly timeoutMs?: number
  readonly breakMs?: number
  readonly logger?: Logger
  /** What the supplier takes its money from: we are the merchant, the guest's card is never known to it. */
  readonly paymentMethod?: 'ACC_CREDIT_CARD' | 'WALLET' | 'CREDIT'
}

/** LiteAPI v3's booking requests as a `Supplier`. */
export function liteApiSupplier(options: LiteApiOptions): Supplier & { close(): Promise<void> } {
  const {
    url,
    apiKey,
    code = 'liteapi',
    timeoutMs = 8_000,
    breakMs = 10_000,
    paymentMethod = 'ACC_CREDIT_CARD',
    logger,
  } = options
  const wire = openLiteApi({
    code,
    url: url.replace(/\/$/, ''),
    apiKey,
    timeoutMs,
    breakMs,
    ...(logger ? { logger } : {}),
  })

  async function find({
    clientReference,
    currency,
  }: {
    clientReference: string
    currency: string
  }): Promise<FindOutcome> {
    const path = `/bookings?${new URLSearchParams({ clientReference }).toString()}`
    const reply = await wire.ask({ operation: 'find', method: 'GET', path }, manyBookings)
    if (reply.kind === 'SILENCE') return { outcome: 'UNAVAILABLE', heard: reply.heard, reason: reply.reason }
    if (reply.kind === 'REFUSAL') return { outcome: 'UNAVAILABLE', heard: 'LOST', reason: reply.refusal.reason }
    const listed = reply.kind === 'ANSWER' ? reply.answer.data : []
    // Their list may hold one booking twice, and others' when the filter is not heeded.
    const ours = new Map(
      listed.filter((one) => one.clientReference === clientReference).map((one) => [one.bookingId, one]),
    )
    return foundAmong([...ours.values()], currency)
  }

  async function book(asked: BookRequest): Promise<BookOutcome> {
    const reply = await wire.ask(
      { operation: 'book', method: 'POST', path: '/rates/book', body: bookBody(asked, paymentMethod) },
      oneBooking,
    )
    if (reply.kind === 'REFUSAL' && reply.refusal.code === REFERENCE_USED) return bookedBefore(await find(asked))
    return readBooked(reply, asked)
  }

  return {
    code,
    find,
    book,
    async prebook(offer): Promise<PrebookOutcome> {
      if (offer.supplier?.code !== code) throw new TypeError(`not an offer of ${code}`)
      const body = { offerId: offer.supplier.offerId, usePaymentSdk: false }
      const reply = await wire.ask({ operation: 'prebook', method: 'POST', path: '/rates/prebook', body }, prebook)
      if (reply.kind === 'SILENCE') return { outcome: 'UNAVAILABLE', heard: reply.heard, reason: reply.reason }
      if (reply.kind === 'NOTHING') return { outcome: 'SOLD_OUT' }
      if (reply.kind === 'REFUSAL')
        return reply.refusal.code === NO_AVAILABILITY
          ? { outcome: 'SOLD_OUT' }
          : { outcome: 'OFFER_GONE', reason: reply.refusal.reason }
      try {
        return compared(offer, reply.answer.data)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return { outcome: 'UNAVAILABLE', heard: 'LOST', reason: error.message }
      }
    },

    async cancel({ bookingId, currency }): Promise<CancelOutcome> {
      const path = `/bookings/${encodeURIComponent(bookingId)}`
      const reply = await wire.ask({ operation: 'cancel', method: 'PUT', path }, cancellation)
      if (reply.kind === 'NOTHING') return { outcome: 'NOT_FOUND' }
      if (reply.kind === 'SILENCE') return { outcome: 'UNKNOWN', reason: reply.reason }
      if (reply.kind === 'ANSWER') {
        const { bookingId: cancelled, currency: theirs, cancellation_fee, refund_amount } = reply.answer.data
        if (cancelled !== bookingId || theirs !== currency)
          return { outcome: 'UNKNOWN', reason: 'an answer about another booking' }
        const [fee, refund] = [minorOr(cancellation_fee, currency), minorOr(refund_amount, currency)]
        return fee === undefined || refund === undefined
          ? { outcome: 'UNKNOWN', reason: 'sums that are none' }
          : { outcome: 'CANCELLED', fee, refund }
      }
      // What was cancelled before may be refused now: the booking itself tells which it is.
      const look = await wire.ask({ operation: 'look', method: 'GET', path }, oneBooking)
      if (look.kind === 'ANSWER' && look.answer.data.bookingId === bookingId && look.answer.data.status !== 'CONFIRMED')
        return { outcome: 'CANCELLED', fee: null, refund: null }
      return { outcome: 'REFUSED', code: reply.refusal.code, reason: reply.refusal.reason }
    },
    close: () => wire.close(),
  }
}

function bookBody({ prebookId, clientReference, holder, guests, requests }: BookRequest, method: string) {
  const person = ({ givenName, familyName, email, phone }: BookRequest['holder']) => ({
    firstName: givenName,
    lastName: familyName,
    email,
    ...(phone === null ? {} : { phone }),
  })
  return {
    prebookId,
    clientReference,
    holder: person(holder),
    guests: guests.map((guest, index) => ({
      ...person(guest),
      occupancyNumber: index + 1,
      ...(index === 0 && requests !== null ? { remarks: requests } : {}),
    })),
    payment: { method },
  }
}
