import type { OfferClaims } from '@staygraph/hotels/contract/offer'

/**
 * BOOKED: the guest's, or to be. CANCELLED: by itself, or with all the others. WANTED: of a change that is under way.
 * GIVEN_UP: exchanged by a change, or of a change that came to nothing.
 */
export type RoomState = 'BOOKED' | 'CANCELLED' | 'WANTED' | 'GIVEN_UP'

/** A room as it goes into `booked_rooms`. Sums in minor units. */
export type NewRoom = {
  roomTypeId: string
  name: string
  /** Rooms of this kind a night where nothing else was decided. */
  allotment: number
  adults: number
  childAges: number[]
  total: number
  payNow: number
}

/** The rooms of a signed offer, in its order. */
export const roomsOf = ({ rooms }: Pick<OfferClaims, 'rooms'>): NewRoom[] =>
  rooms.map(({ roomType: { id: roomTypeId, name, allotment }, ...room }) => ({ roomTypeId, name, allotment, ...room }))

/** Places in the signed offer of the rooms that are the guest's. */
export const bookedPlaces = (rooms: readonly { state: RoomState; place: number }[]): number[] =>
  rooms.filter(({ state }) => state === 'BOOKED').map(({ place }) => place)

/** How many rooms of one kind. */
export type RoomsOfType = { roomTypeId: string; rooms: number; allotment: number }

/** By kind, in the order of their ids: whoever wants several kinds asks for them in this one order. */
export const byType = (rooms: readonly NewRoom[]): RoomsOfType[] =>
  [...Map.groupBy(rooms, ({ roomTypeId }) => roomTypeId)]
    .map(([roomTypeId, same]) => ({ roomTypeId, rooms: same.length, allotment: same[0]?.allotment ?? 0 }))
    .toSorted((one, other) => (one.roomTypeId < other.roomTypeId ? -1 : 1))

/** Which nights of how many rooms of which kinds, as a name: what two who want the same have in common. */
export const nightsOf = (
  rooms: readonly Pick<RoomsOfType, 'roomTypeId' | 'rooms'>[],
  { checkIn, checkOut }: { checkIn: string; checkOut: string },
): string => `${checkIn} ${checkOut} ${rooms.map((one) => `${one.rooms} ${one.roomTypeId}`).join(' ')}`
