import type { Invariant, Violation } from './invariant.ts'

export const refunds: Invariant = {
  name: 'I6',
  says: 'refunds, and what guests keep by lost disputes, never exceed captures',
  look: async ({ sources: { databases, bankLedger } }) => {
    const sql = databases.payments
    const [taken] = await sql<{ payments: number }[]>`
      select count(*)::int as payments from payments where status = 'CAPTURED'`
    const ours = await sql<Violation[]>`
      select p.id::text, 'of ' || p.amount || ' ' || p.currency || ' (' || p.status || ') ' || f.given || ' are given back, counted as ' || p.refunded || ', and ' || d.lost || ' kept by disputes' as what
        from payments p
        join lateral (select coalesce(sum(case status when 'FAILED' then by_dispute else amount end), 0) as given from refunds where payment_id = p.id) f on true
        join lateral (select coalesce(sum(amount - covered) filter (where lost_at is not null), 0) as lost from disputes where payment_id = p.id) d on true
        where f.given + d.lost > p.amount or f.given <> p.refunded or (f.given > 0 and p.status <> 'CAPTURED')`
    const promised = await databases.reservations<Violation[]>`
      select r.reservation_id::text as id, 'of payment ' || r.payment_id || ', which took ' || coalesce(c.taken, 0) || ', ' || r.given || ' go back' as what
        from (select reservation_id, payment_id, sum(amount) as given from refunds group by 1, 2) r
        left join (select reservation_id, payment_id, sum(amount) as taken from charges group by 1, 2) c using (reservation_id, payment_id)
        where r.given > coalesce(c.taken, 0)`
    const { intents, disputes } = bankLedger ? await bankLedger() : { intents: [], disputes: [] }
    const kept = Map.groupBy(
      disputes.filter(({ status }) => status === 'lost'),
      ({ intent }) => intent,
    )
    const backOf = ({ id, refunded }: { id: string; refunded: number }) =>
      refunded + (kept.get(id) ?? []).reduce((sum, { withdrawn }) => sum + withdrawn, 0)
    const atBank = intents
      .filter((intent) => backOf(intent) > intent.captured)
      .map((intent): Violation => ({
        id: intent.id,
        what: `the bank took ${intent.captured} and gave back ${backOf(intent)}, disputes with it`,
      }))
    return {
      checked: taken?.payments ?? 0,
      things: 'captured payments',
      violations: [...ours, ...promised, ...atBank],
      ...(bankLedger ? {} : { notLookedAt: 'a bank that is not the sandbox shows no ledger' }),
    }
  },
}
