import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import { instantAt } from './hotel-time.ts'
import type { Status } from './status.ts'

/** When the stay begins: from then on it is the hotel's business. */
export const beginOf = ({ stay, hotel }: Pick<OfferClaims, 'stay' | 'hotel'>): Date =>
  instantAt(stay.checkIn, /^\d{2}:\d{2}$/.test(hotel.checkInFrom) ? hotel.checkInFrom : '00:00', hotel.timeZone)

const over: Partial<Record<Status, string>> = {
  CANCELLING: 'This reservation is being cancelled already. Nothing more is to be done.',
  CANCELLED: 'This reservation is cancelled already.',
  CANCELLED_WITH_FEE: 'This reservation is cancelled already.',
  MODIFYING: 'The dates of this reservation are being changed. Wait until that is done.',
  CHECKED_IN: 'The stay has begun. Ask the hotel’s desk.',
  CHECKED_OUT: 'The stay is over.',
  NO_SHOW: 'The stay is over.',
  EXPIRED: 'This booking was not paid in time. There is nothing to cancel.',
  FAILED: 'This booking came to nothing. There is nothing to cancel.',
}

/** Why a stay can neither be cancelled nor changed now, for the guest; null when it can. */
export function whyNotTouchable(status: Status, claims: Pick<OfferClaims, 'stay' | 'hotel'>, now: Date): string | null {
  if (status !== 'CONFIRMED')
    return over[status] ?? 'This reservation is not confirmed yet. Wait for the payment to be settled.'
  return now >= beginOf(claims) ? 'The stay has begun. Ask the hotel’s desk.' : null
}
