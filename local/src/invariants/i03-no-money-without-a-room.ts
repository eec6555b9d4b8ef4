import type { Invariant, Violation } from './invariant.ts'
import { lostOf } from './lost-disputes.ts'

/** Its money is looked at by I2 (the room is the guest's) or is just being given back, which I15 sees to its end. */
const hasARoom = ['CONFIRMED', 'MODIFYING', 'CANCELLING', 'CHECKED_IN', 'CHECKED_OUT']

export const noMoneyWithoutARoom: Invariant = {
  name: 'I3',
  says: 'nothing captured, older than 120 s, is neither confirmed nor refunded; of a cancelled stay, and of guests who did not come, no more is kept than the fee',
  look: async ({ sources: { databases }, overdue }) => {
    const kept = await databases.payments<{ reservationId: string; payments: string[]; kept: number }[]>`
      select reservation_id as "reservationId", array_agg(id::text) as payments, sum(amount - refunded - ${lostOf(databases.payments)})::float8 as kept
      from payments where status = 'CAPTURED' and captured_at <= ${overdue('captured')} group by reservation_id`
    const reservations = await databases.reservations<
      { id: string; status: string; owed: string | null; fee: number | null }[]
    >`
      select r.id::text, r.status::text, r.owed, coalesce(absent.fee + (select coalesce(sum(b.fee), 0) from booked_rooms b where b.reservation_id = r.id and b.state = 'CANCELLED'), r.cancel_fee)::float8 as fee
      from reservations r left join no_shows absent on absent.reservation_id = r.id`
    const known = new Map(reservations.map((reservation) => [reservation.id, reservation]))
    const violations = kept.flatMap(({ reservationId, payments, kept: sum }): Violation[] => {
      const reservation = known.get(reservationId)
      if (reservation && hasARoom.includes(reservation.status)) return []
      const absent = reservation?.status === 'NO_SHOW'
      if (absent && reservation.owed !== null) return [] // just being given back
      const due = absent || reservation?.status === 'CANCELLED_WITH_FEE' ? (reservation.fee ?? 0) : 0
      if (sum <= due) return []
      const state = reservation ? `the reservation is ${reservation.status}` : 'there is no such reservation'
      return [{ id: reservationId, what: `${sum} minor units are kept (${payments.join(', ')}) and ${state}` }]
    })
    return { checked: kept.length, things: 'reservations with captured payments', violations }
  },
}
