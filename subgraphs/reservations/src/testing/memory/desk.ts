import type { AskedDoor, NoShow } from '../../database/desk-transactions.ts'
import { holdsNights, soldNights } from '../../domain/status.ts'
import type { Sent } from './bookings.ts'
import type { Books } from './books.ts'
import type { Cancellations } from './cancellations.ts'
import type { Nights } from './nights.ts'
import { Refused, type BookingRow, type DoorRow, type NightRow, type RoomStayRow } from './tables.ts'

const by =
  <T>(...keys: ((one: T) => string | number)[]) =>
  (one: T, other: T) => {
    for (const key of keys) if (key(one) !== key(other)) return key(one) < key(other) ? -1 : 1
    return 0
  }
const doorOf = ({ id, hotel_id: hotelId, room_type_id: roomTypeId, number, floor }: DoorRow) => ({
  id,
  hotelId,
  roomTypeId,
  number,
  floor,
})
const least = (one: string, other: string) => (one < other ? one : other)
const greatest = (one: string, other: string) => (one > other ? one : other)

/** plan_nights, check_in, check_out and mark_no_show of the migrations, and what a desk reads, written out anew. */
export function createDesk(books: Books, nights: Nights, cancellations: Cancellations) {
  const { reservations, booked_rooms, hotel_rooms, room_stays, no_shows, stay_changes } = books
  const onSale = ({ planned, allotment, out_of_order }: NightRow, wanted: number | null) =>
    Math.max((wanted ?? planned ?? allotment) - out_of_order, 0)
  const staysIn = (room: string) => room_stays.all().filter(({ room_id }) => room_id === room)
  const staysOf = (id: string) => room_stays.all().filter(({ reservation_id }) => reservation_id === id)

  /** Nobody has it on these nights (the exclusion constraint; an empty range meets nothing), and nobody stayed over. */
  const meets = (stay: RoomStayRow, from: string, to: string) =>
    stay.from_night < stay.to_night && from < to && stay.from_night < to && from < stay.to_night
  const overdue = (stay: RoomStayRow, from: string) =>
    stay.kind === 'GUEST' && stay.ended_at === null && stay.to_night <= from
  const isFree = (room: string, from: string, to: string) =>
    staysIn(room).every((stay) => !meets(stay, from, to) && !overdue(stay, from))

  function giveRoom(r: BookingRow, n: number, type: string, room: string, from: string, now: string, staff: string) {
    const door = hotel_rooms.get(room)
    const fits = door?.hotel_id === r.hotel_id && door.room_type_id === type
    if (!fits || !isFree(room, from, r.check_out)) throw new Refused('SG002', 'the room is not free')
    room_stays.insert({
      id: books.newId(),
      room_id: room,
      kind: 'GUEST',
      reservation_id: r.id,
      n,
      reason: null,
      from_night: from,
      to_night: r.check_out,
      begun_at: now,
      begun_by: staff,
      ended_at: null,
    })
  }

  return {
    plan(type: string, wanted: readonly string[], fallback: number, planned: number | null, closed: boolean | null) {
      const rows = wanted.toSorted().map((night) => nights.make(type, night, fallback))
      const short = rows
        .filter((row) => planned !== null && row.held + row.sold > Math.max(planned - row.out_of_order, 0))
        .map((row) => ({
          date: row.night,
          allotment: Math.max((planned ?? 0) - row.out_of_order, 0),
          taken: row.held + row.sold,
        }))
      if (short.length > 0) return short
      const changed = rows.filter(
        (row) => (planned !== null && row.planned !== planned) || (closed !== null && row.closed !== closed),
      )
      for (const row of changed) {
        const isClosed = closed ?? row.closed
        nights.update(row, {
          planned: planned ?? row.planned ?? row.allotment,
          closed: isClosed,
          allotment: isClosed ? row.held + row.sold : onSale(row, planned),
        })
      }
      nights.tellNights(
        type,
        changed.map(({ night }) => night),
      )
      return []
    },

    nightsAt: (type: string, wanted: readonly string[], fallback: number) =>
      wanted.toSorted().map((night) => {
        const row = nights.rowOf(type, night)
        return {
          date: night,
          allotment: row?.allotment ?? fallback,
          planned: row?.planned ?? row?.allotment ?? fallback,
          outOfOrder: row?.out_of_order ?? 0,
          closed: row?.closed ?? false,
          held: row?.held ?? 0,
          sold: row?.sold ?? 0,
        }
      }),

    /** Reservations that hold rooms of a type on any of these nights. */
    holdersOn(type: string, wanted: readonly string[], most: number) {
      const has = (id: string, state: string, from: string, to: string, change?: number) =>
        wanted.some((night) => from <= night && night < to) &&
        booked_rooms
          .of(id)
          .some(
            (room) =>
              room.room_type_id === type && room.state === state && (change === undefined || room.change === change),
          )
      const holds = (r: BookingRow) =>
        has(r.id, 'BOOKED', r.check_in, no_shows.get(r.id)?.freed_from ?? r.check_out) ||
        stay_changes.of(r.id).some((c) => c.state === 'OPEN' && has(r.id, 'WANTED', c.check_in, c.check_out, c.n))
      return reservations
        .all()
        .filter((r) => r.supplier_code === null && [...holdsNights, ...soldNights].includes(r.status) && holds(r))
        .toSorted(
          by(
            (r) => r.check_in,
            (r) => r.id,
          ),
        )
        .slice(0, most)
        .map(({ id }) => ({ id }))
    },

    stays(ids: readonly string[]) {
      const doorGiven = (id: string, n: number | null) => {
        const given = staysOf(id).filter((stay) => stay.n === n)
        const [last] = given
          .toSorted(
            by(
              (stay) => stay.begun_at,
              (stay) => stay.id,
            ),
          )
          .toReversed()
        const room = last && hotel_rooms.get(last.room_id)
        if (!last || !room) return { door: null, arrivedAt: null, leftAt: null }
        const [arrivedAt] = given.map(({ begun_at }) => begun_at).toSorted()
        return { door: doorOf(room), arrivedAt, leftAt: last.ended_at }
      }
      return ids
        .flatMap((id) => reservations.get(id) ?? [])
        .toSorted(
          by(
            (r) => r.check_in,
            (r) => r.id,
          ),
        )
        .flatMap((r) =>
          booked_rooms
            .of(r.id)
            .filter(({ state }) => state === 'BOOKED')
            .toSorted(by(({ n }) => n))
            .map((b) => ({
              reservationId: r.id,
              n: b.n,
              reference: r.reference,
              status: r.status,
              checkIn: r.check_in,
              checkOut: r.check_out,
              roomTypeId: b.room_type_id,
              name: b.name,
              adults: b.adults,
              childAges: b.child_ages,
              givenName: r.guest_given_name,
              familyName: r.guest_family_name,
              email: r.guest_email,
              phone: r.guest_phone,
              requests: r.requests,
              ...doorGiven(r.id, b.n),
              place: `${r.guest_family_name.toLowerCase()} ${r.id} ${String(b.n).padStart(4, '0')}`,
            })),
        )
    },

    registerDoors(
      hotel_id: string,
      room_type_id: string,
      registered_at: string,
      registered_by: string,
      doors: readonly { number: string; floor: string | null }[],
    ): void {
      for (const { number, floor } of doors.toSorted(by((door) => door.number))) {
        const known = hotel_rooms.all().find((door) => door.hotel_id === hotel_id && door.number === number)
        const made = { room_type_id, number, floor, registered_at, registered_by }
        if (!known) hotel_rooms.insert({ id: books.newId(), hotel_id, ...made })
        else if (known.room_type_id === room_type_id && known.floor !== floor) hotel_rooms.update(known, { floor })
      }
    },

    doors: (hotel: string, type: string | null) =>
      hotel_rooms
        .all()
        .filter((door) => door.hotel_id === hotel && (type === null || door.room_type_id === type))
        .toSorted(
          by(
            ({ number }) => number.length,
            ({ number }) => number,
          ),
        )
        .map(doorOf),

    checkIn(id: string, asked: readonly AskedDoor[], from: string, now: string, staff: string): string {
      const r = reservations.get(id)
      if (r?.status !== 'CONFIRMED') return 'ELSEWHERE'
      const booked = booked_rooms
        .of(id)
        .filter(({ state }) => state === 'BOOKED')
        .map((room) => ({ ...room, asked: asked.find(({ n }) => n === room.n)?.roomId ?? null }))
        .toSorted(
          by(
            ({ asked: door }) => (door === null ? 1 : 0),
            ({ n }) => n,
          ),
        )
      for (const room of booked) {
        const [free] =
          room.asked === null
            ? hotel_rooms
                .all()
                .filter((door) => door.hotel_id === r.hotel_id && door.room_type_id === room.room_type_id)
                .filter((door) => isFree(door.id, from, r.check_out))
                .toSorted(
                  by(
                    ({ number }) => number.length,
                    ({ number }) => number,
                  ),
                )
            : [{ id: room.asked }]
        if (!free) throw new Refused('SG004', 'no room is free')
        giveRoom(r, room.n, room.room_type_id, free.id, from, now, staff)
      }
      books.updateReservation(r, { status: 'CHECKED_IN' })
      const doors = staysOf(id)
        .filter(({ ended_at }) => ended_at === null)
        .toSorted(by(({ n }) => n ?? 0))
        .map(({ room_id }) => hotel_rooms.get(room_id)?.number)
      books.logStep(id, now, 'CHECKED_IN', 'CHECKED_IN', { rooms: doors.join(', ') })
      return 'CHECKED_IN'
    },

    checkOut(id: string, today: string, now: string): string {
      const r = reservations.get(id)
      if (r?.status !== 'CHECKED_IN') return 'ELSEWHERE'
      books.updateReservation(r, { status: 'CHECKED_OUT' })
      for (const stay of staysOf(id))
        if (stay.ended_at === null)
          room_stays.update(stay, { ended_at: now, to_night: least(stay.to_night, greatest(stay.from_night, today)) })
      books.logStep(id, now, 'CHECKED_OUT', 'CHECKED_OUT', {})
      return 'CHECKED_OUT'
    },

    markNoShow(
      id: string,
      revision: number,
      freedFrom: string,
      now: string,
      staff: string,
      changes: Sent<Pick<NoShow, 'refund' | 'fee' | 'dueAt'>>,
      detail: unknown,
      planned: NoShow['refunds'],
    ): boolean {
      const r = reservations.get(id)
      if (!r || r.status !== 'CONFIRMED' || r.revision !== revision || r.owed !== null) return false
      const { refund, fee, dueAt } = changes
      no_shows.insert({ reservation_id: id, marked_at: now, marked_by: staff, freed_from: freedFrom, refund, fee })
      cancellations.planRefunds(id, planned, 'did not arrive')
      const back = planned.length > 0
      const owes = { owed: back ? ('REFUND' as const) : null, due_at: back ? dueAt : null }
      books.updateReservation(r, { status: 'NO_SHOW', ...owes, tries: 0 })
      books.logStep(id, now, 'NO_SHOW', 'NO_SHOW', detail)
      if (freedFrom < r.check_out) {
        const rooms = nights.roomsOf(id, 'BOOKED')
        nights.turnRooms(rooms, freedFrom, r.check_out, 0, -1)
        nights.tellRooms(rooms, freedFrom, r.check_out)
      }
      return true
    },
  }
}
export type DeskBooks = ReturnType<typeof createDesk>
