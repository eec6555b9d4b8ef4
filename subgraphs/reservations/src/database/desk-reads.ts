import type { Sql } from 'postgres'

import { holdsNights, soldNights, type Status } from '../domain/status.ts'
import type { HotelRoom } from './desk-rooms.ts'

// What a hotel's desk reads. Dates come as text, instants as Date.

/** A booked room, with the door it was given. */
export type DeskStay = {
  reservationId: string
  n: number
  reference: string
  status: Status
  checkIn: string
  checkOut: string
  roomTypeId: string
  name: string
  adults: number
  childAges: number[]
  givenName: string
  familyName: string
  email: string
  phone: string | null
  requests: string | null
  door: HotelRoom | null
  arrivedAt: Date | null
  leftAt: Date | null
  /** Where it stands in a list. */
  place: string
}

type StayRow = Omit<DeskStay, 'arrivedAt' | 'leftAt'> & { arrivedAt: string | null; leftAt: string | null }

const instant = (text: string | null) => (text === null ? null : new Date(text))
const stayOf = (row: StayRow): DeskStay => ({ ...row, arrivedAt: instant(row.arrivedAt), leftAt: instant(row.leftAt) })

const columns = (sql: Sql) => sql`
  r.id::text as "reservationId", b.n, r.reference, r.status::text, r.check_in::text as "checkIn", r.check_out::text as "checkOut",
  b.room_type_id as "roomTypeId", b.name, b.adults, b.child_ages as "childAges", r.guest_given_name as "givenName",
  r.guest_family_name as "familyName", r.guest_email as email, r.guest_phone as phone, r.requests,
  door.door, door.arrived_at as "arrivedAt", door.ended_at as "leftAt",
  lower(r.guest_family_name) || ' ' || r.id || ' ' || lpad(b.n::text, 4, '0') as place`

/** A booked room of the hotel, with the newest door it was given. */
const booked = (sql: Sql) => sql`
  reservations r join booked_rooms b on b.reservation_id = r.id and b.state = 'BOOKED'
  left join lateral (
    select jsonb_build_object('id', h.id, 'hotelId', h.hotel_id, 'roomTypeId', h.room_type_id, 'number', h.number, 'floor', h.floor) as door,
        s.ended_at, (select min(f.begun_at) from room_stays f where f.reservation_id = r.id and f.n = b.n) as arrived_at
      from room_stays s join hotel_rooms h on h.id = s.room_id where s.reservation_id = r.id and s.n = b.n order by s.begun_at desc, s.id desc limit 1) door on true`

export type DeskList = 'ARRIVALS' | 'DEPARTURES' | 'IN_HOUSE'

const which = (sql: Sql, list: DeskList, hotelId: string, date: string) => {
  // A stay of at most a month: the index of arrivals finds the departures too.
  const about = sql`r.hotel_id = ${hotelId} and r.supplier_code is null and r.check_in >= ${date}::date - 40 and r.check_in <= ${date}::date`
  switch (list) {
    case 'ARRIVALS':
      return sql`${about} and r.check_in = ${date}::date and r.status in ('CONFIRMED', 'MODIFYING', 'CANCELLING', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW')`
    case 'DEPARTURES':
      return sql`${about} and r.check_out = ${date}::date and r.status in ('CHECKED_IN', 'CHECKED_OUT')`
    case 'IN_HOUSE':
      return sql`${about} and r.status in ('CHECKED_IN', 'CHECKED_OUT') and exists (select from room_stays s
        where s.reservation_id = r.id and s.n = b.n and s.from_night <= ${date}::date and (s.to_night > ${date}::date or s.ended_at is null))`
  }
}

/** One more than `first`, so that the caller sees whether there is a next page; in the order of the guests' surnames. */
export async function deskList(
  sql: Sql,
  list: DeskList,
  { hotelId, date, first, after }: { hotelId: string; date: string; first: number; after: string | null },
): Promise<DeskStay[]> {
  const rows = await sql<StayRow[]>`
    select * from (select ${columns(sql)} from ${booked(sql)} where ${which(sql, list, hotelId, date)}) listed
    where ${after}::text is null or place collate "C" > ${after}::text collate "C" order by place collate "C" limit ${first + 1}`
  return rows.map(stayOf)
}

export async function countDeskList(sql: Sql, list: DeskList, { hotelId, date }: { hotelId: string; date: string }) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from ${booked(sql)} where ${which(sql, list, hotelId, date)}`
  return row?.count ?? 0
}

export async function staysOfReservations(sql: Sql, ids: readonly string[]): Promise<DeskStay[]> {
  const rows = await sql<StayRow[]>`
    select ${columns(sql)} from ${booked(sql)} where r.id = any(${ids as string[]}::text[]::uuid[]) order by r.check_in, r.id, b.n`
  return rows.map(stayOf)
}

export type DeskNight = {
  date: string
  allotment: number
  planned: number
  outOfOrder: number
  closed: boolean
  held: number
  sold: number
}

/** Nights of a room type; one that nobody touched yet has the default allotment. */
export const deskNights = (sql: Sql, roomTypeId: string, nights: readonly string[], allotment: number) =>
  sql<DeskNight[]>`
    select wanted.night::text as date, coalesce(n.allotment, ${allotment}::int) as allotment,
      coalesce(n.planned, n.allotment, ${allotment}::int) as planned, coalesce(n.out_of_order, 0) as "outOfOrder",
      coalesce(n.closed, false) as closed, coalesce(n.held, 0) as held, coalesce(n.sold, 0) as sold
    from unnest(${nights as string[]}::text[]::date[]) as wanted (night)
    left join room_night n on n.room_type_id = ${roomTypeId} and n.night = wanted.night order by 1`

/** The reservations that hold rooms of a type on any of these nights, the soonest first. */
export async function reservationsOn(sql: Sql, roomTypeId: string, nights: readonly string[], most: number) {
  const holding = [...holdsNights, ...soldNights]
  const rows = await sql<{ id: string }[]>`
    select r.id::text from reservations r left join no_shows absent on absent.reservation_id = r.id
    where r.supplier_code is null and r.status::text = any(${holding}) and (
      exists (select from booked_rooms b where b.reservation_id = r.id and b.room_type_id = ${roomTypeId} and b.state = 'BOOKED')
        and exists (select from unnest(${nights as string[]}::text[]::date[]) as wanted (night)
          where wanted.night >= r.check_in and wanted.night < coalesce(absent.freed_from, r.check_out))
      or exists (select from stay_changes c join booked_rooms b on b.reservation_id = r.id and b.change = c.n and b.state = 'WANTED'
        join unnest(${nights as string[]}::text[]::date[]) as wanted (night) on wanted.night >= c.check_in and wanted.night < c.check_out
        where c.reservation_id = r.id and c.state = 'OPEN' and b.room_type_id = ${roomTypeId}))
    order by r.check_in, r.id limit ${most}`
  return rows.map(({ id }) => id)
}
