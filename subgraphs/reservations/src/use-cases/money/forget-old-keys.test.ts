import { randomUUID } from 'node:crypto'

import { expect, test } from 'vitest'

import { createWorld } from '../../testing/world.ts'
import { bookRoom } from '../book-room.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { forgetOldKeys } from './forget-old-keys.ts'

const world = await createWorld()
const { sql, services, payments } = world
const viewer = { kind: 'customer', customerId: 'c-1', email: 'ada@example.com' } as const
const keys = async () => (await sql<{ n: number }[]>`select count(*)::int as n from idempotency_keys`)[0]?.n
const forgetAll = async () => {
  while (await forgetOldKeys(services));
}

test('a key is honoured for thirty days, and then forgotten; a request repeated even later takes no effect', async () => {
  const input = await world.input()
  const made = await bookRoom(input, world.contextOf(viewer))
  if (made.__typename !== 'Reservation') throw new Error(made.__typename)
  const cancel = { reservation: { id: made.id }, idempotencyKey: randomUUID() }
  await cancelReservation(cancel, world.contextOf(viewer))
  world.clock.pass({ days: 29 })
  await forgetAll()
  expect(await keys()).toBe(2)
  expect(await bookRoom(input, world.contextOf(viewer))).toMatchObject({ __typename: 'Reservation', id: made.id })

  world.clock.pass({ days: 2 })
  await forgetAll()
  expect(await keys()).toBe(0)
  expect(await bookRoom(input, world.contextOf(viewer))).toMatchObject({ __typename: 'OfferExpired' })
  expect(await cancelReservation(cancel, world.contextOf(viewer))).toMatchObject({ __typename: 'NotCancellable' })
  expect(payments.keptOf(made.id)).toBe(0)
  expect(payments.payments.size).toBe(1)
})

test('the keys of a desk’s refunds are kept longer than a payment can be disputed', async () => {
  const at = world.clock.now().getTime()
  const plant = (days: number) => sql`
    insert into idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
      values ('refundGuest', 'customer:desk', ${randomUUID()}, 'x', ${randomUUID()}, ${new Date(at - days * 86_400_000).toISOString()})`
  await plant(399)
  await plant(401)
  await forgetAll()
  expect(await keys()).toBe(1)
})

test('many are forgotten in batches, by several replicas at once, each once', async () => {
  await sql`
    insert into idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
      select 'bookRoom', 'anonymous', 'key-' || n, 'x', uuidv7(), now() - interval '10 years' from generate_series(1, 2500) n`
  expect(await forgetOldKeys(services)).toBe(true)
  expect(await keys()).toBe(1501)
  await Promise.all([forgetAll(), forgetAll()])
  await forgetAll()
  expect(await keys()).toBe(1)
})
