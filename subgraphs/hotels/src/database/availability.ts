import type postgres from 'postgres'

import type { ShelfRoom } from '../domain/shelf.ts'

type Told = { roomTypeId: number; nights: number; least: number }

/** How many rooms of a type are left on every night of a stay. A night nobody told of has the whole allotment. */
export type RoomsLeft = (room: Pick<ShelfRoom, 'id' | 'allotment'>) => number

const leftOf = (told: readonly Told[], nightCount: number): RoomsLeft => {
  const byRoom = new Map(told.map((row) => [row.roomTypeId, row]))
  return ({ id, allotment }) => {
    const row = byRoom.get(id)
    if (!row) return allotment
    return row.nights < nightCount ? Math.min(row.least, allotment) : row.least
  }
}

/** Of all room types of some cities, `[checkIn, checkOut)`. */
export async function roomsLeftInCities(
  sql: postgres.Sql,
  cityIds: readonly number[],
  { checkIn, checkOut }: { checkIn: string; checkOut: string },
  nightCount: number,
): Promise<RoomsLeft> {
  const told = await sql<Told[]>`
    select room_type_id as "roomTypeId", count(*)::int as nights, min("left")::int as least from availability
    where city_id = any(${cityIds as number[]}::int[]) and night >= ${checkIn} and night < ${checkOut}
    group by room_type_id`
  return leftOf(told, nightCount)
}

/** Of one hotel's room types. */
export async function roomsLeftAtHotel(
  sql: postgres.Sql,
  hotelId: number,
  { checkIn, checkOut }: { checkIn: string; checkOut: string },
  nightCount: number,
): Promise<RoomsLeft> {
  const told = await sql<Told[]>`
    select room_type_id as "roomTypeId", count(*)::int as nights, min("left")::int as least from availability
    where room_type_id between ${hotelId * 8} and ${hotelId * 8 + 7} and night >= ${checkIn} and night < ${checkOut}
    group by room_type_id`
  return leftOf(told, nightCount)
}
