import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import type { Money } from '@staygraph/subgraph-kit/money'

import { inWords } from './cancellation.ts'
import { readableInstant } from './hotel-time.ts'

// What the guest reads when something was not done: the fact, then the remedy, and whether anything was charged.

type HotelOf = Pick<OfferClaims, 'hotel'>

export const offerExpired = ({ hotel }: HotelOf, expiredAt: Date) => ({
  __typename: 'OfferExpired' as const,
  message: `This price was held until ${readableInstant(expiredAt, hotel.timeZone)} at the hotel. You have not been charged. Ask for the hotel's price of now.`,
  expiredAt,
  hotel: { id: hotel.id },
})

export const offerInvalid = () => ({
  __typename: 'OfferInvalid' as const,
  message:
    'This is not an offer of ours, or it was changed on its way. You have not been charged. Search again and take an offer from there.',
})

export const roomTaken = ({ hotel }: HotelOf) => ({
  __typename: 'RoomTaken' as const,
  message: 'Someone booked the last room of this kind a moment ago. You have not been charged. Choose another room.',
  hotel: { id: hotel.id },
})

export const partnerRefused = ({ hotel, supplier }: Pick<OfferClaims, 'hotel' | 'supplier'>) => ({
  __typename: 'RoomTaken' as const,
  message: `${supplier?.name ?? 'The partner'} did not accept the booking. You have not been charged. Choose another room.`,
  hotel: { id: hotel.id },
})

/** Why a bank declined, in its own word: "insufficient_funds". */
export const bankReason = (declineCode: string | null): string =>
  declineCode === null || declineCode === 'generic_decline'
    ? 'It gave no reason.'
    : `Its reason: ${declineCode.replaceAll('_', ' ')}.`

export const paymentDeclined = (declineCode: string | null, holdsUntil: Date, now: Date, timeZone: string) => ({
  __typename: 'PaymentDeclined' as const,
  message: [
    'Your bank declined the payment.',
    bankReason(declineCode),
    'You have not been charged.',
    holdsUntil > now
      ? `The price still holds until ${readableInstant(holdsUntil, timeZone)} at the hotel. Try another card.`
      : 'Ask for a new offer and try another card.',
  ].join(' '),
  declineCode,
})

export const priceChanged = (before: Money, now: Money | null) => ({
  __typename: 'PriceChanged' as const,
  message: `${
    now !== null && now.amount !== before.amount
      ? `The price was ${inWords(before)} and is now ${inWords(now)}.`
      : 'The terms changed since they were shown.'
  } You have not been charged. Look at the new offer before you book.`,
  before,
  now,
})

export const invalidStay = (message: string) => ({ __typename: 'InvalidStay' as const, message })

export const invalidGuest = (field: string, message: string) => ({
  __typename: 'InvalidGuest' as const,
  field,
  message,
})

export const idempotencyConflict = () => ({
  __typename: 'IdempotencyConflict' as const,
  message:
    'This idempotency key was used before with other input. Send the same input again, or take a new key for a new booking.',
})

export const tryAgainLater = (retryAfterSeconds: number) => ({
  __typename: 'TryAgainLater' as const,
  message: 'The payment cannot be taken just now. You have not been charged. Try again in a moment.',
  retryAfterSeconds,
})

export const recordsAway = (retryAfterSeconds: number) => ({
  ...tryAgainLater(retryAfterSeconds),
  message: 'This cannot be done just now. Nothing was changed and nothing was charged. Try again in a moment.',
})

export const actionRequired = (redirectUrl: string, holdExpiresAt: Date, timeZone: string) => ({
  __typename: 'PaymentActionRequired' as const,
  message: `Your bank wants you to approve the payment on its own page. We hold the room until ${readableInstant(holdExpiresAt, timeZone)} at the hotel.`,
  redirectUrl,
  holdExpiresAt,
})

export const reservationNotFound = () => ({
  __typename: 'ReservationNotFound' as const,
  message: 'No reservation matches this reference and surname. Check both: they are in your confirmation mail.',
})

/** For the hotel's staff: the same whether there is none or it is another hotel's. */
export const staffReservationNotFound = () => ({
  __typename: 'ReservationNotFound' as const,
  message: 'No reservation of your hotel has this id. Look it up among the arrivals again.',
})

export const notRefundable = (message: string) => ({ __typename: 'NotRefundable' as const, message })

export const refundExceeds = (left: Money) => ({
  __typename: 'RefundExceeds' as const,
  message: `Of what the guest paid, ${inWords(left)} is left to give back. Nothing was given back. Choose a smaller sum.`,
  left,
})

export const notCancellable = (message: string) => ({ __typename: 'NotCancellable' as const, message })
export const notChangeable = (message: string) => ({ __typename: 'NotChangeable' as const, message })

export const refundChanged = (refund: Money) => ({
  __typename: 'RefundChanged' as const,
  message: `Cancelling now gives back ${inWords(refund)}, not what you were shown. Nothing was cancelled. Decide again with this sum.`,
  refund,
})
