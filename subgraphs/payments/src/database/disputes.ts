import type { Database } from '@staygraph/subgraph-kit/database'
import { eq } from 'drizzle-orm'
import type postgres from 'postgres'

import type { DisputeNews, DisputeState } from '../domain/dispute-state.ts'
import { disputes } from './dispute-tables.ts'

/** Write what the bank said: state, ledger, waiting refunds and event together. Null: the payment is not captured in our books yet. */
export async function settleDispute(
  sql: postgres.Sql,
  paymentId: string,
  said: DisputeNews,
  now: Date,
): Promise<DisputeState | null> {
  const [row] = await sql<{ status: DisputeState | null }[]>`
    select settle_dispute(
      ${said.bankDispute}, ${paymentId}, ${said.amount}, ${said.currency}, ${said.reason}, ${said.status},
      ${said.withdrawn}, ${said.reinstated}, ${said.evidenceDueAt?.toISOString() ?? null}, ${said.openedAt.toISOString()},
      ${now.toISOString()}) as status`
  if (!row) throw new Error('settle_dispute answered nothing')
  return row.status
}

const LOOK_EVERY = '1 hour'

/** Open disputes that were not looked at for an hour: an event may have been lost. Each goes to one process. */
export async function claimOpenDisputes(
  sql: postgres.Sql,
  limit: number,
  _leaseMs: number,
  now: Date,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update disputes set look_after = ${now.toISOString()}::timestamptz + ${LOOK_EVERY}::interval where id in (
      select id from disputes where status in ('INQUIRY', 'OPEN', 'UNDER_REVIEW') and look_after <= ${now.toISOString()}
      order by look_after limit ${limit} for update skip locked)
    returning id`
  return rows.map(({ id }) => id)
}

export async function bankDisputeOf(db: Database, id: string): Promise<string | undefined> {
  const [row] = await db.select({ bankDispute: disputes.bankDispute }).from(disputes).where(eq(disputes.id, id))
  return row?.bankDispute
}

/** The bank refused a refund because of a dispute: it waits, or what was lost covers it. Answers its state. */
export async function refundMeetsDispute(sql: postgres.Sql, id: string, now: Date): Promise<string> {
  const [row] = await sql<{ status: string }[]>`select refund_meets_dispute(${id}, ${now.toISOString()}) as status`
  if (!row) throw new Error('refund_meets_dispute answered nothing')
  return row.status
}
