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

/**
 * The bytes of some towns' nights of a stay, one record a block: town, chunk, width, nights (four bytes each), then the
 * nights, `width` bytes each. All in one value: a row a chunk costs more than what is in it.
 */
export async function readNights(sql: postgres.Sql, cityIds: readonly number[], stay: Stay): Promise<Buffer> {
  const { block, skip, first, next } = blocksOf(stay)
  const [row] = await sql<{ records: Buffer | null }[]>`
    select string_agg(int4send(city_id) || int4send(chunk) || int4send(width) || int4send(nights)
      || substring(rooms_left from skip * width + 1 for nights * width), ''::bytea) as records
    from (
      select city_id, chunk, rooms_left, octet_length(rooms_left) / ${blockNights}::int as width,
        case when block = ${block} then ${first}::int else ${next}::int end as nights,
        case when block = ${block} then ${skip}::int else 0 end as skip
      from availability_block
      where city_id = any(${cityIds as number[]}::int[]) and block between ${block} and ${next > 0 ? block + 1 : block}
    ) part`
  return row?.records ?? Buffer.alloc(0)
}

type NightsOfChunk = { cityId: number; chunk: number; width: number; nights: number; from: number }

/** The heads of the records of `readNights`, and where their bytes begin. */
function recordsOf(bytes: Buffer): NightsOfChunk[] {
  const records: NightsOfChunk[] = []
  for (let at = 0; at < bytes.length;) {
    const record = {
      cityId: bytes.readInt32BE(at),
      chunk: bytes.readInt32BE(at + 4),
      width: bytes.readInt32BE(at + 8),
      nights: bytes.readInt32BE(at + 12),
      from: at + 16,
    }
    records.push(record)
    at = record.from + record.width * record.nights
  }
  return records
}

/** What was told of the rooms of towns, out of what `readNights` read. A town nobody told of is not in it. */
export async function leftInTowns(
  sql: postgres.Sql,
  towns: readonly Town[],
  bytes: Buffer,
): Promise<Map<Town, TownLeft>> {
  const byCity = new Map(towns.map((town) => [town.cityId, town]))
  const records = recordsOf(bytes)
  const unplaced = new Set<Town>()
  for (const { cityId, chunk } of records) {
    const town = byCity.get(cityId)
    if (town && !town.places.has(chunk)) unplaced.add(town)
  }
  if (unplaced.size > 0) await learnPlaces(sql, [...unplaced])
  const left = new Map<Town, TownLeft>()
  for (const record of records) {
    const town = byCity.get(record.cityId)
    const places = town?.places.get(record.chunk)
    if (!town || !places) continue
    let known = left.get(town)
    if (!known) {
      const rooms = town.roomIds.length
      known = { told: new Uint8Array(rooms), least: new Uint8Array(rooms).fill(untold) }
      left.set(town, known)
    }
    takeNights(bytes, record, places, known)
  }
  return left
}

function takeNights(
  bytes: Buffer,
  { width, nights, from }: NightsOfChunk,
  places: Int32Array,
  { told, least }: TownLeft,
): void {
  let at = from
  for (let night = 0; night < nights; night++)
    for (let place = 0; place < width; place++) {
      const left = bytes[at++] as number
      if (left === untold) continue
      const room = places[place] as number
      if (room < 0) continue
      told[room] = (told[room] as number) + 1
      if (left < (least[room] as number)) least[room] = left
    }
}

/** Which room stands at which place of the chunks of some towns. Once written a chunk never changes, so what is known stays right. */
async function learnPlaces(sql: postgres.Sql, towns: readonly Town[]): Promise<void> {
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
