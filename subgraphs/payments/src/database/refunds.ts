import type { Database } from '@staygraph/subgraph-kit/database'
import { eq } from 'drizzle-orm'
import type postgres from 'postgres'

import type { RefundNews } from '../domain/refund-news.ts'
import { refunds, type RefundRow } from './tables.ts'

export type BegunRefund = {
  /** MINE: this call holds the lease and asks the bank. */
  verdict: 'MINE' | 'BUSY' | 'SETTLED' | 'CONFLICT' | 'EXCEEDS' | 'NOT_CAPTURED'
  id: string
  neverAsked: boolean
}
type NewRefund = Pick<RefundRow, 'key' | 'paymentId' | 'amount' | 'reason'> & { currency: string }

export async function beginRefund(sql: postgres.Sql, r: NewRefund, leaseMs: number): Promise<BegunRefund> {
  const [row] = await sql<BegunRefund[]>`
    select verdict, refund_id as id, never_asked as "neverAsked"
    from begin_refund(${r.key}, ${r.paymentId}, ${r.amount}, ${r.currency}, ${r.reason}, ${leaseMs})`
  if (!row) throw new Error('begin_refund answered nothing')
  return row
}

type Said = Omit<RefundNews, 'status' | 'bankRefund'> & { status: RefundRow['status']; bankRefund: string | null }

export async function settleRefund(
  sql: postgres.Sql,
  id: string,
  said: Said,
  { tell, now }: { tell: boolean; now: Date },
): Promise<RefundRow['status']> {
  const [row] = await sql<{ status: RefundRow['status'] }[]>`
    select settle_refund(${id}, ${said.status}, ${said.bankRefund}, ${said.failureReason}, ${tell}, ${now.toISOString()}) as status`
  if (!row) throw new Error('settle_refund answered nothing')
  return row.status
}

export async function readRefund(db: Database, id: string): Promise<RefundRow> {
  const [row] = await db.select().from(refunds).where(eq(refunds.id, id))
  if (!row) throw new Error(`there is no refund ${id}`)
  return row
}

/** Refunds that have not ended, leased to this process. One that the bank has accepted is looked at now and then. */
export async function claimOpenRefunds(
  sql: postgres.Sql,
  limit: number,
  leaseMs: number,
  now: Date,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update refunds set
      leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      attempts = attempts + 1,
      status = case status when 'NOT_ATTEMPTED' then 'INTENT' else status end,
      settle_after = ${now.toISOString()}::timestamptz
        + least(2 ^ attempts, case when bank_refund is null then 60 else 3600 end) * interval '1 second'
    where id in (
      select id from refunds
      where status in ('INTENT', 'NOT_ATTEMPTED', 'PENDING') and settle_after <= ${now.toISOString()} and leased_until <= clock_timestamp()
      order by settle_after limit ${limit} for update skip locked)
    returning id`
  return rows.map(({ id }) => id)
}
