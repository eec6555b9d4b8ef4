import type { NewReservation } from '../../database/transactions.ts'
import type { NewWaitingEntry } from '../../database/waiting-list.ts'
import { unsettled, type Status } from '../../domain/status.ts'
import type { Bookings, Sent } from './bookings.ts'
import type { Books } from './books.ts'
import { nightsIn, type Nights } from './nights.ts'
import type { EntryRow } from './tables.ts'

const over: readonly (Status | undefined)[] = ['EXPIRED', 'FAILED']
const after = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()
/** As `tell_waiting` writes an instant. */
const inSeconds = (instant: string | null) => (instant === null ? null : `${instant.slice(0, 19)}Z`)

/** The waiting list's functions of the migrations, written out anew. */
export function createWaitingList(books: Books, nights: Nights, bookings: Bookings) {
  const { waiting_entries, waiting_rooms, waiting_kept, reservations } = books
  const roomsOf = (id: string) =>
    waiting_rooms.of(id).toSorted((one, other) => (one.room_type_id < other.room_type_id ? -1 : 1))

  const fits = ({ id, check_in, check_out }: EntryRow) =>
    waiting_rooms.of(id).every(({ room_type_id, rooms, allotment }) =>
      nightsIn(check_in, check_out).every((night) => {
        const row = nights.rowOf(room_type_id, night)
        return rooms <= (row ? nights.free(row) : allotment)
      }),
    )
  function turn({ id, check_in, check_out }: EntryRow, by: number): void {
    for (const { room_type_id, rooms } of roomsOf(id)) nights.turn(room_type_id, check_in, check_out, by * rooms, 0)
  }
  const tell = (notice: unknown, what: string, until: string | null) =>
    books.promise('tell-waiting-guest', { ...(notice as object), what, until: inSeconds(until) })

  function end(entry: EntryRow, state: string, now: string): void {
    const wanted = roomsOf(entry.id)
    if (entry.state === 'OFFERED') {
      turn(entry, -1)
      for (const { room_type_id } of wanted) nights.tell(room_type_id, entry.check_in, entry.check_out)
    }
    for (const room of wanted) waiting_rooms.delete(room)
    const nobody = { guest_given_name: null, guest_family_name: null, guest_email: null, notice: null }
    waiting_entries.update(entry, { state, ended_at: now, due_at: null, ...nobody })
  }

  return {
    join(p: Sent<NewWaitingEntry>, offer: string) {
      books.drawn.waiting += 1
      const sameStay = (one: EntryRow) =>
        one.ended_at === null &&
        one.hotel_id === p.hotelId &&
        one.check_in === p.checkIn &&
        one.check_out === p.checkOut &&
        one.guest_email?.toLowerCase() === p.email.toLowerCase()
      const known = waiting_entries.all().find(({ scope, key }) => scope === p.scope && key === p.key)
      if (known) return { outcome: 'KNOWN', id: known.id, hash: known.input_hash }
      if (waiting_entries.all().some(sameStay)) return { outcome: 'ALREADY', id: null, hash: null }
      const made = waiting_entries.insert({
        id: p.id,
        n: books.drawn.waiting,
        hotel_id: p.hotelId,
        check_in: p.checkIn,
        check_out: p.checkOut,
        state: 'WAITING',
        offer,
        guest_given_name: p.givenName,
        guest_family_name: p.familyName,
        guest_email: p.email,
        scope: p.scope,
        key: p.key,
        input_hash: p.inputHash,
        notice: p.notice,
        joined_at: p.now,
        closes_at: p.closesAt,
        offered_until: null,
        reservation_id: null,
        ended_at: null,
        due_at: p.closesAt,
      })
      for (const { roomTypeId, rooms, allotment } of p.rooms)
        waiting_rooms.insert({ entry_id: made.id, room_type_id: roomTypeId, rooms, allotment })
      if (fits(made)) {
        for (const room of waiting_rooms.of(made.id)) waiting_rooms.delete(room)
        waiting_entries.delete(made)
        return { outcome: 'FREE', id: null, hash: null }
      }
      tell(made.notice, 'JOINED', null)
      return { outcome: 'JOINED', id: made.id, hash: made.input_hash }
    },

    leave(id: string, now: string): boolean {
      const entry = waiting_entries.get(id)
      if (entry?.state !== 'WAITING' && entry?.state !== 'OFFERED') return false
      end(entry, 'LEFT', now)
      return true
    },

    settle(id: string, now: string): string | null {
      const entry = waiting_entries.get(id)
      if (!entry || entry.due_at === null || entry.due_at > now) return null
      if (entry.state === 'WAITING') end(entry, 'CLOSED', now)
      else if (entry.state === 'OFFERED') end(entry, 'MISSED', now)
      else {
        const booked = reservations.get(entry.reservation_id ?? '')?.status
        if (booked && (unsettled.includes(booked) || over.includes(booked))) {
          waiting_entries.update(entry, { due_at: after(now, 5_000) })
          return over.includes(booked) ? entry.hotel_id : null
        }
        end(entry, 'BOOKED', now)
      }
      return null
    },

    deal(hotel: string, now: string, minutes: number): number {
      const kept = waiting_kept.all().filter(({ hotel_id }) => hotel_id === hotel)
      const keeps = (entry: EntryRow) =>
        kept.some(
          ({ room_type_id, night }) =>
            entry.check_in <= night &&
            night < entry.check_out &&
            waiting_rooms.get(`${entry.id} ${room_type_id}`) !== undefined,
        )
      const inLine = waiting_entries
        .all()
        .filter(
          (entry) =>
            entry.hotel_id === hotel &&
            entry.ended_at === null &&
            ((entry.state === 'WAITING' && entry.closes_at > now && keeps(entry)) ||
              (entry.state === 'BOOKING' && over.includes(reservations.get(entry.reservation_id ?? '')?.status))),
        )
        .toSorted((one, other) => rank(one) - rank(other) || one.n - other.n)
      if (kept.length === 0 && inLine.length === 0) return 0
      const missing = inLine.flatMap((entry) =>
        roomsOf(entry.id).flatMap(({ room_type_id, allotment }) =>
          nightsIn(entry.check_in, entry.check_out).map((night) => ({ room_type_id, night, allotment })),
        ),
      )
      const most = new Map<string, number>()
      for (const { room_type_id, allotment } of missing)
        most.set(room_type_id, Math.max(allotment, most.get(room_type_id) ?? 0))
      for (const { room_type_id, night } of missing) nights.make(room_type_id, night, most.get(room_type_id) ?? 0)

      nights.settings.dealing = true
      for (const one of kept) {
        waiting_kept.delete(one)
        const row = nights.rowOf(one.room_type_id, one.night)
        if (row) nights.update(row, { held: row.held - one.rooms })
      }
      const spans = new Map<string, string[]>()
      const span = (type: string, ...each: string[]) => spans.set(type, [...(spans.get(type) ?? []), ...each])
      for (const { room_type_id, night } of kept) span(room_type_id, night)
      let offered = 0
      for (const entry of inLine) {
        if (entry.state === 'BOOKING' && (entry.offered_until ?? '') <= now) end(entry, 'MISSED', now)
        else if (fits(entry)) {
          turn(entry, 1)
          const { state, closes_at, notice } = entry
          const share = Math.max(15 * 60_000, Math.floor((Date.parse(closes_at) - Date.parse(now)) / 10))
          const [soonest = null] = [closes_at, after(now, minutes * 60_000), after(now, share)].toSorted()
          const until = state === 'BOOKING' ? entry.offered_until : soonest
          waiting_entries.update(entry, { state: 'OFFERED', offered_until: until, due_at: until, reservation_id: null })
          if (state === 'WAITING') tell(notice, 'ROOM_FREE', until)
          offered += 1
        } else if (entry.state === 'BOOKING')
          waiting_entries.update(entry, {
            state: 'WAITING',
            offered_until: null,
            due_at: entry.closes_at,
            reservation_id: null,
          })
      }
      nights.settings.dealing = false
      for (const entry of inLine)
        if (entry.state === 'OFFERED')
          for (const { room_type_id } of roomsOf(entry.id))
            span(room_type_id, ...nightsIn(entry.check_in, entry.check_out))
      for (const [type, each] of [...spans].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
        const told = each.toSorted()
        nights.tell(type, told[0] ?? '', after(`${told.at(-1)}T00:00:00.000Z`, 86_400_000).slice(0, 10))
      }
      return offered
    },

    holdFor(id: string, p: Sent<NewReservation>, offer: string) {
      const entry = waiting_entries.get(id)
      const known = books.idempotency_keys.get(`bookRoom ${p.scope} ${p.key}`)
      if (known) return { outcome: 'KNOWN', id: known.reservation_id, hash: known.input_hash }
      if (entry?.state !== 'OFFERED' || (entry.offered_until ?? '') <= p.now || entry.offer !== offer)
        return { outcome: 'OVER', id: null, hash: null }
      nights.settings.passing = true
      const held = bookings.hold(p, offer)
      nights.settings.passing = false
      if (held.outcome === 'HELD' && held.id !== null) {
        waiting_entries.update(entry, { state: 'BOOKING', reservation_id: held.id, due_at: p.now })
        books.logStep(held.id, p.now, 'AWAITING_PAYMENT', 'WAITED_FOR', { since: inSeconds(entry.joined_at) })
      }
      return held
    },

    work(now: string, most: number) {
      const entries = waiting_entries
        .all()
        .filter(({ due_at }) => due_at !== null && due_at <= now)
        .toSorted((one, other) => (`${one.due_at} ${one.id}` < `${other.due_at} ${other.id}` ? -1 : 1))
        .slice(0, most)
      const hotels = [...new Set(waiting_kept.all().map(({ hotel_id }) => hotel_id))].slice(0, most)
      return [
        ...entries.map(({ id }) => ({ entry: id, hotel: null })),
        ...hotels.map((hotel) => ({ entry: null, hotel })),
      ]
    },
  }
}
export type WaitingBooks = ReturnType<typeof createWaitingList>

const rank = ({ state }: EntryRow) => (state === 'BOOKING' ? 0 : 1)
