import type postgres from 'postgres'

import { hotelOf } from '../domain/shelf.ts'
import type { roomType } from './tables.ts'

export type RoomTypeRow = Pick<
  typeof roomType.$inferSelect,
  'id' | 'name' | 'description' | 'beds' | 'areaSqm' | 'maxAdults' | 'maxGuests'
>

const columns = (sql: postgres.Sql) => sql`
  room.id, room.name, room.description, room.beds, room.area_sqm as "areaSqm", room.max_adults as "maxAdults",
  room.max_guests as "maxGuests"`

export const roomTypesById = (sql: postgres.Sql, ids: readonly number[]) =>
  sql<RoomTypeRow[]>`select ${columns(sql)} from room_type room where room.id = any(${ids as number[]}::int[])`

/** The room types of each hotel asked for, in their order. */
export async function roomTypesOfHotels(sql: postgres.Sql, hotelIds: readonly number[]) {
  const rows = await sql<RoomTypeRow[]>`
    select ${columns(sql)} from unnest(${hotelIds as number[]}::int[]) as wanted (id) cross join generate_series(0, 7) as number
    join room_type room on room.id = wanted.id * 8 + number order by room.id`
  return Map.groupBy(rows, ({ id }) => hotelOf(id))
}
