import type { Invariant, Violation } from './invariant.ts'
import { lostOf } from './lost-disputes.ts'
import { claimsOfOffer } from './offer-claims.ts'

interface Standing {
  id: string
  reference: string
  status: string
  /** Something goes back to the guest at this moment. */
  owed: string | null
  /** Of the offer as it is now, and as the reservation says of the rooms that are left. Minor units. */
  payNow: number
  says: number
  /** Of rooms that were cancelled singly: what they were paid with, those of this offer and those of offers before; and what was kept of them. */
  cancelled: number
  cancelledBefore: number
  fees: number
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
  says: "every confirmed reservation has exactly one captured payment of the offer's amount and currency (and one for each dearer change of the stay), and not more is kept: of single rooms that were cancelled, their fees",
  look: async ({ sources: { databases }, overdue }) => {
    const sql = databases.reservations
    const reservations = await sql<Standing[]>`
      select r.id::text, r.reference, r.status::text, r.owed, (claims ->> 'payNow')::float8 as "payNow", claims ->> 'currency' as currency,
        r.pay_now::float8 as says, rooms.cancelled, rooms.before as "cancelledBefore", rooms.fees,
        coalesce((select jsonb_agg(jsonb_build_object('attempt', c.attempt, 'difference', c.difference) order by c.n)
          from stay_changes c where c.reservation_id = r.id and c.state = 'APPLIED'), '[]') as changes
      from reservations r cross join lateral ${claimsOfOffer(sql)} offer (claims)
      cross join lateral (select max(c.n) as n from stay_changes c where c.reservation_id = r.id and c.state = 'APPLIED') newest
      cross join lateral (
        select coalesce(sum(b.pay_now) filter (where b.change is not distinct from newest.n), 0)::float8 as cancelled,
            coalesce(sum(b.pay_now) filter (where b.change is distinct from newest.n), 0)::float8 as before, coalesce(sum(b.fee), 0)::float8 as fees
          from booked_rooms b where b.reservation_id = r.id and b.state = 'CANCELLED') rooms
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
  const { id, reference, status, payNow, currency, changes, owed, says, cancelled, cancelledBefore, fees } = reservation
  const wrong = (what: string): Violation => ({ id, what: `${reference} (${status}): ${what}` })
  const standing = payNow - cancelled
  const atFirst = payNow + cancelledBefore - changes.reduce((sum, { difference }) => sum + difference, 0)
  const due = [{ attempt: 1, difference: atFirst }, ...changes].filter(({ difference }) => difference > 0)
  const violations = due.flatMap(({ attempt, difference }) => {
    const paid = captured.find(({ key }) => key === `${id}:pay:${attempt}`)
    if (!paid) return [wrong(`nothing was captured for ${difference} ${currency} (attempt ${attempt})`)]
    if (paid.amount === difference && paid.currency === currency) return []
    return [wrong(`${paid.amount} ${paid.currency} were captured for ${difference} ${currency} (attempt ${attempt})`)]
  })
  if (violations.length > 0) return violations
  if (says !== standing)
    return [wrong(`it says ${says} ${currency} is its price, the rooms of its offer say ${standing}`)]
  const kept = captured.reduce((sum, { amount, refunded, lost }) => sum + amount - refunded - lost, 0)
  const stillMoving = owed !== null || status === 'CANCELLING' || status === 'MODIFYING'
  if (kept <= standing + fees || stillMoving || captured.some(({ capturedAt }) => capturedAt > settled)) return []
  return [
    wrong(
      `${kept} ${currency} are kept in ${captured.length} payments, the offer says ${standing}${fees > 0 ? ` and fees of ${fees}` : ''}`,
    ),
  ]
}
