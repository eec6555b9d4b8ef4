import type { Ending, Move, NewReservation } from '../../database/transactions.ts'
import { holdsNights, type Status } from '../../domain/status.ts'
import type { Books } from './books.ts'
import { countTypes, type Nights } from './nights.ts'
import type { BookingRow, KeyRow, RoomRow } from './tables.ts'

// hold_room, move_reservation, confirm_reservation and end_reservation of the migrations, written out anew. What TypeScript
// sends as JSON comes here as what JSON makes of it: instants as text.

/** What JSON makes of a value. */
export type Sent<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Sent<T[K]> } : T
export type Jobs = readonly { job: string; payload: unknown }[]
type Begun = { outcome: string; id: string | null; hash: string | null }

export function createBookings(books: Books, nights: Nights) {
  const { reservations, booked_rooms, idempotency_keys, charges } = books

  const bookings = {
    /** Null: the key is new, and now taken. */
    takeKey(key: KeyRow): Begun | null {
      if (books.lacks('KEYS_ONCE')) {
        const known = idempotency_keys.get(`${key.operation} ${key.scope} ${key.key}`)
        if (known) idempotency_keys.delete(known)
      }
      if (idempotency_keys.insertNew(key)) return null
      const known = idempotency_keys.get(`${key.operation} ${key.scope} ${key.key}`)
      return { outcome: 'KNOWN', id: known?.reservation_id ?? null, hash: known?.input_hash ?? null }
    },
    forgetKey({ operation, scope, key }: KeyRow): void {
      const known = idempotency_keys.get(`${operation} ${scope} ${key}`)
      if (known) idempotency_keys.delete(known)
    },

    writeRooms(
      reservation_id: string,
      rooms: Sent<NewReservation['rooms']>,
      state: RoomRow['state'],
      change: number | null,
      after: number,
    ): void {
      for (const [at, room] of rooms.entries())
        booked_rooms.insert({
          reservation_id,
          n: after + at + 1,
          state,
          change,
          place: at + 1,
          room_type_id: room.roomTypeId,
          name: room.name,
          allotment: room.allotment,
          adults: room.adults,
          child_ages: [...room.childAges],
          total: room.total,
          pay_now: room.payNow,
          refund: null,
          fee: null,
          cancelled_at: null,
        })
    },

    hold(p: Sent<NewReservation>, offer: string): Begun {
      const id = books.newId()
      const own = p.supplierCode === null
      const key: KeyRow = {
        operation: 'bookRoom',
        scope: p.scope,
        key: p.key,
        input_hash: p.inputHash,
        reservation_id: id,
        change: null,
        created_at: p.now,
      }
      const known = bookings.takeKey(key)
      if (known) return known
      const wanted = countTypes(p.rooms.map((room) => ({ room_type_id: room.roomTypeId, allotment: room.allotment })))
      if (own && !nights.takeRooms(wanted, p.checkIn, p.checkOut)) {
        bookings.forgetKey(key)
        return { outcome: 'TAKEN', id: null, hash: null }
      }
      books.insertReservation(newBooking(id, p, offer))
      bookings.writeRooms(id, p.rooms, 'BOOKED', null, 0)
      books.logStep(id, p.now, 'HELD', own ? 'NIGHTS_HELD' : 'BOOKING_BEGUN', { until: p.holdExpiresAt })
      books.logStep(id, p.now, 'AWAITING_PAYMENT', 'PAYMENT_BEGUN', { amount: p.payNow, currency: p.currency })
      if (own) nights.tellRooms(wanted, p.checkIn, p.checkOut)
      return { outcome: 'HELD', id, hash: p.inputHash }
    },

    move(
      id: string,
      from: Status,
      to: Status,
      now: string,
      step: string,
      detail: unknown,
      changes: Sent<{
        paymentId?: string
        redirectUrl?: string
        supplierPrebookId?: string
        supplierBookingId?: string
        dueAt: Date | null
      }>,
    ): boolean {
      const r = reservations.get(id)
      if (r?.status !== from) return false
      books.updateReservation(r, {
        status: to,
        payment_id: changes.paymentId ?? r.payment_id,
        redirect_url: changes.redirectUrl ?? r.redirect_url,
        supplier_prebook_id: changes.supplierPrebookId ?? r.supplier_prebook_id,
        supplier_booking_id: changes.supplierBookingId ?? r.supplier_booking_id,
        due_at: changes.dueAt,
        tries: 0,
      })
      books.logStep(id, now, to, step, detail)
      return true
    },

    confirm(id: string, paymentId: string, now: string, step: string, detail: unknown, jobs: Jobs): string {
      const r = reservations.get(id)
      if (!r || !confirmable.includes(r.status)) return 'ELSEWHERE'
      if (r.supplier_code === null) {
        const rooms = nights.roomsOf(id, 'BOOKED')
        if (r.status === 'EXPIRED') {
          if (!nights.takeRooms(rooms, r.check_in, r.check_out)) return 'TAKEN'
          nights.tellRooms(rooms, r.check_in, r.check_out)
        }
        nights.turnRooms(rooms, r.check_in, r.check_out, -1, 1)
      }
      books.updateReservation(r, {
        ...forgotten,
        status: 'CONFIRMED',
        payment_id: paymentId,
        failure: null,
        owed: null,
        due_at: null,
      })
      charges.insert({
        reservation_id: id,
        attempt: r.attempt,
        payment_id: paymentId,
        amount: r.pay_now,
        taken_at: now,
      })
      books.logStep(id, now, 'CONFIRMED', step, detail)
      books.promiseJobs(jobs)
      return 'CONFIRMED'
    },

    end(
      id: string,
      { from, to, step, detail }: Pick<Move, 'from' | 'to' | 'step'> & { detail: unknown },
      changes: Sent<Pick<Ending, 'failure' | 'owed' | 'dueAt' | 'paymentId'>>,
      now: string,
    ): boolean {
      const r = reservations.get(id)
      if (!r || r.status !== from) return false
      if (r.supplier_code === null && holdsNights.includes(r.status) && !books.lacks('NIGHTS_FREED')) {
        const rooms = nights.roomsOf(id, 'BOOKED')
        nights.turnRooms(rooms, r.check_in, r.check_out, -1, 0)
        nights.tellRooms(rooms, r.check_in, r.check_out)
      }
      books.updateReservation(r, {
        ...forgotten,
        status: to,
        failure: changes.failure ?? null,
        owed: changes.owed,
        due_at: changes.dueAt,
        payment_id: changes.paymentId ?? r.payment_id,
      })
      books.logStep(id, now, to, step, detail)
      return true
    },
  }
  return bookings
}
export type Bookings = ReturnType<typeof createBookings>

