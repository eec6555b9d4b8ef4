import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import { whyNotTouchable } from './cancellable.ts'
import { inWords, splitAt } from './cancellation.ts'
import type { Status } from './status.ts'

export type Booked = { status: Status; payNow: number; claims: OfferClaims }

/**
 * Why a stay cannot be exchanged for the one of another offer, for the guest; null when it can. A stay that would cost
 * something to give up now cannot be exchanged: else dear terms could be swapped for kind ones.
 */
export function whyNotExchangeable({ status, payNow, claims }: Booked, offer: OfferClaims, now: Date): string | null {
  const whyNot = whyNotTouchable(status, claims, now)
  if (whyNot !== null) return whyNot
  if (claims.supplier !== null || offer.supplier !== null)
    return `The dates cannot be changed with ${claims.supplier?.name ?? offer.supplier?.name}. Cancel this stay and book the new one.`
  if (offer.hotel.id !== claims.hotel.id)
    return 'This is an offer of another hotel. Cancel this stay and book the new one.'
  if (offer.currency !== claims.currency)
    return 'The new price is in another currency. Ask for it in the one you paid in.'
  if (offer.rooms.length !== claims.rooms.length)
    return 'The number of rooms would change. Cancel this stay and book the new one.'
  const { checkIn, checkOut } = offer.stay
  const sameDates = checkIn === claims.stay.checkIn && checkOut === claims.stay.checkOut
  if (sameDates && offer.roomType.id === claims.roomType.id) return 'These are the dates you have. Choose others.'
  const { fee } = splitAt(claims.cancellation, payNow, now)
  if (fee > 0)
    return `Your terms keep ${inWords({ amount: fee, currency: claims.currency })} when this stay is given up now, so its dates cannot be changed here. Ask the hotel.`
  return null
}
