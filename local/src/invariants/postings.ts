import type { Sql } from 'postgres'

import type { Violation } from './invariant.ts'

/** Our own ledger's account `bank` moves once with each capture and refund that payments knows, by the same sum. */
export const wrongPostings = (sql: Sql): Promise<Violation[]> =>
  sql<Violation[]>`
    with moved as (
      select 'CAPTURE' as kind, id as subject, amount, currency from payments where status = 'CAPTURED'
      union all
      select 'REFUND', f.id, -f.amount, p.currency from refunds f join payments p on p.id = f.payment_id where f.accepted_at is not null
      union all
      select 'REFUND_RETURNED', f.id, f.amount, p.currency from refunds f join payments p on p.id = f.payment_id
        where f.accepted_at is not null and f.status = 'FAILED'
    ), posted as (
      select t.kind, t.subject, e.amount, e.currency
        from ledger_transactions t join ledger_entries e on e.transaction_id = t.id and e.account = 'bank'
    )
    select coalesce(m.subject, p.subject)::text as id, coalesce(m.kind, p.kind) || ': ' || coalesce(m.amount || ' ' || m.currency, 'nothing')
        || ' moved, ' || coalesce(p.amount || ' ' || p.currency, 'nothing') || ' is posted to the account bank' as what
      from moved m full join posted p on p.kind = m.kind and p.subject = m.subject and p.amount = m.amount and p.currency = m.currency
      where m.subject is null or p.subject is null`
