import type { Invariant, Violation } from './invariant.ts'

export const refunds: Invariant = {
  name: 'I6',
  says: 'refunds never exceed captures',
  look: async ({ sources: { databases, bankLedger } }) => {
    const sql = databases.payments
    const [taken] = await sql<{ payments: number }[]>`
      select count(*)::int as payments from payments where status = 'CAPTURED'`
    const ours = await sql<Violation[]>`
      select p.id::text, 'of ' || p.amount || ' ' || p.currency || ' (' || p.status || ') ' || f.given || ' are given back, counted as ' || p.refunded as what
        from payments p
        join lateral (select coalesce(sum(amount) filter (where status <> 'FAILED'), 0) as given from refunds where payment_id = p.id) f on true
        where f.given > p.amount or f.given <> p.refunded or (f.given > 0 and p.status <> 'CAPTURED')`
    const promised = await databases.reservations<Violation[]>`
      select r.reservation_id::text as id, 'of payment ' || r.payment_id || ', which took ' || coalesce(c.taken, 0) || ', ' || r.given || ' go back' as what
        from (select reservation_id, payment_id, sum(amount) as given from refunds group by 1, 2) r
        left join (select reservation_id, payment_id, sum(amount) as taken from charges group by 1, 2) c using (reservation_id, payment_id)
        where r.given > coalesce(c.taken, 0)`
    const { intents } = bankLedger ? await bankLedger() : { intents: [] }
    const atBank = intents
      .filter((intent) => intent.refunded > intent.captured)
      .map(({ id, captured, refunded: back }): Violation => ({
        id,
        what: `the bank took ${captured} and gave back ${back}`,
      }))
    return {
      checked: taken?.payments ?? 0,
      things: 'captured payments',
      violations: [...ours, ...promised, ...atBank],
      ...(bankLedger ? {} : { notLookedAt: 'a bank that is not the sandbox shows no ledger' }),
    }
  },
}
