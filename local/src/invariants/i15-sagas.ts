import type { Invariant, Violation } from './invariant.ts'

export const sagas: Invariant = {
  name: 'I15',
  says: 'no saga is unfinished 120 s after healing; only the guest at the bank may take until the hold ends',
  look: async ({ sources: { databases }, now, overdue }) => {
    const since = overdue('unfinished')
    const [all] = await databases.reservations<{ reservations: number }[]>`
      select count(*)::int as reservations from reservations`
    const bookings = await databases.reservations<Violation[]>`
      select r.id::text, r.reference || ' is ' || r.status || coalesce(' and owes ' || r.owed, '') || ' since ' || to_char(s.at at time zone 'UTC', 'HH24:MI:SS') || ', tried ' || r.tries || ' times' as what
        from reservations r
        join lateral (select max(at) as at from reservation_steps where reservation_id = r.id) s on true
        left join stay_changes c on c.reservation_id = r.id and c.state = 'OPEN'
        where (r.owed is not null or r.status in ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN', 'MODIFYING', 'CANCELLING'))
          and s.at <= ${since}
          and not (r.status = 'REQUIRES_ACTION' and r.hold_expires_at + (${now}::timestamptz - ${since}::timestamptz) > ${now})
          and not (r.status = 'MODIFYING' and c.redirect_url is not null and c.hold_expires_at + (${now}::timestamptz - ${since}::timestamptz) > ${now})`
    const atBank = await databases.payments<Violation[]>`
      select id::text, 'payment ' || key || ' is ' || status || ' after ' || attempts || ' questions to the bank' as what from payments
        where (status in ('INTENT', 'PENDING') or (status = 'AUTHORIZED' and (capture_requested_at is not null or void_requested_at is not null)))
          and greatest(created_at, updated_at, capture_requested_at, void_requested_at) <= ${since}
      union all
      select id::text, 'refund ' || key || ' is ' || status || ' after ' || attempts || ' questions to the bank' from refunds
        where status in ('INTENT', 'NOT_ATTEMPTED', 'PENDING') and bank_refund is null and created_at <= ${since}`
    return { checked: all?.reservations ?? 0, things: 'reservations', violations: [...bookings, ...atBank] }
  },
}
