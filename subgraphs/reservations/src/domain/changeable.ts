import { roomsInWords, type OfferClaims } from '@staygraph/hotels/contract/offer'

import { whyNotTouchable } from './cancellable.ts'
import { inWords, splitAt } from './cancellation.ts'
import type { Status } from './status.ts'

/** Dates, kinds of room, guests, plan and board: all that a guest can choose. */
function isSameStay(one: OfferClaims, other: OfferClaims): boolean {
  const told = ({ stay, rooms, ratePlan, board }: OfferClaims) =>
    JSON.stringify([
      stay.checkIn,
      stay.checkOut,
      ratePlan,
      board,
      rooms.map(({ roomType, adults, childAges }) => JSON.stringify([roomType.id, adults, childAges])).toSorted(),
    ])
  return told(one) === told(other)
}

/** The stay of an offer as the timeline tells it. */
export const tellStay = ({ stay, rooms }: Pick<OfferClaims, 'stay' | 'rooms'>) => ({
  ...stay,
  rooms: roomsInWords(rooms.map(({ roomType }) => roomType.name)),
})

export type Booked = { status: Status; payNow: number; claims: OfferClaims }

/**
 * Why a stay cannot be exchanged for the one of another offer, for the guest; null when it can. A stay that would cost
 * something to give up now cannot be exchanged: else dear terms could be swapped for kind ones.
 */
export function whyNotExchangeable({ status, payNow, claims }: Booked, offer: OfferClaims, now: Date): string | null {
  const whyNot = whyNotTouchable(status, claims, now)
  if (whyNot !== null) return whyNot
  if (offer.hotel.id !== claims.hotel.id)
    return 'This is an offer of another hotel. Cancel this stay and book the new one.'
  if (offer.currency !== claims.currency)
    return 'The new price is in another currency. Ask for it in the one you paid in.'
  if (isSameStay(claims, offer)) return 'This is the stay you have. Choose other dates, rooms or guests.'
  const { fee } = splitAt(claims.cancellation, payNow, now)
  if (fee > 0)
    return `Your terms keep ${inWords({ amount: fee, currency: claims.currency })} when this stay is given up now, so its dates cannot be changed here. Ask the hotel.`
  return null
}
