import type { Sql } from 'postgres'

import type { Violation } from './invariant.ts'

/**
 * Our own ledger's account `bank` moves once with each capture, refund and dispute that payments knows, by the same sum.
 * What a lost dispute stands for moves between `guest_deposits` and `dispute_losses`, and nothing at the bank.
 */
export const wrongPostings = (sql: Sql): Promise<Violation[]> =>
  sql<Violation[]>`
    with moved as (
      select 'CAPTURE' as kind, id as subject, amount, currency from payments where status = 'CAPTURED'
      union all
      select 'REFUND', f.id, f.by_dispute - f.amount, p.currency from refunds f join payments p on p.id = f.payment_id where f.accepted_at is not null and f.by_dispute < f.amount
      union all
      select 'REFUND_RETURNED', f.id, f.amount - f.by_dispute, p.currency from refunds f join payments p on p.id = f.payment_id
        where f.accepted_at is not null and f.status = 'FAILED'
      union all
      select 'DISPUTE_WITHDRAWN', id, -amount, currency from disputes where withdrawn_at is not null
      union all
      select 'DISPUTE_REINSTATED', id, amount, currency from disputes where reinstated_at is not null
    ), posted as (
      select t.kind, t.subject, e.amount, e.currency
        from ledger_transactions t join ledger_entries e on e.transaction_id = t.id and e.account = 'bank'
    )
    select coalesce(m.subject, p.subject)::text as id, coalesce(m.kind, p.kind) || ': ' || coalesce(m.amount || ' ' || m.currency, 'nothing')
        || ' moved, ' || coalesce(p.amount || ' ' || p.currency, 'nothing') || ' is posted to the account bank' as what
      from moved m full join posted p on p.kind = m.kind and p.subject = m.subject and p.amount = m.amount and p.currency = m.currency
      where m.subject is null or p.subject is null`
