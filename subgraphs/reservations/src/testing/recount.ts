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
 * The counters against the reservations themselves, night by night: what differs, or is more than the allotment. Worked
 * out from the reservations alone, so that it shares no mistake with the functions that keep the counters.
 */
export async function recount(sql: Sql): Promise<Discrepancy[]> {
  const rows = await sql`
    with slept as (
      select room_type_id, day::date as night, room_count as rooms, status::text = any(${[...holdsNights]}) as held
        from reservations, generate_series(check_in::timestamp, check_out::timestamp - interval '1 day', interval '1 day') day
        where supplier_code is null and status::text = any(${[...holdsNights, ...soldNights]})
      union all
      select c.room_type_id, day::date, r.room_count, true
        from stay_changes c join reservations r on r.id = c.reservation_id,
          generate_series(c.check_in::timestamp, c.check_out::timestamp - interval '1 day', interval '1 day') day
        where c.state = 'OPEN' and not (c.room_type_id = r.room_type_id and day::date >= r.check_in and day::date < r.check_out)
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
