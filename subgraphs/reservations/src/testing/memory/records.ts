import { asc, inArray } from 'drizzle-orm'

import { roomsOfReservation, stepsOfReservations } from '../../database/reservations.ts'
import { rowOf } from '../../database/row-of.ts'
import { reservations, type ReservationRow } from '../../database/tables.ts'
import { holdsNights, soldNights, type Status } from '../../domain/status.ts'
import type { Ground } from '../open-world.ts'
import { recount, type Discrepancy } from '../recount.ts'
import type { Books } from './books.ts'
import { nightsIn } from './nights.ts'

export type Counter = { night: number; held: number; sold: number }
export type RoomSeen = { n: number; state: string; roomTypeId: string; payNow: number }
export type StepSeen = { reservationId: string; status: Status; name: string }

/** When something waits next for the sweeper, the reconciler, the waiting lists. Null: nothing does. */
export type Due = { sagas: Date | null; partners: Date | null; waiting: Date | null }

/** What a test reads of a database, however it is kept: not by the statements of the service. */
export type Records = {
  /** Counters that differ from a recount of the reservations, and nights that are oversold. */
  recount: () => Promise<readonly Discrepancy[]>
  counters: (roomTypeId: string) => Promise<Counter[]>
  /** Made of these offers, the oldest first. */
  reservationsOf: (offers: readonly string[]) => Promise<ReservationRow[]>
  roomsOf: (id: string) => Promise<RoomSeen[]>
  /** In the order in which they were written. */
  stepsOf: (ids: readonly string[]) => Promise<StepSeen[]>
  /** How many mails of each kind were promised to guests of these reservations. */
  mailsOf: (references: readonly string[]) => Promise<Record<string, number>>
  nextDue: () => Promise<Due>
  empty: () => Promise<void>
}

export const guestMails = ['send-recap', 'send-cancellation', 'send-refund'] as const
const noMails = () => Object.fromEntries(guestMails.map((job) => [job, 0]))

export const emptied = [
  'reservations',
  'room_night',
  'outbox',
  'outbox_waiting',
  'idempotency_keys',
  'told_disputes',
  'waiting_entries',
  'waiting_kept',
  'desk_hotels',
  'hotel_rooms',
].join(', ')

/** One promise stands for the guest's mail and the hotel's. */
function mailToGuest(job: string, payload: unknown): string {
  if (job !== 'tell-guest-and-hotel') return job
  return (payload as { what: string }).what === 'CANCELLED' ? 'send-cancellation' : 'send-recap'
}

/** Of a real Postgres. */
export const recordsOf = ({ db, sql }: Pick<Ground, 'db' | 'sql'>): Records => ({
  recount: async () => [...(await recount(sql))],
  counters: async (roomTypeId) => [
    ...(await sql<Counter[]>`
      select extract(day from night)::int as night, held, sold from room_night where room_type_id = ${roomTypeId} order by 1`),
  ],
  reservationsOf: (offers) =>
    db
      .select()
      .from(reservations)
      .where(inArray(reservations.offer, [...offers]))
      .orderBy(asc(reservations.createdAt), asc(reservations.id)),
  roomsOf: async (id) =>
    (await roomsOfReservation(db, id)).map(({ n, state, roomTypeId, payNow }) => ({ n, state, roomTypeId, payNow })),
  stepsOf: (ids) => stepsOfReservations(db, ids),
  mailsOf: async (references) => {
    const rows = await sql<{ job: string; promised: number }[]>`
      select mail as job, count(*)::int as promised from outbox, lateral (
        select case when job <> 'tell-guest-and-hotel' then job
          when payload ->> 'what' = 'CANCELLED' then 'send-cancellation' else 'send-recap' end as mail) to_guest
      where mail = any(${[...guestMails]}) and payload::text like any (${references.map((one) => `%"${one}"%`)}::text[])
      group by mail`
    return { ...noMails(), ...Object.fromEntries(rows.map(({ job, promised }) => [job, promised])) }
  },
  nextDue: async () => {
    const [row] = await sql<Record<keyof Due, string | null>[]>`
      select (select min(due_at) from reservations) as sagas,
        (select min(at) from (select due_at as at from partner_checks union all
          select created_at from reservations r where supplier_prebook_id is not null
            and not exists (select from partner_checks where reservation_id = r.id)) looks) as partners,
        (select min(at) from (select due_at as at from waiting_entries union all select 'epoch' from waiting_kept) work) as waiting`
    const at = (text: string | null | undefined) => (text ? new Date(text) : null)
    return { sagas: at(row?.sagas), partners: at(row?.partners), waiting: at(row?.waiting) }
  },
  empty: async () => {
    await sql`truncate ${sql.unsafe(emptied)} restart identity cascade`
    await sql`select setval('availability_revision', 1, false)`
  },
})

