import type postgres from 'postgres'

/** Towns with hotels of ours, in the order of their ids. */
export const readTowns = (sql: postgres.Sql, after: number) =>
  sql<{ cityId: number; hotels: number }[]>`
    select city_id as "cityId", count(*)::int as hotels from hotel where city_id > ${after}::int group by 1 order by 1`

export type TownRooms = { cityIds: Int32Array; roomIds: Int32Array; allotments: Int32Array }

/**
 * The room types of some towns. In one value, because a row each would cost more than what is in it. A hotel has eight at most: told so,
 * Postgres does not think of a million, and of workers to share them.
 */
export async function readTownRooms(sql: postgres.Sql, cityIds: readonly number[]): Promise<TownRooms> {
  const [row] = await sql<{ rooms: Buffer | null }[]>`
    select string_agg(int4send(hotel.city_id) || int4send(room_type.id) || int4send(room_type.allotment), ''::bytea) as rooms
    from hotel
    cross join lateral (
      select id, allotment from room_type where id between hotel.id * 8 and hotel.id * 8 + 7 limit 8
    ) room_type
    where hotel.city_id = any(${cityIds as number[]}::int[])`
  const read = row?.rooms ?? Buffer.alloc(0)
  const column = (place: number) =>
    Int32Array.from({ length: read.length / 12 }, (_, at) => read.readInt32BE(at * 12 + place * 4))
  return { cityIds: column(0), roomIds: column(1), allotments: column(2) }
}

export type Chunk = { cityId: number; chunk: number; roomIds: Int32Array }

type ChunkRow = { cityId: number; chunk: number; roomIds: Buffer }

const read = (rows: ChunkRow[]): Chunk[] =>
  rows.map(({ cityId, chunk, roomIds }) => ({
    cityId,
    chunk,
    roomIds: Int32Array.from({ length: roomIds.length / 4 }, (_, at) => roomIds.readInt32BE(at * 4)),
  }))

/** Gives the rooms of some towns their places in the next generation. Answers its chunks there, in the order of their keys. */
export async function placeNext(sql: postgres.Sql, cityIds: readonly number[]): Promise<Chunk[]> {
  await sql`select place_rooms_next(${cityIds as number[]}::int[])`
  return read(
    await sql<ChunkRow[]>`
      select city_id as "cityId", chunk,
        (select string_agg(int4send(id), ''::bytea order by place) from unnest(room_type_ids) with ordinality room (id, place))
          as "roomIds"
      from availability_chunk_next where city_id = any(${cityIds as number[]}::int[]) order by 1, 2`,
  )
}

/** The chunks of some towns by which searches go now. */
export async function readChunks(sql: postgres.Sql, cityIds: readonly number[]): Promise<Chunk[]> {
  return read(
    await sql<ChunkRow[]>`
      select city_id as "cityId", chunk,
        (select string_agg(int4send(id), ''::bytea order by place) from unnest(room_type_ids) with ordinality room (id, place))
          as "roomIds"
      from availability_chunk where city_id = any(${cityIds as number[]}::int[]) order by 1, 2`,
  )
}
