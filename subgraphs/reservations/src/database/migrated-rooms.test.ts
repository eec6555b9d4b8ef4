import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { migrate } from '@staygraph/subgraph-kit/migrate'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { afterAll, expect, test } from 'vitest'

import { recount } from '../testing/recount.ts'
import { migrations } from '../testing/world.ts'

/** The migrations as they were before rooms had rows of their own. */
const before = mkdtempSync(path.join(tmpdir(), 'staygraph-migrations-'))
afterAll(() => rmSync(before, { recursive: true }))
cpSync(migrations, before, { recursive: true })
const journalFile = path.join(before, 'meta/_journal.json')
const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { idx: number }[] }
writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx < 2) }))

const { sql, url } = await freshDatabase(pathToFileURL(`${before}/`))

/** A token of before: its rooms say only who sleeps in them. */
const offer = (rooms: object[], roomType = 'rt') =>
  [
    'x',
    Buffer.from(JSON.stringify({ rooms, roomType: { id: roomType, name: 'Zimmer mit Ä', allotment: 5 } })).toString(
      'base64url',
    ),
    'x',
  ].join('.')
const rooms = [
  { adults: 2, childAges: [3, 11] },
  { adults: 1, childAges: [] },
  { adults: 3, childAges: [0] },
]

async function keep(changed: Record<string, unknown>) {
  const id = randomUUID()
  await sql`insert into reservations ${sql({
    id,
    reference: id,
    hotel_id: 'h1',
    room_type_id: 'rt',
    check_in: '2027-06-12',
    check_out: '2027-06-14',
    room_count: 3,
    currency: 'EUR',
    total: 1_000,
    pay_now: 800,
    offer: offer(rooms),
    guest_given_name: 'g',
    guest_family_name: 'f',
    guest_email: 'e',
    created_at: new Date().toISOString(),
    status: 'CONFIRMED',
    ...changed,
  })}`
  return id
}
const roomsOf = (id: string) =>
  sql`select n, state, change, place, room_type_id, name, allotment, adults, child_ages, total::int, pay_now::int, refund::int, fee::int
    from booked_rooms where reservation_id = ${id} order by n`

test('reservations of before get their rooms, evenly shared, and the counters still equal a recount', async () => {
  const confirmed = await keep({})
  const cancelled = await keep({
    status: 'CANCELLED_WITH_FEE',
    cancel_fee: 100,
    cancel_refund: 700,
    cancelled_at: new Date().toISOString(),
  })
  const changing = await keep({ status: 'MODIFYING', room_count: 1, offer: offer(rooms.slice(0, 1)) })
  const unreadable = await keep({ status: 'FAILED', offer: 'o', room_count: 1 })
  await sql`insert into stay_changes (reservation_id, n, state, offer, room_type_id, check_in, check_out, total, pay_now, difference, hold_expires_at) values
    (${changing}, 1, 'APPLIED', ${offer(rooms.slice(0, 1))}, 'rt', '2027-06-12', '2027-06-14', 1000, 800, 0, now()),
    (${changing}, 2, 'OPEN', ${offer(rooms.slice(1, 2), 'other')}, 'other', '2027-06-13', '2027-06-15', 1000, 900, 100, now())`
  await sql`insert into room_night (room_type_id, night, allotment, held, sold) values
    ('rt', '2027-06-12', 5, 0, 4), ('rt', '2027-06-13', 5, 0, 4), ('other', '2027-06-13', 5, 1, 0), ('other', '2027-06-14', 5, 1, 0)`

  await migrate(url, migrations)

  const named = { room_type_id: 'rt', name: 'Zimmer mit Ä', allotment: 5, change: null, refund: null, fee: null }
  expect([...(await roomsOf(confirmed))]).toEqual([
    { ...named, n: 1, place: 1, state: 'BOOKED', adults: 2, child_ages: [3, 11], total: 334, pay_now: 267 },
    { ...named, n: 2, place: 2, state: 'BOOKED', adults: 1, child_ages: [], total: 333, pay_now: 267 },
    { ...named, n: 3, place: 3, state: 'BOOKED', adults: 3, child_ages: [0], total: 333, pay_now: 266 },
  ])
  expect((await roomsOf(cancelled)).map(({ state, refund, fee }) => `${state} ${refund} ${fee}`)).toEqual([
    'CANCELLED 233 34',
    'CANCELLED 234 33',
    'CANCELLED 233 33',
  ])
  expect([...(await roomsOf(changing))]).toMatchObject([
    { n: 1, state: 'BOOKED', change: 1, place: 1, room_type_id: 'rt', pay_now: 800 },
    { n: 2, state: 'WANTED', change: 2, place: 1, room_type_id: 'other', adults: 1, pay_now: 900 },
  ])
  expect([...(await roomsOf(unreadable))]).toMatchObject([{ n: 1, state: 'BOOKED', name: 'Room', adults: 1 }])
  expect(await recount(sql)).toEqual([])
})
