import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { Guest } from '../domain/guest.ts'

/**
 * Why a supplier could not be heard. Never a failure by itself: who asks decides by what may have happened.
 * `NOT_SENT`: the request never left us (no connection, breaker open, key refused, too many requests), so nothing happened.
 * `LOST`: it may have arrived. The answer did not come in time, was cut off, or is nonsense.
 */
export type Silence = { readonly heard: 'NOT_SENT' | 'LOST'; readonly reason: string }

/** Nothing is reserved by asking, so whatever goes wrong can be asked again. */
export type PrebookOutcome =
  /** As shown to the guest: price, desk fees, board and cancellation. Book it with this id. */
  | { readonly outcome: 'PREBOOKED'; readonly prebookId: string; readonly price: number }
  /** To be had, but not as shown: the guest must be asked again. Sums of `payNow`, minor units of the offer's currency. */
  | {
      readonly outcome: 'CHANGED'
      readonly price: { readonly before: number; readonly now: number }
      readonly payAtHotelChanged: boolean
      readonly cancellationChanged: boolean
      readonly boardChanged: boolean
    }
  | { readonly outcome: 'SOLD_OUT' }
  /** Too old for the supplier, or no longer one of its own: a new search is needed. */
  | { readonly outcome: 'OFFER_GONE'; readonly reason: string }
  | ({ readonly outcome: 'UNAVAILABLE' } & Silence)

export type BookRequest = {
  readonly prebookId: string
  /** Our own name of this booking, the same in every attempt: two attempts under one reference are one booking. */
  readonly clientReference: string
  readonly holder: Guest
  /** One a room, in the offer's order: who the room is for. */
  readonly guests: readonly Guest[]
  /** Wishes to the hotel, never a promise. */
  readonly requests: string | null
  readonly currency: string
}

export type BookOutcome =
  | { readonly outcome: 'BOOKED'; readonly booking: SupplierBooking }
  /** Certainly not booked: the last room went in between. */
  | { readonly outcome: 'SOLD_OUT' }
  /** Certainly not booked, and the same request never will be. `reason` in the supplier's words. */
  | { readonly outcome: 'REFUSED'; readonly code: number; readonly reason: string }
  /** Certainly not booked, because the request never left us. The same request may be made again. */
  | { readonly outcome: 'NOT_ATTEMPTED'; readonly reason: string }
  /** Perhaps booked. Ask with `find`; never book under another reference, never tell the guest that it failed. */
  | { readonly outcome: 'UNKNOWN'; readonly reason: string }

export type SupplierBooking = {
  readonly bookingId: string
  readonly clientReference: string
  readonly status: 'CONFIRMED' | 'CANCELLED' | 'CANCELLED_WITH_CHARGES'
  /** What the supplier charges us, minor units. */
  readonly price: number
  readonly currency: string
  /** The hotel's own number of it, once it gave one. */
  readonly hotelConfirmation: string | null
}

export type FindOutcome =
  /** `others`: further standing bookings under the same reference, which should not exist: each to be cancelled. */
  | { readonly outcome: 'FOUND'; readonly booking: SupplierBooking; readonly others: readonly SupplierBooking[] }
  /** Proves that there is none only once no request can be under way any more: ask again for a while after an UNKNOWN. */
  | { readonly outcome: 'NOT_FOUND' }
  | ({ readonly outcome: 'UNAVAILABLE' } & Silence)

export type CancelOutcome =
  /** Also when it was cancelled before. Sums in minor units; null when the supplier does not tell them again. */
  | { readonly outcome: 'CANCELLED'; readonly fee: number | null; readonly refund: number | null }
  | { readonly outcome: 'NOT_FOUND' }
  /** It stands, and the supplier will not cancel it. */
  | { readonly outcome: 'REFUSED'; readonly code: number; readonly reason: string }
  /** Perhaps cancelled, perhaps not yet asked: cancelling again is safe, and tells. */
  | { readonly outcome: 'UNKNOWN'; readonly reason: string }

/** Who sells a partner's rooms to us. One adapter a protocol. Its methods never throw for what the supplier does. */
export type Supplier = {
  /** As in the offer's `supplier.code`. */
  readonly code: string
  /** Looks again at what an offer promised. */
  prebook(offer: OfferClaims): Promise<PrebookOutcome>
  book(request: BookRequest): Promise<BookOutcome>
  find(booking: { clientReference: string; currency: string }): Promise<FindOutcome>
  cancel(booking: { bookingId: string; currency: string }): Promise<CancelOutcome>
}
