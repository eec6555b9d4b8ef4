import type { Sql } from 'postgres'

import { holdsNights, soldNights } from '../domain/status.ts'

export type Discrepancy = {
  roomTypeId: string
  night: string
  held: number
  sold: number
  heldCounted: number
  soldCounted: number
}

/**
 * The counters against the reservations themselves and what the waiting list holds, night by night: what differs, or is more than the allotment. Worked
 * out from their own tables alone, so that it shares no mistake with the functions that keep the counters.
 */
export async function recount(sql: Sql): Promise<Discrepancy[]> {
  const rows = await sql`
    with booked as (
      select r.id, b.room_type_id, day::date as night, r.status::text = any(${[...holdsNights]}) as held
        from reservations r join booked_rooms b on b.reservation_id = r.id and b.state = 'BOOKED'
          left join no_shows absent on absent.reservation_id = r.id, -- who did not come has only the nights until that was known
          generate_series(r.check_in::timestamp, least(r.check_out, absent.freed_from)::timestamp - interval '1 day', interval '1 day') day
        where r.supplier_code is null and r.status::text = any(${[...holdsNights, ...soldNights]})
    ), wanted as (
      select c.reservation_id as id, b.room_type_id, day::date as night
        from stay_changes c join booked_rooms b on b.reservation_id = c.reservation_id and b.state = 'WANTED' and b.change = c.n,
          generate_series(c.check_in::timestamp, c.check_out::timestamp - interval '1 day', interval '1 day') day
        where c.state = 'OPEN' and exists (select from reservations r where r.id = c.reservation_id and r.supplier_code is null)
    ), slept as (
      select room_type_id, night, count(*) as rooms, held from booked group by id, room_type_id, night, held
      union all -- a change holds what it needs beyond the rooms that the stay has on that night
      select w.room_type_id, w.night, greatest(0, count(*) - (select count(*) from booked b
          where b.id = w.id and b.room_type_id = w.room_type_id and b.night = w.night)), true
        from wanted w group by w.id, w.room_type_id, w.night
      union all
      select w.room_type_id, day::date, w.rooms, true
        from waiting_entries e join waiting_rooms w on w.entry_id = e.id,
          generate_series(e.check_in::timestamp, e.check_out::timestamp - interval '1 day', interval '1 day') day
        where e.state = 'OFFERED'
      union all
      select room_type_id, night, rooms, true from waiting_kept
    ), counted as (
      select room_type_id, night, sum(rooms) filter (where held) as held, sum(rooms) filter (where not held) as sold
        from slept group by 1, 2
    )
    select coalesce(n.room_type_id, c.room_type_id) as "roomTypeId", coalesce(n.night, c.night)::text as night,
        coalesce(n.held, 0)::int as held, coalesce(n.sold, 0)::int as sold,
        coalesce(c.held, 0)::int as "heldCounted", coalesce(c.sold, 0)::int as "soldCounted"
      from room_night n full join counted c on c.room_type_id = n.room_type_id and c.night = n.night
      where coalesce(n.held, 0) <> coalesce(c.held, 0) or coalesce(n.sold, 0) <> coalesce(c.sold, 0) or n.held + n.sold > n.allotment`
  return rows as unknown as Discrepancy[]
}
