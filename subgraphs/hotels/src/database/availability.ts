import type postgres from 'postgres'

import { blockNights, blocksOfStay, NightsOfBlock, type StayNights } from '../domain/nights.ts'
import type { Stay } from '../domain/stay.ts'
import type { Town } from '../domain/town.ts'

/** What a byte says of a night that nobody told of. */
const untold = 255

type Told = { roomTypeId: number; nights: number; least: number }

/** How many rooms of a type are left on every night of a stay. A night nobody told of has the whole allotment. */
export type RoomsLeft = (room: { id: number; allotment: number }) => number

/** Of one hotel's room types, `[checkIn, checkOut)`. */
export async function roomsLeftAtHotel(
  sql: postgres.Sql,
  hotelId: number,
  { checkIn, checkOut }: Stay,
  nightCount: number,
): Promise<RoomsLeft> {
  const told = await sql<Told[]>`
    select place.room_type_ids[number] as "roomTypeId", count(*)::int as nights, min(told."left")::int as least
    from hotel
    join availability_chunk place on place.city_id = hotel.city_id
      and place.room_type_ids && array(select generate_series(hotel.id * 8, hotel.id * 8 + 7))
    join availability_block part on part.city_id = place.city_id and part.chunk = place.chunk
      and part.block between (${checkIn}::date - '1970-01-01'::date) / ${blockNights}::int
        and (${checkOut}::date - 1 - '1970-01-01'::date) / ${blockNights}::int
    cross join generate_subscripts(place.room_type_ids, 1) as number
    cross join generate_series(${checkIn}::date - '1970-01-01'::date, ${checkOut}::date - 1 - '1970-01-01'::date) as day
    cross join lateral (
      select get_byte(part.rooms_left, day % ${blockNights}::int * cardinality(place.room_type_ids) + number - 1) as "left"
    ) told
    where hotel.id = ${hotelId} and place.room_type_ids[number] between ${hotelId * 8} and ${hotelId * 8 + 7}
      and day / ${blockNights}::int = part.block and told."left" < ${untold}::int
    group by 1`
  const byRoom = new Map(told.map((row) => [row.roomTypeId, row]))
  return ({ id, allotment }) => {
    const row = byRoom.get(id)
    if (!row) return allotment
    return row.nights < nightCount ? Math.min(row.least, allotment) : row.least
  }
}

/**
 * What is left of one hotel's rooms over some blocks of nights, in one read: answers the nights of any stay within them. `town`: its columns
 * alone.
 */
export async function nightsAtHotel(
  sql: postgres.Sql,
  hotelId: number,
  town: Town,
  { from, to }: { from: number; to: number },
): Promise<(stay: Stay) => StayNights> {
  const told = await sql<{ block: number; roomTypeIds: number[]; roomsLeft: Buffer }[]>`
    select part.block, place.room_type_ids as "roomTypeIds", part.rooms_left as "roomsLeft"
    from hotel
    join availability_chunk place on place.city_id = hotel.city_id
      and place.room_type_ids && array(select generate_series(hotel.id * 8, hotel.id * 8 + 7))
    join availability_block part on part.city_id = place.city_id and part.chunk = place.chunk
      and part.block between ${from}::int and ${to}::int
    where hotel.id = ${hotelId}`
  const rooms = new Map(Array.from(town.roomIds, (id, room) => [id, room]))
  const blocks = Array.from({ length: to - from + 1 }, () => new NightsOfBlock(town))
  for (const { block, roomTypeIds, roomsLeft } of told) {
    const places = Int32Array.from(roomTypeIds, (id) => rooms.get(id) ?? -1)
    blocks[block - from]?.take(roomsLeft, 0, places, false)
  }
  return (stay) => {
    const { block, rest, ...nights } = blocksOfStay(stay)
    const [first, second] = [blocks[block - from], blocks[block - from + 1]]
    if (!first || (rest > 0 && !second)) throw new Error(`the nights of ${stay.checkIn} were not read`)
    return { stay, ...nights, rest, first, second: rest > 0 ? (second ?? null) : null }
  }
}
