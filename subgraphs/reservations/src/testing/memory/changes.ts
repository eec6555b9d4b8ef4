import type { PlannedRefund } from '../../database/cancellations.ts'
import type { ChangeEnding, ChangeMove, NewChange } from '../../database/changes.ts'
import type { Bookings, Jobs, Sent } from './bookings.ts'
import type { Books } from './books.ts'
import type { Cancellations } from './cancellations.ts'
import { nightsIn, type Nights } from './nights.ts'
import { Refused, type BookingRow, type ChangeRow } from './tables.ts'

type MoreOfType = { type: string; allotment: number; nights: { night: string; more: number }[] }

/** A partner that was asked is looked at so long after the change ended. */
const partnerLookMs = 3 * 60_000

/** begin_change, move_change and end_change of the migrations, written out anew. */
export function createChanges(books: Books, nights: Nights, bookings: Bookings, cancellations: Cancellations) {
  const { reservations, booked_rooms, stay_changes, charges, partner_checks } = books

  /** By how many rooms each night differs from what the stay has, where it does; types and nights in the order of locks. */
  function nightsOfChange(r: BookingRow, c: ChangeRow): MoreOfType[] {
    if (r.supplier_code !== null) return [] // a partner's rooms are not counted here
    const types = new Map<string, { allotment: number; more: Map<string, number> }>()
    for (const room of booked_rooms.of(r.id)) {
      if (room.state !== 'BOOKED' && room.state !== 'WANTED') continue
      const of = types.get(room.room_type_id) ?? { allotment: 0, more: new Map<string, number>() }
      types.set(room.room_type_id, of)
      const stay = room.state === 'WANTED' ? c : r
      const by = room.state === 'WANTED' ? 1 : -1
      for (const night of nightsIn(stay.check_in, stay.check_out)) of.more.set(night, (of.more.get(night) ?? 0) + by)
      of.allotment = Math.max(of.allotment, room.allotment)
    }
    return [...types]
      .map(([type, { allotment, more }]) => ({
        type,
        allotment,
        nights: [...more]
          .filter(([, by]) => by !== 0)
          .map(([night, by]) => ({ night, more: by }))
          .toSorted((one, other) => (one.night < other.night ? -1 : 1)),
      }))
      .filter((one) => one.nights.length > 0)
      .toSorted((one, other) => (one.type < other.type ? -1 : 1))
  }
  const only = (all: readonly MoreOfType[], which: (more: number) => boolean) =>
    all
      .map((one) => ({ ...one, nights: one.nights.filter(({ more }) => which(more)) }))
      .filter((one) => one.nights.length > 0)

  return {
    begin(p: Sent<NewChange>, offer: string) {
      const key = {
        operation: 'changeStay',
        scope: p.scope,
        key: p.key,
        input_hash: p.inputHash,
        reservation_id: p.id,
        change: p.n,
        created_at: p.now,
      }
      const known = bookings.takeKey(key)
      if (known) return known
      const r = reservations.get(p.id)
      if (!r || r.status !== 'CONFIRMED' || r.revision !== p.revision || r.owed !== null) {
        bookings.forgetKey(key)
        return { outcome: 'CHANGED', id: p.id, hash: null }
      }
      const c = stay_changes.insert({
        reservation_id: r.id,
        n: p.n,
        state: 'OPEN',
        offer,
        check_in: p.checkIn,
        check_out: p.checkOut,
        total: p.total,
        pay_now: p.payNow,
        difference: p.difference,
        attempt: p.attempt,
        payment_method_id: p.paymentMethodId,
        return_url: p.returnUrl,
        redirect_url: null,
        hold_expires_at: p.holdExpiresAt,
        failure: null,
        payment_id: null,
        supplier_prebook_id: null,
        supplier_booking_id: null,
        silent_since: null,
      })
      const last = Math.max(...booked_rooms.of(r.id).map(({ n }) => n))
      bookings.writeRooms(r.id, p.rooms, 'WANTED', p.n, last)
      for (const lacking of only(nightsOfChange(r, c), (more) => more > 0)) {
        if (!nights.takeEach(lacking.type, lacking.nights, lacking.allotment))
          throw new Refused('SG001', 'the nights are taken')
        nights.tellNights(
          lacking.type,
          lacking.nights.map(({ night }) => night),
        )
      }
      books.updateReservation(r, { status: 'MODIFYING', attempt: p.attempt ?? r.attempt, due_at: p.dueAt, tries: 0 })
      books.logStep(r.id, p.now, 'MODIFYING', 'CHANGE_BEGUN', p.detail)
      return { outcome: 'BEGUN', id: r.id, hash: p.inputHash }
    },

    /** What a change of a partner's stay came to know, each but once. */
    move(
      id: string,
      n: number,
      now: string,
      step: string,
      detail: unknown,
      known: Sent<Omit<ChangeMove, 'n' | 'step' | 'detail'>>,
    ) {
      const r = reservations.get(id)
      const c = stay_changes.get(`${id} ${n}`)
      if (r?.status !== 'MODIFYING' || c?.state !== 'OPEN') return false
      const { paymentId, supplierPrebookId, supplierBookingId, silentSince, dueAt } = known
      const isKnown = (is: string | null, told: string | undefined) => is !== null && told !== undefined
      if (
        isKnown(c.payment_id, paymentId) ||
        isKnown(c.supplier_prebook_id, supplierPrebookId) ||
        isKnown(c.supplier_booking_id, supplierBookingId) ||
        isKnown(c.silent_since, silentSince)
      )
        return false
      stay_changes.update(c, {
        payment_id: paymentId ?? c.payment_id,
        supplier_prebook_id: supplierPrebookId ?? c.supplier_prebook_id,
        supplier_booking_id: supplierBookingId ?? c.supplier_booking_id,
        silent_since: silentSince ?? c.silent_since,
      })
      books.logStep(id, now, 'MODIFYING', step, detail)
      books.updateReservation(r, { due_at: dueAt, tries: 0 })
      return true
    },

    end(
      id: string,
      n: number,
      applied: boolean,
      now: string,
      detail: unknown,
      changes: Sent<Pick<ChangeEnding, 'failure' | 'owed' | 'dueAt' | 'paymentId' | 'step'>>,
      planned: readonly PlannedRefund[],
      jobs: Jobs,
    ): boolean {
      const r = reservations.get(id)
      const c = stay_changes.get(`${id} ${n}`)
      if (r?.status !== 'MODIFYING' || c?.state !== 'OPEN') return false
      const differing = only(nightsOfChange(r, c), (more) => applied || more > 0)
      for (const { type, nights: each } of differing)
        for (const { night, more } of each) {
          const row = nights.rowOf(type, night)
          if (!row) throw new Refused('P0001', `nights of the change of ${id} are not counted`)
          nights.update(row, { held: row.held - Math.max(more, 0), sold: row.sold + (applied ? more : 0) })
        }
      for (const freed of only(differing, (more) => (applied ? more < 0 : more > 0)))
        nights.tellNights(
          freed.type,
          freed.nights.map(({ night }) => night),
        )
      for (const room of booked_rooms.of(id)) {
        if (room.state === 'WANTED') booked_rooms.update(room, { state: applied ? 'BOOKED' : 'GIVEN_UP' })
        else if (applied && room.state === 'BOOKED') booked_rooms.update(room, { state: 'GIVEN_UP' })
      }
      if (applied) {
        const { offer, check_in, check_out, total, pay_now, difference } = c
        const supplier_booking_id = c.supplier_booking_id ?? r.supplier_booking_id
        const stay = { offer, check_in, check_out, total, pay_now, supplier_booking_id }
        books.updateReservation(r, { ...stay, revision: r.revision + 1 })
        if (difference > 0) {
          if (c.attempt === null || changes.paymentId === undefined)
            throw new Refused('23502', 'a charge without its payment')
          const payment = { attempt: c.attempt, payment_id: changes.paymentId }
          charges.insert({ reservation_id: id, ...payment, amount: difference, taken_at: now })
        }
        cancellations.planRefunds(id, planned, 'change of the stay')
        books.logStep(id, now, 'CONFIRMED', 'CHANGED', detail)
        books.promiseJobs(jobs)
      } else books.logStep(id, now, 'CONFIRMED', changes.step ?? 'CHANGE_ABANDONED', detail)
      books.updateReservation(r, { status: 'CONFIRMED', owed: changes.owed, due_at: changes.dueAt, tries: 0 })
      stay_changes.update(c, {
        state: applied ? 'APPLIED' : 'ABANDONED',
        failure: changes.failure ?? null,
        payment_method_id: null,
        return_url: null,
        redirect_url: null,
      })
      if (c.supplier_prebook_id !== null && r.supplier_code !== null) {
        const due_at = new Date(Date.parse(now) + partnerLookMs).toISOString()
        const look = { booked_at: now, due_at, looks: 0, misses: 0 }
        const check = partner_checks.get(id)
        if (check) partner_checks.update(check, look)
        else partner_checks.insert({ reservation_id: id, supplier_code: r.supplier_code, ...look })
      }
      return true
    },
  }
}
export type Changes = ReturnType<typeof createChanges>
