import type { Sql } from 'postgres'

/** A door. */
export type HotelRoom = { id: string; hotelId: string; roomTypeId: string; number: string; floor: string | null }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const columns = (sql: Sql) =>
  sql`h.id::text, h.hotel_id as "hotelId", h.room_type_id as "roomTypeId", h.number, h.floor`

export const roomsOfHotel = (sql: Sql, hotelId: string, roomTypeId: string | null) =>
  sql<HotelRoom[]>`
    select ${columns(sql)} from hotel_rooms h
    where h.hotel_id = ${hotelId} and (${roomTypeId}::text is null or h.room_type_id = ${roomTypeId}) order by length(h.number), h.number`

export async function roomById(sql: Sql, id: string): Promise<HotelRoom | null> {
  if (!uuid.test(id)) return null
  const [room] = await sql<HotelRoom[]>`select ${columns(sql)} from hotel_rooms h where h.id = ${id}`
  return room ?? null
}

export type NewDoor = { number: string; floor: string | null }

/** Doors that are there already stay as they are, with the floor told last. */
export const registerDoors = async (
  sql: Sql,
  { hotelId, roomTypeId, doors, by }: { hotelId: string; roomTypeId: string; doors: readonly NewDoor[]; by: string },
  now: Date,
): Promise<void> => {
  await sql`
    insert into hotel_rooms as h (hotel_id, room_type_id, number, floor, registered_at, registered_by)
    select ${hotelId}, ${roomTypeId}, door ->> 'number', door ->> 'floor', ${now.toISOString()}::timestamptz, ${by}
    from jsonb_array_elements(${JSON.stringify(doors)}::text::jsonb) door order by door ->> 'number'
    on conflict (hotel_id, number) do update set floor = excluded.floor
      where h.room_type_id = excluded.room_type_id and h.floor is distinct from excluded.floor`
}

export type OutOfOrder = {
  id: string
  hotelId: string
  roomId: string
  roomTypeId: string
  from: string
  to: string
  reason: string
  ended: boolean
}

const outOfOrder = (sql: Sql) => sql`
  s.id::text, h.hotel_id as "hotelId", s.room_id::text as "roomId", h.room_type_id as "roomTypeId", s.from_night::text as "from",
  s.to_night::text as "to", s.reason, s.ended_at is not null as ended from room_stays s join hotel_rooms h on h.id = s.room_id`

export async function outOfOrderById(sql: Sql, id: string): Promise<OutOfOrder | null> {
  if (!uuid.test(id)) return null
  const [found] = await sql<OutOfOrder[]>`select ${outOfOrder(sql)} where s.id = ${id} and s.kind = 'OUT_OF_ORDER'`
  return found ?? null
}

/** Of a hotel, in force or to come. */
export const outOfOrderAt = (sql: Sql, hotelId: string, today: string) =>
  sql<OutOfOrder[]>`
    select ${outOfOrder(sql)} where h.hotel_id = ${hotelId} and s.kind = 'OUT_OF_ORDER' and s.ended_at is null
      and s.to_night > ${today}::date order by s.from_night, s.id`

/** Who or what has a room on any of these nights, or is still there. */
export const takersOf = (sql: Sql, roomId: string, { from, to }: { from: string; to: string }) =>
  sql<{ reservationId: string | null }[]>`
    select reservation_id::text as "reservationId" from room_stays where room_id = ${roomId}
      and daterange(from_night, to_night) && daterange(${from}::date, ${to}::date) order by from_night`
