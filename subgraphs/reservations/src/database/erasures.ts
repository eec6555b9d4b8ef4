import type { Database } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import { and, eq, isNull } from 'drizzle-orm'
import type { Sql } from 'postgres'

import { resending } from './sending.ts'
import { waitingEntries } from './waiting-list-tables.ts'

export async function noteErasure(sql: Sql, customerId: string, erasedAt: Date) {
  await sql`
    insert into erased_customers (customer_id, erased_at) values (${customerId}, ${erasedAt.toISOString()})
    on conflict do nothing`
}

/** The waiting-list entries somebody joined and has not left. */
export async function waitingOf(db: Database, scope: string): Promise<string[]> {
  const rows = await db
    .select({ id: waitingEntries.id })
    .from(waitingEntries)
    .where(and(eq(waitingEntries.scope, scope), isNull(waitingEntries.endedAt)))
  return rows.map(({ id }) => id)
}

/** Answers how many guests were erased. `jobs`: those to which their reservations are told, in the same transaction. */
export const eraseGuestsOf = (sql: Sql, jobs: string[], atMost: number, now: Date): Promise<number> =>
  resending(async () => {
    const [row] = await sql`
      select erase_guests(${jobs}, ${atMost}, ${now.toISOString()}, ${JSON.stringify(outgoingTrace())}::text::jsonb) as erased`
    return Number(row?.erased ?? 0)
  })

/** Their last access token has ended long ago, and nothing of theirs is left: they are not looked for any more. */
export async function finishErasures(sql: Sql, now: Date) {
  await sql`
    update erased_customers e set done_at = ${now.toISOString()}
    where e.done_at is null and e.erased_at < ${now.toISOString()}::timestamptz - interval '1 day'
      and not exists (
        select from reservations r where r.customer_id = e.customer_id
          and not exists (select from erased_guests g where g.reservation_id = r.id))`
}
