import type { Sql } from 'postgres'

import { mayBecome, type Status } from '../../../subgraphs/reservations/src/domain/status.ts'
import type { Invariant, Violation } from './invariant.ts'

export const transitions: Invariant = {
  name: 'I13',
  says: 'no reservation went from a state to another outside the table, its log ends where it stands, and the guards of the tables stand',
  look: async ({ sources: { databases } }) => {
    const sql = databases.reservations
    const steps = await sql<{ id: string; was: Status | null; becomes: Status; steps: number }[]>`
      select reservation_id::text as id, was, becomes, count(*)::int as steps from (
        select reservation_id, lag(status) over (partition by reservation_id order by id)::text as was, status::text as becomes from reservation_steps) step
      where was is distinct from becomes group by 1, 2, 3`
    const outside = steps.flatMap(({ id, was, becomes }): Violation[] => {
      if (was === null) return becomes === 'HELD' ? [] : [{ id, what: `its log begins with ${becomes}` }]
      return mayBecome(was, becomes) ? [] : [{ id, what: `it went from ${was} to ${becomes}` }]
    })
    const ends = await sql<Violation[]>`
      select r.id::text, r.reference || ' is ' || r.status || ', its log says ' || coalesce(s.status::text, 'nothing') as what
        from reservations r
        left join lateral (select status from reservation_steps where reservation_id = r.id order by id desc limit 1) s on true
        where s.status is distinct from r.status`
    const guards = [
      ...(await fallen(sql, ['lawful_transition', 'append_only', 'keep_for_waiting', 'keep_closed'])),
      // payments keeps no log of its states: what can be seen is that nothing moved past its guard.
      ...(await fallen(databases.payments, ['payments_states', 'refunds_states', 'append_only', 'ledger_balances'])),
    ]
    return {
      checked: steps.reduce((sum, step) => sum + step.steps, 0),
      things: 'transitions',
      violations: [...outside, ...ends, ...guards],
    }
  },
}

/** Triggers that are not there, or were switched off. */
const fallen = (sql: Sql, names: string[]): Promise<Violation[]> => sql<Violation[]>`
  select current_database() || ' ' || name as id, case when count(tgname) = 0 then 'the guard is not there' else 'the guard is switched off' end as what
    from unnest(${names}::text[]) name left join pg_trigger on tgname = name and not tgisinternal
    group by name having count(tgname) = 0 or bool_or(tgenabled not in ('O', 'A'))`
