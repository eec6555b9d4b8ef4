import type { Invariant, Violation } from './invariant.ts'

export const ledger: Invariant = {
  name: 'I5',
  says: 'the ledger sums to zero, in each transaction and each currency',
  look: async ({ sources: { databases } }) => {
    const sql = databases.payments
    const [posted] = await sql<{ transactions: number }[]>`
      select count(*)::int as transactions from ledger_transactions`
    const violations = await sql<Violation[]>`
      select t.id::text, case when e.transaction_id is null then 'it has no entries' else 'it sums to ' || e.total || ' ' || e.currency end as what
        from ledger_transactions t
        left join (select transaction_id, currency, sum(amount) as total from ledger_entries group by 1, 2) e on e.transaction_id = t.id
        where e.total is distinct from 0
      union all
      select 'all of ' || currency, 'the ledger sums to ' || sum(amount) from ledger_entries group by currency having sum(amount) <> 0`
    return { checked: posted?.transactions ?? 0, things: 'postings', violations: [...violations] }
  },
}
