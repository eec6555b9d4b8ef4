import { followLog, type Read } from '@staygraph/subgraph-kit/follow-log'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { Sql } from 'postgres'

import type { StepRow } from './tables.ts'

// The steps of reservations as a log that is followed by snapshot. None is ever dropped: whatever a cursor's age, all that
// happened since is there.

/** One reader of all steps for this process. */
export const followSteps = (sql: Sql, logger: Logger) =>
  followLog(
    {
      now: async () => {
        const [row] = await sql<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`
        return row?.snapshot ?? ''
      },
      touched: async (since) => {
        const [row] = await sql<{ snapshot: string; keys: string[] | null }[]>`
          select pg_current_snapshot()::text as snapshot, (
            select array_agg(distinct reservation_id) from reservation_steps
            where xid >= pg_snapshot_xmin(${since}::text::pg_snapshot)
              and not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)
          ) as keys`
        return { snapshot: row?.snapshot ?? since, keys: row?.keys ?? [] }
      },
    },
    { name: 'followed reservations', logger },
  )

/** The steps of a reservation that a snapshot does not see, in order. */
export const stepsSince =
  (sql: Sql, reservationId: string): Read<StepRow> =>
  async (since) => {
    // A cursor of a time that this database has not come to yet: it was put back to an earlier state.
    const [row] = await sql<{ snapshot: string; isKnown: boolean; steps: StepRow[] | null }[]>`
      select pg_current_snapshot()::text as snapshot,
        pg_snapshot_xmax(${since}::text::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as "isKnown", (
          select json_agg(json_build_object('id', id, 'reservationId', reservation_id, 'at', at, 'status', status,
            'name', name, 'detail', detail) order by id)
          from reservation_steps
          where reservation_id = ${reservationId} and not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)
        ) as steps`
    if (!row?.isKnown) return { snapshot: since, changes: null }
    return { snapshot: row.snapshot, changes: (row.steps ?? []).map((step) => ({ ...step, at: new Date(step.at) })) }
  }
