import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { Services } from '../context.ts'
import type { BookedRoomRow } from '../database/booked-room-tables.ts'
import { roomsOfReservation } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { bookedPlaces } from '../domain/booked-room.ts'
import { claimsOf } from '../domain/offer.ts'
import { standingOffer } from '../domain/standing-offer.ts'

/** A reservation's offer with the rooms that are still booked, but for those at some positions; with all of them when none is. */
export async function offerAsItStands(
  { id, offer }: Pick<ReservationRow, 'id' | 'offer'>,
  db: Services['db'],
  without: readonly number[] = [],
): Promise<OfferClaims> {
  return standing(claimsOf(offer), () => roomsOfReservation(db, id), without)
}

/** The same, however its rooms are read: of an offer of one room they need not be. */
export async function standing(
  claims: OfferClaims,
  readRooms: () => Promise<BookedRoomRow[]>,
  without: readonly number[] = [],
): Promise<OfferClaims> {
  if (claims.rooms.length === 1) return claims
  const rooms = await readRooms()
  const places = bookedPlaces(rooms.filter(({ n }) => !without.includes(n)))
  return places.length > 0 ? standingOffer(claims, places) : claims
}
