import type { Database } from '@staygraph/subgraph-kit/database'
import { and, asc, count, isNull, lt } from 'drizzle-orm'
import type postgres from 'postgres'

import type { Finding, Reading } from '../domain/finding.ts'
import { bankFindings } from './reconciliation-tables.ts'

/** The lease of one of the bank's lists, and how far it was compared. Null: another process has it, or its time has not come. */
export async function leaseReading(
  sql: postgres.Sql,
  reading: Reading,
  leaseMs: number,
  now: Date,
): Promise<Date | null> {
  const at = now.toISOString()
  // Before the first payment there is nothing to compare.
  await sql`
    insert into reconciliations (reading, compared_until)
      select ${reading}, coalesce((select min(created_at) from payments), ${at}) - interval '1 minute'
      where not exists (select from reconciliations where reading = ${reading})
      on conflict do nothing`
  const [row] = await sql<{ comparedUntil: string }[]>`
    update reconciliations set leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      where reading = ${reading} and leased_until <= clock_timestamp() and next_at <= ${at}
      returning compared_until::text as "comparedUntil"`
  return row ? new Date(row.comparedUntil) : null
}

/** The list was compared until then; it is looked at again at `nextAt`. */
export async function finishReading(sql: postgres.Sql, reading: Reading, comparedUntil: Date, nextAt: Date) {
  await sql`
    update reconciliations set leased_until = 'epoch', next_at = ${nextAt.toISOString()},
      compared_until = greatest(compared_until, ${comparedUntil.toISOString()}) where reading = ${reading}`
}

/** True when it was not known (or had been settled): then it is told, once. */
export async function writeFinding(sql: postgres.Sql, { kind, subject, detail }: Finding, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const [row] = await sql<{ isNew: boolean }[]>`
    insert into bank_findings (kind, subject, detail, found_at, seen_at)
      values (${kind}, ${subject}, ${JSON.stringify(detail)}::text::jsonb, ${at}, ${at})
      on conflict (kind, subject) do update set seen_at = excluded.seen_at, detail = excluded.detail, settled_at = null,
        found_at = case when bank_findings.settled_at is null then bank_findings.found_at else excluded.found_at end
      returning found_at = ${at}::timestamptz as "isNew"`
  return row?.isNew === true
}

/** Both books agree again about what was looked at, save what was found again. */
export async function settleFindings(sql: postgres.Sql, lookedAt: string[], stillSo: readonly Finding[], now: Date) {
  await sql`
    update bank_findings set settled_at = ${now.toISOString()}
      where settled_at is null and subject = any(${lookedAt})
        and kind || ' ' || subject <> all(${stillSo.map(({ kind, subject }) => `${kind} ${subject}`)})`
}

const SEEN_AGAIN_AT_ONCE = 20

/** Open ones that were not seen since then. */
export async function findingsToSeeAgain(db: Database, since: Date): Promise<string[]> {
  const rows = await db
    .select({ subject: bankFindings.subject })
    .from(bankFindings)
    .where(and(isNull(bankFindings.settledAt), lt(bankFindings.seenAt, since)))
    .orderBy(asc(bankFindings.seenAt))
    .limit(SEEN_AGAIN_AT_ONCE)
  return rows.map(({ subject }) => subject)
}

export async function touchFindings(sql: postgres.Sql, subject: string, now: Date) {
  await sql`update bank_findings set seen_at = ${now.toISOString()} where subject = ${subject} and settled_at is null`
}

export const openFindings = (db: Database) =>
  db
    .select({ kind: bankFindings.kind, count: count() })
    .from(bankFindings)
    .where(isNull(bankFindings.settledAt))
    .groupBy(bankFindings.kind)
