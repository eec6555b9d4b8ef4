import type { ReservationRow } from '../database/tables.ts'
import { claimsOf } from '../domain/offer.ts'
import {
  actionRequired,
  offerExpired,
  partnerRefused,
  paymentDeclined,
  priceChanged,
  roomTaken,
  tryAgainLater,
} from '../domain/refusals.ts'

/** Long enough for a bank to come back, short enough to keep the guest. */
export const retryAfterSeconds = 10

/** What a booking is answered with, read from where it stands: so the same key gives the same answer, whoever finished it. */
export function answerBooking(reservation: ReservationRow, now: Date) {
  const { status, failure, redirectUrl, holdExpiresAt } = reservation
  const claims = claimsOf(reservation.offer)
  const { timeZone } = claims.hotel
  if (status === 'REQUIRES_ACTION' && redirectUrl !== null && holdExpiresAt !== null)
    return { ...actionRequired(redirectUrl, holdExpiresAt, timeZone), reservation }
  if (status !== 'FAILED' || failure === null) return { __typename: 'Reservation' as const, ...reservation }
  switch (failure.refusal) {
    case 'PaymentDeclined':
      return paymentDeclined(failure.declineCode, new Date(claims.exp * 1_000), now, timeZone)
    case 'RoomTaken':
      return roomTaken(claims)
    case 'PartnerRefused':
      return partnerRefused(claims)
    case 'PriceChanged':
      return priceChanged({ amount: claims.payNow, currency: claims.currency }, failure.now)
    case 'OfferExpired':
      return offerExpired(claims, new Date(failure.at))
    case 'TryAgainLater':
      return tryAgainLater(retryAfterSeconds)
    case 'HoldEnded':
    case 'PaidTooLate':
      return { __typename: 'Reservation' as const, ...reservation }
  }
}
export type BookingAnswer = ReturnType<typeof answerBooking>