/** Of the database in memory. */
export const recordsIn = (books: Books): Records => ({
  recount: async () => recountIn(books),
  counters: async (roomTypeId) =>
    books.room_night
      .of(roomTypeId)
      .map(({ night, held, sold }) => ({ night: Number(night.slice(8)), held, sold }))
      .toSorted((one, other) => one.night - other.night),
  reservationsOf: async (offers) => {
    const wanted = new Set(offers)
    return books.reservations
      .all()
      .filter(({ offer }) => wanted.has(offer))
      .toSorted((one, other) => (`${one.created_at}${one.id}` < `${other.created_at}${other.id}` ? -1 : 1))
      .flatMap((row) => rowOf(row) ?? [])
  },
  roomsOf: async (id) =>
    books.booked_rooms
      .of(id)
      .toSorted((one, other) => one.n - other.n)
      .map(({ n, state, room_type_id: roomTypeId, pay_now: payNow }) => ({ n, state, roomTypeId, payNow })),
  stepsOf: async (ids) =>
    ids
      .flatMap((id) => books.reservation_steps.of(id))
      .toSorted((one, other) => one.id - other.id)
      .map(({ reservation_id: reservationId, status, name }) => ({ reservationId, status, name })),
  mailsOf: async (references) => {
    const counted: Record<string, number> = noMails()
    for (const { job, payload } of books.outbox.rows.values()) {
      const mail = mailToGuest(job, payload)
      const known = counted[mail]
      if (known === undefined) continue
      const text = JSON.stringify(payload)
      if (references.some((one) => text.includes(`"${one}"`))) counted[mail] = known + 1
    }
    return counted
  },
  nextDue: async () => {
    const next: Record<keyof Due, string | null> = { sagas: null, partners: null, waiting: null }
    const see = (what: keyof Due, at: string | null) => {
      const known = next[what]
      if (at !== null && (known === null || at < known)) next[what] = at
    }
    for (const r of books.reservations.rows.values()) {
      see('sagas', r.due_at)
      if (r.supplier_prebook_id !== null && !books.partner_checks.get(r.id)) see('partners', r.created_at)
    }
    for (const { due_at } of books.partner_checks.rows.values()) see('partners', due_at)
    for (const { due_at } of books.waiting_entries.rows.values()) see('waiting', due_at)
    if (books.waiting_kept.rows.size > 0) see('waiting', new Date(0).toISOString())
    const at = (text: string | null) => (text === null ? null : new Date(text))
    return { sagas: at(next.sagas), partners: at(next.partners), waiting: at(next.waiting) }
  },
  empty: async () => books.empty(),
})

/** As `recount.ts`, over the rows themselves: from their own tables alone, by none of the functions that keep the counters. */
function recountIn(books: Books): Discrepancy[] {
  const counted = new Map<string, { held: number; sold: number }>()
  const count = (type: string, night: string, rooms: number, held: boolean) => {
    const name = `${type} ${night}`
    const sums = counted.get(name) ?? { held: 0, sold: 0 }
    sums[held ? 'held' : 'sold'] += rooms
    counted.set(name, sums)
  }
  for (const r of books.reservations.rows.values()) {
    const held = holdsNights.includes(r.status)
    if (r.supplier_code !== null || !(held || soldNights.includes(r.status))) continue
    const booked = new Map<string, number>()
    const leaves = books.no_shows.get(r.id)?.freed_from ?? r.check_out
    const rooms = books.booked_rooms.of(r.id)
    for (const room of rooms.filter(({ state }) => state === 'BOOKED'))
      for (const night of nightsIn(r.check_in, leaves < r.check_out ? leaves : r.check_out)) {
        const name = `${room.room_type_id} ${night}`
        booked.set(name, (booked.get(name) ?? 0) + 1)
        count(room.room_type_id, night, 1, held)
      }
    const change = books.stay_changes.of(r.id).find(({ state }) => state === 'OPEN')
    if (!change) continue
    const wanted = new Map<string, number>()
    for (const room of rooms.filter(({ state, change: n }) => state === 'WANTED' && n === change.n))
      for (const night of nightsIn(change.check_in, change.check_out)) {
        const name = `${room.room_type_id} ${night}`
        wanted.set(name, (wanted.get(name) ?? 0) + 1)
      }
    for (const [name, number] of wanted) {
      const [type = '', night = ''] = name.split(' ')
      count(type, night, Math.max(0, number - (booked.get(name) ?? 0)), true)
    }
  }
  for (const entry of books.waiting_entries.rows.values())
    if (entry.state === 'OFFERED')
      for (const { room_type_id, rooms } of books.waiting_rooms.of(entry.id))
        for (const night of nightsIn(entry.check_in, entry.check_out)) count(room_type_id, night, rooms, true)
  for (const { room_type_id, night, rooms } of books.waiting_kept.rows.values()) count(room_type_id, night, rooms, true)

  const names = new Set([...books.room_night.rows.keys(), ...counted.keys()])
  return [...names].flatMap((name) => {
    const row = books.room_night.get(name)
    const { held: heldCounted, sold: soldCounted } = counted.get(name) ?? { held: 0, sold: 0 }
    const [roomTypeId = '', night = ''] = name.split(' ')
    const { held, sold } = row ?? { held: 0, sold: 0 }
    const agrees = held === heldCounted && sold === soldCounted && (!row || held + sold <= row.allotment)
    return agrees ? [] : [{ roomTypeId, night, held, sold, heldCounted, soldCounted }]
  })
}
