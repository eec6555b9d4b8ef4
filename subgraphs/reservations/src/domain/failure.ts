/**
 * Why a booking or a change came to nothing, kept with it: the same idempotency key answers from it. Named as the
 * refusal it becomes in the graph.
 */
export type Failure =
  | { refusal: 'PaymentDeclined'; declineCode: string | null }
  | { refusal: 'RoomTaken' }
  /** The partner would not book it, in its own words. */
  | { refusal: 'PartnerRefused'; reason: string }
  /** The partner no longer knows its own offer. */
  | { refusal: 'OfferExpired'; at: string }
  | { refusal: 'PriceChanged'; now: { amount: number; currency: string } | null }
  /** Nothing was begun at the bank. The key is free again. */
  | { refusal: 'TryAgainLater' }
  /** The guest did not confirm at the bank in time. */
  | { refusal: 'HoldEnded' }
  /** The payment came after the hold ended and the nights were gone: given back. */
  | { refusal: 'PaidTooLate' }