const confirmable: readonly Status[] = [
  'AWAITING_PAYMENT',
  'REQUIRES_ACTION',
  'CONFIRMING',
  'PARTNER_UNKNOWN',
  'EXPIRED',
]

/** Of a payment that is settled. */
const forgotten = { hold_expires_at: null, payment_method_id: null, return_url: null, redirect_url: null, tries: 0 }

const newBooking = (id: string, p: Sent<NewReservation>, offer: string): BookingRow => ({
  id,
  reference: p.reference,
  status: 'AWAITING_PAYMENT',
  customer_id: p.customerId,
  client_id: p.clientId,
  hotel_id: p.hotelId,
  check_in: p.checkIn,
  check_out: p.checkOut,
  currency: p.currency,
  total: p.total,
  pay_now: p.payNow,
  offer,
  guest_given_name: p.givenName,
  guest_family_name: p.familyName,
  guest_email: p.email,
  guest_phone: p.phone ?? null,
  requests: p.requests,
  created_at: p.now,
  hold_expires_at: p.holdExpiresAt,
  payment_method_id: p.paymentMethodId,
  return_url: p.returnUrl,
  attempt: 1,
  payment_id: null,
  redirect_url: null,
  supplier_code: p.supplierCode,
  supplier_prebook_id: null,
  supplier_booking_id: null,
  failure: null,
  owed: null,
  cancel_requested_at: null,
  cancel_refund: null,
  cancel_fee: null,
  cancelled_at: null,
  revision: 0,
  due_at: p.dueAt,
  tries: 0,
})
