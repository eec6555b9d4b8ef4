import type { Invariant, Violation } from './invariant.ts'

export const holds: Invariant = {
  name: 'I10',
  says: 'no hold that has ended is still counted',
  look: async ({ sources: { databases }, overdue }) => {
    const holding = await databases.reservations<
      { id: string; reference: string; status: string; until: Date | null }[]
    >`
      select id::text, reference, status::text, hold_expires_at as until from reservations
        where status in ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION') and supplier_code is null
      union all
      select c.reservation_id::text, r.reference, 'MODIFYING', c.hold_expires_at
        from stay_changes c join reservations r on r.id = c.reservation_id where c.state = 'OPEN' and r.supplier_code is null -- a partner holds nothing for us
      union all
      select id::text, 'a place on a waiting list', state, offered_until from waiting_entries where state = 'OFFERED'
      union all -- dealt out at once: what lies longer is held for nobody
      select room_type_id || ' ' || night, 'a freed room', 'kept for the waiting list', kept_at from waiting_kept`
    const ended = overdue('held')
    return {
      checked: holding.length,
      things: 'holds',
      violations: holding.flatMap(({ id, reference, status, until }): Violation[] => {
        if (until === null) return [{ id, what: `${reference} (${status}) holds its nights without an end` }]
        return until > ended
          ? []
          : [{ id, what: `${reference} (${status}) holds its nights, which ended at ${until.toISOString()}` }]
      }),
    }
  },
}
