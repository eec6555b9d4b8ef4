import { followLog, type Read } from '@staygraph/subgraph-kit/follow-log'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type postgres from 'postgres'

import { blockNights } from '../domain/nights.ts'
import type { Stay } from '../domain/stay.ts'
import { beginToFollow, lookAgain } from './changed-blocks.ts'

// What is told of rooms as a log that is followed by snapshot: of each night the newest word, and which transaction wrote
// it. What was written is told by town, and dropped after an hour or two; older cursors are known no more.

export type NightLeft = { roomTypeId: number; night: string; left: number }

/** One reader of what is told for this process. Its keys are ids of towns. */
export const followNights = (sql: postgres.Sql, logger: Logger) =>
  followLog(
    {
      now: async () => (await beginToFollow(sql)).snapshot,
      touched: async (since) => {
        const { snapshot, changed } = await lookAgain(sql, since)
        return { snapshot, keys: changed && changed.map(({ cityId }) => String(cityId)) }
      },
    },
    { name: 'followed hotels', logger },
  )

/** What is left on each night of a stay that a snapshot does not know yet. Without one: on every night. */
export async function nightsSince(
  sql: postgres.Sql,
  hotelId: number,
  { checkIn, checkOut }: Stay,
  since: string | null,
): Promise<{ snapshot: string; nights: NightLeft[] | null }> {
  const [row] = await sql<{ snapshot: string; isKnown: boolean; nights: NightLeft[] | null }[]>`
    select pg_current_snapshot()::text as snapshot,
      ${since}::text is null or coalesce((select xid < pg_snapshot_xmin(${since}::text::pg_snapshot)
          and pg_snapshot_xmax(${since}::text::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
        from availability_horizon where id = 1), false) and saw_generation(${since}::text::pg_snapshot) as "isKnown",
      (
        select json_agg(json_build_object('roomTypeId', room.id, 'night', series.day::date::text,
          'left', case when told."left" < 255 then told."left" else room.allotment end) order by room.id, series.day)
        from room_type room
        join hotel on hotel.id = ${hotelId}
        cross join generate_series(${checkIn}::date, ${checkOut}::date - 1, '1 day') as series(day)
        left join lateral (
          select get_byte(part.rooms_left, (series.day::date - '1970-01-01'::date) % ${blockNights}::int
            * cardinality(place.room_type_ids) + array_position(place.room_type_ids, room.id) - 1) as "left"
          from availability_chunk place
          join availability_block part on part.city_id = place.city_id and part.chunk = place.chunk
            and part.block = (series.day::date - '1970-01-01'::date) / ${blockNights}::int
          where place.city_id = hotel.city_id and room.id = any(place.room_type_ids)
        ) told on true
        where room.id between ${hotelId * 8} and ${hotelId * 8 + 7}
          and (${since}::text is null or exists (
            select from availability_told word where word.room_type_id = room.id and word.night = series.day::date
              and not pg_visible_in_snapshot(word.xid, ${since}::text::pg_snapshot)))
      ) as nights`
  if (!row) throw new Error('no snapshot')
  return { snapshot: row.snapshot, nights: row.isKnown ? (row.nights ?? []) : null }
}

export const nightsAfter =
  (sql: postgres.Sql, hotelId: number, stay: Stay): Read<NightLeft> =>
  async (since) => {
    const { snapshot, nights } = await nightsSince(sql, hotelId, stay, since)
    return { snapshot, changes: nights }
  }
