import type { Key } from '../../database/cancellations.ts'
import { unsettled, type Status } from '../../domain/status.ts'
import type { Bookings, Jobs } from './bookings.ts'
import type { Books } from './books.ts'
import { Refused } from './tables.ts'

const busy: readonly Status[] = [...unsettled, 'MODIFYING', 'CANCELLING']
const sum = (rows: readonly { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0)

/** owe_refund, accept_refund, begin_staff_refund and tell_dispute of the migrations, written out anew. */
export function createDebts(books: Books, bookings: Bookings) {
  const { reservations, charges, refunds, told_disputes } = books
  const rest = { owed: null, due_at: null, tries: 0 }
  const lastOf = (id: string) => Math.max(0, ...refunds.of(id).map(({ n }) => n))

  const debts = {
    owe(id: string, attempt: number, paymentId: string, amount: number, now: string, reason: string): boolean {
      const r = reservations.get(id)
      if (r?.owed !== 'SETTLE') return false
      const charge = { reservation_id: id, attempt, payment_id: paymentId, amount, taken_at: now }
      if (!charges.insertNew(charge)) {
        books.updateReservation(r, rest)
        return false
      }
      books.updateReservation(r, { owed: 'REFUND', due_at: now, tries: 0 })
      const refund = { payment_id: paymentId, amount, reason, refund_id: null, by_staff: false }
      refunds.insert({ reservation_id: id, n: lastOf(id) + 1, ...refund })
      return true
    },

    accept(id: string, n: number, refundId: string, now: string, step: string, detail: unknown): boolean {
      const r = reservations.get(id)
      const refund = refunds.get(`${id} ${n}`)
      if (!r || !refund || refund.refund_id !== null) return false
      refunds.update(refund, { refund_id: refundId })
      if (r.status !== 'CANCELLING' || step !== 'GIVEN_BACK') books.logStep(id, now, r.status, step, detail)
      const settled = refunds.of(id).every(({ refund_id }) => refund_id !== null)
      if (r.status !== 'CANCELLING' && settled && r.owed === 'REFUND') books.updateReservation(r, rest)
      return true
    },

    beginByStaff(id: string, asked: Key, amount: number | null, reason: string, now: string) {
      const { scope, key: text, inputHash } = asked
      const key = {
        operation: 'refundGuest',
        scope,
        key: text,
        input_hash: inputHash,
        reservation_id: id,
        change: null,
        created_at: now,
      }
      const known = bookings.takeKey(key)
      if (known) return { ...known, amount: null }
      const r = reservations.get(id)
      const left = sum(charges.of(id)) - sum(refunds.of(id))
      const wanted = amount ?? left
      const isBusy = r !== undefined && (r.owed === 'SETTLE' || busy.includes(r.status))
      const outcome = isBusy ? 'BUSY' : wanted < 1 || wanted > left ? 'EXCEEDS' : 'BEGUN'
      if (!r || outcome !== 'BEGUN') {
        bookings.forgetKey(key)
        return { outcome, id, hash: null, amount: Math.max(left, 0) }
      }
      let n = lastOf(id)
      let part = wanted
      for (const charge of charges.of(id).toSorted((one, other) => other.attempt - one.attempt)) {
        const of = refunds.of(id).filter(({ payment_id }) => payment_id === charge.payment_id)
        const still = charge.amount - sum(of)
        if (still <= 0) continue
        if (part <= 0) break
        n += 1
        const given = { amount: Math.min(part, still), reason, refund_id: null, by_staff: true }
        refunds.insert({ reservation_id: id, n, payment_id: charge.payment_id, ...given })
        part -= given.amount
      }
      if (part > 0) throw new Refused('P0001', `reservation ${id} was to give back more than its payments have`)
      books.updateReservation(r, { owed: 'REFUND', due_at: now, tries: 0 })
      books.logStep(id, now, r.status, 'STAFF_REFUND', { amount: wanted, currency: r.currency })
      return { outcome: 'BEGUN', id, hash: inputHash, amount: wanted }
    },

    acceptByStaff(id: string, n: number, refundId: string, now: string, step: string, detail: unknown, jobs: Jobs) {
      if (!debts.accept(id, n, refundId, now, step, detail)) return false
      books.promiseJobs(jobs)
      return true
    },

    tellDispute(id: string, dispute_id: string, steps: readonly string[], ends: boolean, detail: unknown, now: string) {
      const r = reservations.get(id)
      if (!r) return false
      if (told_disputes.get(`${dispute_id} ENDED`)) return true
      for (const step of steps)
        if (told_disputes.insertNew({ dispute_id, step, reservation_id: id }))
          books.logStep(id, now, r.status, step, detail)
      if (ends) told_disputes.insertNew({ dispute_id, step: 'ENDED', reservation_id: id })
      return true
    },
  }
  return debts
}
export type Debts = ReturnType<typeof createDebts>
