import type postgres from 'postgres'

import { dayNumber } from '../domain/calendar.ts'
import type { Stay } from '../domain/stay.ts'

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

/** What was told of a chunk's room types for some nights: how many of the nights, and the least of their figures. */
export type ToldChunk = { cityId: number; chunk: number; told: Uint8Array; least: Uint8Array }

/** Walks the records of `readNights`. A chunk of a stay that touches two blocks comes twice. */
export function* toldChunks(records: Buffer): Generator<ToldChunk> {
  for (let at = 0; at < records.length;) {
    const [cityId, chunk, width, nights] = [0, 4, 8, 12].map((skip) => records.readInt32BE(at + skip)) as [
      number,
      number,
      number,
      number,
    ]
    at += 16
    const told = new Uint8Array(width)
    const least = new Uint8Array(width).fill(untold)
    for (let night = 0; night < nights; night++)
      for (let place = 0; place < width; place++) {
        const left = records[at++] ?? untold
        if (left === untold) continue
        told[place] = (told[place] ?? 0) + 1
        if (left < (least[place] ?? 0)) least[place] = left
      }
    yield { cityId, chunk, told, least }
  }
}

/** Which room types stand at which place of a chunk, by town and chunk. Never changes once written, so what is known is right. */
export class ChunkPlaces {
  readonly #sql: postgres.Sql
  readonly #known = new Map<number, Map<number, number[]>>()

  constructor(sql: postgres.Sql) {
    this.#sql = sql
  }

  of = (cityId: number, chunk: number): number[] | undefined => this.#known.get(cityId)?.get(chunk)

  /** Reads the towns of which a chunk is not known yet. */
  async learn(chunks: readonly Pick<ToldChunk, 'cityId' | 'chunk'>[]): Promise<void> {
    const cityIds = new Set(chunks.filter(({ cityId, chunk }) => !this.of(cityId, chunk)).map(({ cityId }) => cityId))
    if (cityIds.size === 0) return
    const sql = this.#sql
    const rows = await sql<{ cityId: number; chunk: number; roomTypeIds: number[] }[]>`
      select city_id as "cityId", chunk, room_type_ids as "roomTypeIds" from availability_chunk
      where city_id = any(${[...cityIds]}::int[])`
    for (const [cityId, places] of Map.groupBy(rows, (row) => row.cityId))
      this.#known.set(cityId, new Map(places.map(({ chunk, roomTypeIds }) => [chunk, roomTypeIds])))
  }
}

type Told = { roomTypeId: number; nights: number; least: number }

/** How many rooms of a type are left on every night of a stay. A night nobody told of has the whole allotment. */
export type RoomsLeft = (room: { id: number; allotment: number }) => number

const leftOf = (told: readonly Told[], nightCount: number): RoomsLeft => {
  const byRoom = new Map(told.map((row) => [row.roomTypeId, row]))
  return ({ id, allotment }) => {
    const row = byRoom.get(id)
    if (!row) return allotment
    return row.nights < nightCount ? Math.min(row.least, allotment) : row.least
  }
}

/** Of all room types of some towns, `[checkIn, checkOut)`. */
export async function roomsLeftInCities(
  sql: postgres.Sql,
  places: ChunkPlaces,
  cityIds: readonly number[],
  stay: Stay,
  nightCount: number,
): Promise<RoomsLeft> {
  const chunks = [...toldChunks(await readNights(sql, cityIds, stay))]
  await places.learn(chunks)
  const told = new Map<number, Told>()
  for (const { cityId, chunk, told: nights, least } of chunks)
    for (const [place, roomTypeId] of (places.of(cityId, chunk) ?? []).entries()) {
      const before = told.get(roomTypeId)
      told.set(roomTypeId, {
        roomTypeId,
        nights: (before?.nights ?? 0) + (nights[place] ?? 0),
        least: Math.min(before?.least ?? untold, least[place] ?? untold),
      })
    }
  return leftOf([...told.values()], nightCount)
}

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
  return leftOf(told, nightCount)
}
