import type { Invariant, Violation } from './invariant.ts'
import { lostOf } from './lost-disputes.ts'
import { claimsOfOffer } from './offer-claims.ts'

interface Standing {
  id: string
  reference: string
  status: string
  /** Something goes back to the guest at this moment. */
  owed: string | null
  /** Of the offer as it is now. Minor units. */
  payNow: number
  currency: string
  /** By how much each applied change of dates made the stay dearer (or, below zero, cheaper), and its attempt to pay. */
  changes: { attempt: number | null; difference: number }[]
}

interface Captured {
  key: string
  reservationId: string
  amount: number
  refunded: number
  /** Kept by the guest by lost disputes, beside what was refunded. */
  lost: number
  currency: string
  capturedAt: Date
}

export const paidOnce: Invariant = {
  name: 'I2',
  says: "every confirmed reservation has exactly one captured payment of the offer's amount and currency (and one for each dearer change of dates), and not more is kept",
  look: async ({ sources: { databases }, overdue }) => {
    const sql = databases.reservations
    const reservations = await sql<Standing[]>`
      select r.id::text, r.reference, r.status::text, r.owed, (claims ->> 'payNow')::float8 as "payNow", claims ->> 'currency' as currency,
        coalesce((select jsonb_agg(jsonb_build_object('attempt', c.attempt, 'difference', c.difference) order by c.n)
          from stay_changes c where c.reservation_id = r.id and c.state = 'APPLIED'), '[]') as changes
      from reservations r cross join lateral ${claimsOfOffer(sql)} offer (claims)
      where r.status in ('CONFIRMED', 'MODIFYING', 'CANCELLING', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW')`
    const payments = await databases.payments<Captured[]>`
      select key, reservation_id as "reservationId", amount::float8 as amount, refunded::float8 as refunded, ${lostOf(databases.payments)} as lost, currency, captured_at as "capturedAt"
      from payments where status = 'CAPTURED'`
    const byReservation = Map.groupBy(payments, ({ reservationId }) => reservationId)
    return {
      checked: reservations.length,
      things: 'confirmed reservations',
      violations: reservations.flatMap((reservation) =>
        whatIsWrong(reservation, byReservation.get(reservation.id) ?? [], overdue('captured')),
      ),
    }
  },
}

const whatIsWrong = (reservation: Standing, captured: Captured[], settled: Date): Violation[] => {
  const { id, reference, status, payNow, currency, changes, owed } = reservation
  const wrong = (what: string): Violation => ({ id, what: `${reference} (${status}): ${what}` })
  const atFirst = payNow - changes.reduce((sum, { difference }) => sum + difference, 0)
  const due = [{ attempt: 1, difference: atFirst }, ...changes].filter(({ difference }) => difference > 0)
  const violations = due.flatMap(({ attempt, difference }) => {
    const paid = captured.find(({ key }) => key === `${id}:pay:${attempt}`)
    if (!paid) return [wrong(`nothing was captured for ${difference} ${currency} (attempt ${attempt})`)]
    if (paid.amount === difference && paid.currency === currency) return []
    return [wrong(`${paid.amount} ${paid.currency} were captured for ${difference} ${currency} (attempt ${attempt})`)]
  })
  if (violations.length > 0) return violations
  const kept = captured.reduce((sum, { amount, refunded, lost }) => sum + amount - refunded - lost, 0)
  const stillMoving = owed !== null || status === 'CANCELLING' || status === 'MODIFYING'
  if (kept <= payNow || stillMoving || captured.some(({ capturedAt }) => capturedAt > settled)) return []
  return [wrong(`${kept} ${currency} are kept in ${captured.length} payments, the offer says ${payNow}`)]
}
