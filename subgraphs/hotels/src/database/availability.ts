import type postgres from 'postgres'

import { dayNumber } from '../domain/calendar.ts'
import type { Stay } from '../domain/stay.ts'
import type { TownLeft } from '../domain/town-prices.ts'
import type { Town } from '../domain/town.ts'

/** Nights a block holds. */
const blockNights = 31
/** What a byte says of a night that nobody told of. */
const untold = 255

/** Where the nights of a stay lie in blocks: at most 30 nights touch two. */
function blocksOf({ checkIn, checkOut }: Stay) {
  const [from, to] = [dayNumber(checkIn), dayNumber(checkOut)]
  const block = Math.floor(from / blockNights)
  const skip = from - block * blockNights
  const first = Math.min(to - from, blockNights - skip)
  return { block, skip, first, next: to - from - first }
}

/** What is known of some nights of a stay that lie in one block: chunk by chunk its town and number (four bytes each), and its nights. */
type NightsOfBlock = { nights: number; cities: Buffer; chunks: Buffer; roomsLeft: Buffer }

/** The nights of a stay in some towns. All chunks in one value: a row each would cost more than what is in it. */
export async function readNights(sql: postgres.Sql, cityIds: readonly number[], stay: Stay): Promise<NightsOfBlock[]> {
  const { block, skip, first, next } = blocksOf(stay)
  return sql<NightsOfBlock[]>`
    select nights, string_agg(int4send(city_id), ''::bytea) as cities, string_agg(int4send(chunk), ''::bytea) as chunks,
      string_agg(substring(rooms_left from skip * width + 1 for nights * width), ''::bytea) as "roomsLeft"
    from (
      select block, city_id, chunk, rooms_left, octet_length(rooms_left) / ${blockNights}::int as width,
        case when block = ${block} then ${first}::int else ${next}::int end as nights,
        case when block = ${block} then ${skip}::int else 0 end as skip
      from availability_block
      where city_id = any(${cityIds as number[]}::int[]) and block between ${block} and ${next > 0 ? block + 1 : block}
    ) part
    group by block, nights`
}

/** What was told of the rooms of towns, out of what `readNights` read. A town nobody told of is not in it. */
export async function leftInTowns(
  sql: postgres.Sql,
  towns: readonly Town[],
  blocks: readonly NightsOfBlock[],
): Promise<Map<Town, TownLeft>> {
  const byCity = new Map(towns.map((town) => [town.cityId, town]))
  await learnPlaces(sql, unplacedIn(blocks, byCity))
  // One array for all towns: most have a few hotels, and an array costs as much as what is in it.
  const rooms = towns.reduce((sum, { roomIds }) => sum + roomIds.length, 0)
  const all = { told: new Uint8Array(rooms), least: new Uint8Array(rooms).fill(untold) }
  const left = new Map<Town, TownLeft>()
  let free = 0
  for (const { nights, cities, chunks, roomsLeft } of blocks) {
    let town: Town | undefined
    let known: TownLeft | undefined
    let at = 0
    for (let head = 0; head < cities.length; head += 4) {
      const cityId = cities.readInt32BE(head)
      if (town?.cityId !== cityId) {
        town = byCity.get(cityId)
        known = town && left.get(town)
        if (town && !known) {
          known = { ...all, from: free }
          free += town.roomIds.length
          left.set(town, known)
        }
      }
      const places = town?.places.get(chunks.readInt32BE(head))
      if (!known || !places) throw new Error(`a chunk of city ${cityId} without its places`)
      takeNights(roomsLeft, at, nights, places, known)
      at += nights * places.length
    }
  }
  return left
}

/** The towns of which a chunk was read whose places are not known yet. */
function unplacedIn(blocks: readonly NightsOfBlock[], byCity: ReadonlyMap<number, Town>): Town[] {
  const unplaced = new Set<Town>()
  for (const { cities, chunks } of blocks)
    for (let head = 0; head < cities.length; head += 4) {
      const town = byCity.get(cities.readInt32BE(head))
      if (town && !town.places.has(chunks.readInt32BE(head))) unplaced.add(town)
    }
  return [...unplaced]
}

function takeNights(
  roomsLeft: Buffer,
  start: number,
  nights: number,
  places: Int32Array,
  { told, least, from }: TownLeft,
): void {
  let at = start
  for (let night = 0; night < nights; night++)
    for (let place = 0; place < places.length; place++) {
      const left = roomsLeft[at++] as number
      if (left === untold) continue
      const room = places[place] as number
      if (room < 0) continue
      told[from + room] = (told[from + room] as number) + 1
      if (left < (least[from + room] as number)) least[from + room] = left
    }
}

/** Which room stands at which place of the chunks of some towns. Once written a chunk never changes, so what is known stays right. */
async function learnPlaces(sql: postgres.Sql, towns: readonly Town[]): Promise<void> {
  if (towns.length === 0) return
  const rows = await sql<{ cityId: number; chunk: number; roomTypeIds: number[] }[]>`
    select city_id as "cityId", chunk, room_type_ids as "roomTypeIds" from availability_chunk
    where city_id = any(${towns.map(({ cityId }) => cityId)}::int[])`
  const byCity = Map.groupBy(rows, ({ cityId }) => cityId)
  for (const { cityId, roomIds, places } of towns) {
    const rooms = new Map(Array.from(roomIds, (id, room) => [id, room]))
    for (const { chunk, roomTypeIds } of byCity.get(cityId) ?? [])
      places.set(
        chunk,
        Int32Array.from(roomTypeIds, (id) => rooms.get(id) ?? -1),
      )
  }
}

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
