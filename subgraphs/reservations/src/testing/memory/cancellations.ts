import type { CancelledRoom, Key, PlannedRefund } from '../../database/cancellations.ts'
import type { Bookings, Jobs, Sent } from './bookings.ts'
import type { Books } from './books.ts'
import { countTypes, type Nights } from './nights.ts'
import { Refused } from './tables.ts'

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** begin_cancellation, cancel_rooms, keep_reservation and finish_cancellation of the migrations, written out anew. */
export function createCancellations(books: Books, nights: Nights, bookings: Bookings) {
  const { reservations, booked_rooms, refunds } = books
  const roomsIn = (id: string, state: string) => booked_rooms.of(id).filter((room) => room.state === state)
  const keyOf = ({ scope, key, inputHash }: Key, reservation_id: string, change: number | null, now: string) => ({
    operation: 'cancelReservation',
    scope,
    key,
    input_hash: inputHash,
    reservation_id,
    change,
    created_at: now,
  })

  function planRefunds(reservation_id: string, planned: readonly PlannedRefund[], reason: string): void {
    for (const { n, paymentId, amount } of planned) {
      if (amount <= 0) throw new Refused('23514', 'gives_back')
      refunds.insert({ reservation_id, n, payment_id: paymentId, amount, reason, refund_id: null, by_staff: false })
    }
  }

  return {
    planRefunds,

    begin(
      id: string,
      revision: number,
      asked: Key,
      now: string,
      detail: unknown,
      changes: Sent<{ refund: number; fee: number; dueAt: Date }>,
      rooms: readonly CancelledRoom[],
      planned: readonly PlannedRefund[],
    ) {
      const key = keyOf(asked, id, null, now)
      const known = bookings.takeKey(key)
      if (known) return known
      const r = reservations.get(id)
      if (!r || r.status !== 'CONFIRMED' || r.revision !== revision || r.owed !== null) {
        bookings.forgetKey(key)
        return { outcome: 'CHANGED', id, hash: null }
      }
      const before = roomsIn(id, 'CANCELLED')
      books.updateReservation(r, {
        status: 'CANCELLING',
        cancel_requested_at: now,
        cancel_refund: changes.refund + sum(before.map(({ refund }) => refund)),
        cancel_fee: changes.fee + sum(before.map(({ fee }) => fee)),
        due_at: changes.dueAt,
        tries: 0,
      })
      for (const room of roomsIn(id, 'BOOKED')) {
        const given = rooms.find(({ n }) => n === room.n)
        if (given) booked_rooms.update(room, { refund: given.refund, fee: given.fee })
      }
      if (roomsIn(id, 'BOOKED').some(({ refund }) => refund === null))
        throw new Refused('P0001', `not all rooms of ${id} are cancelled`)
      planRefunds(id, planned, 'cancelled by the guest')
      books.logStep(id, now, 'CANCELLING', 'CANCELLATION_ASKED', detail)
      return { outcome: 'BEGUN', id, hash: asked.inputHash }
    },

    rooms(
      id: string,
      revision: number,
      asked: Key,
      now: string,
      rooms: readonly CancelledRoom[],
      detail: unknown,
      planned: readonly PlannedRefund[],
      jobs: Jobs,
    ) {
      const key = keyOf(asked, id, rooms[0]?.n ?? null, now)
      const known = bookings.takeKey(key)
      if (known) return known
      const r = reservations.get(id)
      const standing = r?.status === 'CONFIRMED' && r.revision === revision && r.owed === null
      if (!standing || r.supplier_code !== null) {
        bookings.forgetKey(key)
        return { outcome: 'CHANGED', id, hash: null }
      }
      const given = roomsIn(id, 'BOOKED').filter(({ n }) => rooms.some((room) => room.n === n))
      const freed = countTypes(given)
      for (const room of given) {
        const { refund = 0, fee = 0 } = rooms.find(({ n }) => n === room.n) ?? {}
        booked_rooms.update(room, { state: 'CANCELLED', cancelled_at: now, refund, fee })
      }
      const left = roomsIn(id, 'BOOKED')
      if (given.length !== rooms.length || left.length === 0)
        throw new Refused('P0001', `these rooms of ${id} cannot be cancelled singly`)
      nights.turnRooms(freed, r.check_in, r.check_out, 0, -1)
      nights.tellRooms(freed, r.check_in, r.check_out)
      const owes = planned.length > 0
      books.updateReservation(r, {
        total: sum(left.map(({ total }) => total)),
        pay_now: sum(left.map(({ pay_now }) => pay_now)),
        revision: r.revision + 1,
        owed: owes ? 'REFUND' : null,
        due_at: owes ? now : null,
        tries: 0,
      })
      planRefunds(id, planned, 'a room cancelled by the guest')
      books.logStep(id, now, 'CONFIRMED', 'ROOMS_CANCELLED', detail)
      books.promiseJobs(jobs)
      return { outcome: 'BEGUN', id, hash: asked.inputHash }
    },

    keep(id: string, now: string, detail: unknown): boolean {
      const r = reservations.get(id)
      if (r?.status !== 'CANCELLING') return false
      const nothing = { cancel_requested_at: null, cancel_refund: null, cancel_fee: null, due_at: null, tries: 0 }
      books.updateReservation(r, { status: 'CONFIRMED', ...nothing })
      for (const room of roomsIn(id, 'BOOKED')) booked_rooms.update(room, { refund: null, fee: null })
      for (const refund of refunds.of(id)) if (refund.refund_id === null) refunds.delete(refund)
      books.logStep(id, now, 'CONFIRMED', 'PARTNER_KEEPS_BOOKING', detail)
      return true
    },

    finish(id: string, now: string, detail: unknown, jobs: Jobs): boolean {
      const r = reservations.get(id)
      if (r?.status !== 'CANCELLING') return false
      if (refunds.of(id).some(({ refund_id }) => refund_id === null))
        throw new Refused('P0001', `reservation ${id} has a refund that was not accepted`)
      if (r.supplier_code === null) {
        const rooms = nights.roomsOf(id, 'BOOKED')
        nights.turnRooms(rooms, r.check_in, r.check_out, 0, -1)
        nights.tellRooms(rooms, r.check_in, r.check_out)
      }
      for (const room of roomsIn(id, 'BOOKED')) booked_rooms.update(room, { state: 'CANCELLED', cancelled_at: now })
      const status = (r.cancel_fee ?? 0) > 0 ? 'CANCELLED_WITH_FEE' : 'CANCELLED'
      books.updateReservation(r, { status, cancelled_at: now, revision: r.revision + 1, due_at: null, tries: 0 })
      books.logStep(id, now, status, 'CANCELLED', detail)
      books.promiseJobs(jobs)
      return true
    },
  }
}
export type Cancellations = ReturnType<typeof createCancellations>
