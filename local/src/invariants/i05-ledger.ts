import type { Invariant, Violation } from './invariant.ts'

export const ledger: Invariant = {
  name: 'I5',
  says: 'the ledger sums to zero, in each transaction and each currency, and holds as disputed and as lost what the disputes say',
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
      select 'all of ' || currency, 'the ledger sums to ' || sum(amount) from ledger_entries group by currency having sum(amount) <> 0
      union all
      select p.id::text, 'disputed ' || coalesce(e.disputed, 0) || ' and lost ' || coalesce(e.lost, 0) || ' are posted, the disputes say ' || coalesce(d.disputed, 0) || ' and ' || coalesce(d.lost, 0)
        from payments p
        left join (select t.payment_id, sum(amount) filter (where account = 'disputed') as disputed, sum(amount) filter (where account = 'dispute_losses') as lost
          from ledger_entries join ledger_transactions t on t.id = transaction_id group by 1) e on e.payment_id = p.id
        left join (select payment_id, sum(amount) filter (where withdrawn_at is not null and reinstated_at is null and lost_at is null) as disputed, sum(amount - covered) filter (where lost_at is not null) as lost
          from disputes group by 1) d on d.payment_id = p.id
        where coalesce(e.disputed, 0) <> coalesce(d.disputed, 0) or coalesce(e.lost, 0) <> coalesce(d.lost, 0)`
    return { checked: posted?.transactions ?? 0, things: 'postings', violations: [...violations] }
  },
}
