import type postgres from 'postgres'

import type { SeenHouse } from './same-house-tables.ts'

export type Verdict = 'SAME' | 'DIFFERENT'
export type PairInDoubt = { one: string; other: string; score: number; about: [SeenHouse, SeenHouse] }

/** What was decided of pairs among these hotels. */
export const decidedAmong = (sql: postgres.Sql, ids: readonly string[]) =>
  sql<{ one: string; other: string; verdict: Verdict | null }[]>`
    select one, other, verdict from same_house
    where one = any(${ids as string[]}::text[]) and other = any(${ids as string[]}::text[])`

/** Puts pairs into the queue for a person to look at. One that is there, decided or not, stays as it is. */
export async function queuePairs(sql: postgres.Sql, pairs: readonly PairInDoubt[], now: Date): Promise<void> {
  if (pairs.length === 0) return
  // One order for all: two searches at once never wait for each other.
  const rows = pairs.toSorted((a, b) => (a.one + a.other < b.one + b.other ? -1 : 1))
  await sql`
    insert into same_house (one, other, score, about, found_at)
    select one, other, score, about, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as pair (one text, other text, score smallint, about jsonb)
    on conflict do nothing`
}

/** Those that nobody has decided, the likeliest first. */
export const pairsInDoubt = (sql: postgres.Sql, atMost: number) =>
  sql<PairInDoubt[]>`
    select one, other, score, about from same_house where verdict is null order by score desc, one, other limit ${atMost}`

/** Keeps what a person decided of two hotels, also of two that were never in doubt. The last word counts. */
export const decidePair = async (sql: postgres.Sql, [a, b]: readonly [string, string], verdict: Verdict, now: Date) => {
  const [one, other] = a < b ? [a, b] : [b, a]
  await sql`
    insert into same_house (one, other, score, verdict, found_at, decided_at)
    values (${one}, ${other}, 0, ${verdict}, ${now.toISOString()}, ${now.toISOString()})
    on conflict (one, other) do update set verdict = excluded.verdict, decided_at = excluded.decided_at`
}
