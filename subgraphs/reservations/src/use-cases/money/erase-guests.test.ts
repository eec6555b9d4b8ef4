import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { expect, test } from 'vitest'

import { createWorld } from '../../testing/world.ts'
import { bookRoom } from '../book-room.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { findReservation } from '../find-reservation.ts'
import { eraseGuests, hearErasure } from './erase-guests.ts'
import { refundGuest } from './refund-guest.ts'

const world = await createWorld()
const { services, sql } = world
const zuleika = {
  givenName: 'Zuleika',
  familyName: 'Dobson-Oxford',
  email: 'zuleika.dobson@example.com',
  phone: '+44 1865 270000',
}

const traveller = () => {
  const customerId = randomUUID()
  const viewer: Viewer = { kind: 'customer', customerId, email: zuleika.email }
  const context = world.contextOf(viewer)
  return {
    customerId,
    context,
    book: async (changed: object = {}) => {
      const answer = await bookRoom(await world.input({ guest: zuleika, ...changed }), context)
      if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
      return answer
    },
    cancel: (id: string) => cancelReservation({ reservation: { id }, idempotencyKey: randomUUID() }, context),
    erase: () => hearErasure({ customerId, erasedAt: world.clock.now().toISOString() }, services),
  }
}
const rowsAbout = async (text: string, but: string[] = []) => {
  const tables = await sql<
    { name: string }[]
  >`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from ${sql(name)} t where strpos(lower(to_jsonb(t)::text), ${text.toLowerCase()}) > 0`
      return [name, row?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(counts.filter(([name, n]) => n > 0 && !but.includes(name)))
}
const promises = (id: string) =>
  sql<
    { job: string }[]
  >`select job from outbox where job like 'erase-%' and payload -> 'reservationIds' ? ${id} order by job`
/** What the relay does when the jobs are done. */
const relayed = () => sql`delete from outbox where job not like 'erase-%'`

test('what is over is erased everywhere: the guest is nowhere, the stay, the sums and the log are as they were, and the sisters are told', async () => {
  const guest = traveller()
  const stay = await guest.book({ requests: 'Zuleika would like a quiet room' })
  await refundGuest(
    { reservationId: stay.id, amount: 100, reason: 'Sorry, Miss Dobson-Oxford', idempotencyKey: randomUUID() },
    world.contextOf({ kind: 'customer', customerId: 'desk', email: 'd@example.com', staffOf: [stay.hotelId] }),
  )
  await guest.cancel(stay.id)
  const before =
    await sql`select status, total, pay_now, check_in, cancel_refund from reservations where id = ${stay.id}`
  world.clock.pass({ minutes: 20 })
  await relayed()
  await guest.erase()
  expect(
    await sql`select status, total, pay_now, check_in, cancel_refund from reservations where id = ${stay.id}`,
  ).toEqual(before)
  for (const mark of ['zuleika', 'dobson-oxford', '270000']) expect(await rowsAbout(mark)).toEqual({})
  expect((await promises(stay.id)).map(({ job }) => job)).toEqual(['erase-guest', 'erase-payer'])
  for (const surname of ['Dobson-Oxford', 'erased', 'guest', ''])
    expect(await findReservation({ reference: stay.reference, surname }, world.contextOf())).toBeNull()
})

test('a stay still to come is kept as booked until it is over, and then erased by itself', async () => {
  const guest = traveller()
  const stay = await guest.book()
  world.clock.pass({ minutes: 20 })
  await guest.erase()
  expect(
    await findReservation({ reference: stay.reference, surname: 'Dobson-Oxford' }, world.contextOf()),
  ).toMatchObject({ status: 'CONFIRMED' })
  const now = world.clock.now()
  world.clock.moveTo(`${stay.checkOut}T12:00:00.000Z`)
  world.clock.pass({ days: 2 })
  await relayed()
  while (await eraseGuests(services));
  expect(await rowsAbout('zuleika')).toEqual({})
  expect(await promises(stay.id)).toHaveLength(2)
  const [done] =
    await sql`select done_at is not null as done from erased_customers where customer_id = ${guest.customerId}`
  expect(done?.['done']).toBe(true)
  world.clock.moveTo(now.toISOString())
})

test('told twice, in two replicas at once, killed in the middle of a batch: each guest is erased once and told once', async () => {
  const guest = traveller()
  const stays = await Promise.all(Array.from({ length: 5 }, () => guest.book()))
  for (const { id } of stays) await guest.cancel(id)
  world.clock.pass({ minutes: 20 })
  await relayed()
  // Killed: the transaction that had begun is gone with its process.
  const killed = sql.begin(async (tx) => {
    await tx`insert into erased_customers (customer_id, erased_at) values (${guest.customerId}, now())`
    await tx`select erase_guests(array['erase-payer', 'erase-guest'], 2, ${world.clock.now().toISOString()}, '{}')`
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await rowsAbout('zuleika')).toEqual({ reservations: 5 })
  await Promise.all([guest.erase(), guest.erase(), guest.erase()])
  expect(await rowsAbout('zuleika')).toEqual({})
  for (const { id } of stays) expect(await promises(id)).toHaveLength(2)
})

test('what is still in hand is let be: a moment after its last step, or while money goes back', async () => {
  const guest = traveller()
  const fresh = await guest.book()
  await guest.cancel(fresh.id)
  await guest.erase()
  expect(await rowsAbout('zuleika', ['outbox'])).toEqual({ reservations: 1 })
  await sql`update reservations set owed = 'REFUND' where id = ${fresh.id}`
  world.clock.pass({ minutes: 20 })
  await eraseGuests(services)
  expect(await rowsAbout('zuleika', ['outbox'])).toEqual({ reservations: 1 })
  await sql`update reservations set owed = null where id = ${fresh.id}`
  await eraseGuests(services)
  expect(await rowsAbout('zuleika', ['outbox'])).toEqual({})
})

test('another guest’s data is not touched, and an erased customer’s linked guest is not looked up again', async () => {
  const [guest, other] = [traveller(), traveller()]
  const [mine, theirs] = [await guest.book(), await other.book()]
  await guest.cancel(mine.id)
  await other.cancel(theirs.id)
  world.clock.pass({ minutes: 20 })
  await guest.erase()
  const rows =
    await sql`select id, guest_email, customer_id from reservations where id in ${sql([mine.id, theirs.id])} order by id`
  expect(rows).toEqual([
    { id: mine.id, guest_email: 'erased', customer_id: guest.customerId },
    { id: theirs.id, guest_email: zuleika.email, customer_id: other.customerId },
  ])
})
