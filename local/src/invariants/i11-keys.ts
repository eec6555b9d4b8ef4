import type { Invariant, Violation } from './invariant.ts'

export const keys: Invariant = {
  name: 'I11',
  says: 'one idempotency key, one effect: one reservation a key, one payment a key in our books and at the bank, and never a fresh key for a payment that was asked for',
  look: async ({ sources: { databases, bankLedger } }) => {
    const [used] = await databases.reservations<{ keys: number }[]>`select count(*)::int as keys from idempotency_keys`
    const twice = await databases.reservations<Violation[]>`
      select operation || ' ' || key as id, 'the key of ' || scope || ' stands for ' || count(*) || ' requests' as what
        from idempotency_keys group by operation, scope, key having count(*) > 1
      union all
      select r.id::text, r.reference || ' was booked under ' || count(*) || ' keys'
        from idempotency_keys k join reservations r on r.id = k.reservation_id where k.operation = 'bookRoom'
        group by r.id, r.reference having count(*) > 1
      union all
      select operation || ' ' || key, 'the key stands for the reservation ' || reservation_id || ', which is not there'
        from idempotency_keys k where not exists (select from reservations r where r.id = k.reservation_id)`
    const asked = await databases.payments<{ id: string; key: string; wrong: string | null }[]>`
      select id::text, key, case
          when count(*) over (partition by key) > 1 then 'the key ' || key || ' stands for several payments'
          when key not like reservation_id || ':pay:%' then 'the key ' || key || ' is not of its reservation ' || reservation_id
        end as wrong
        from payments`
    const refunded = await databases.payments<Violation[]>`
      select f.id::text, 'the key ' || f.key || ' is not of its reservation ' || p.reservation_id as what
        from refunds f join payments p on p.id = f.payment_id where f.key not like p.reservation_id || ':refund:%'
      union all
      select min(id::text), 'the key ' || key || ' stands for ' || count(*) || ' refunds' from refunds group by key having count(*) > 1`
    const keyOf = new Map(asked.map(({ id, key }) => [id, key]))
    const { intents } = bankLedger ? await bankLedger() : { intents: [] }
    const fresh = intents.flatMap(({ id, metadata, idempotencyKey }): Violation[] => {
      const key = keyOf.get(metadata['payment_id'] ?? '')
      if (key === undefined || key === idempotencyKey) return []
      return [{ id, what: `the bank was asked for ${key} under ${idempotencyKey ?? 'no key'}` }]
    })
    return {
      checked: (used?.keys ?? 0) + asked.length,
      things: 'keys of requests and payments',
      violations: [
        ...twice,
        ...asked.flatMap(({ id, wrong }): Violation[] => (wrong === null ? [] : [{ id, what: wrong }])),
        ...refunded,
        ...fresh,
      ],
      ...(bankLedger ? {} : { notLookedAt: 'a bank that is not the sandbox shows no keys' }),
    }
  },
}
