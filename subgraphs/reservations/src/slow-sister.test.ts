import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'

import { createCaller } from '@staygraph/subgraph-kit/command'
import { openPools } from '@staygraph/subgraph-kit/database'
import { identityHeader, mintIdentity } from '@staygraph/subgraph-kit/identity'
import { sayPatience } from '@staygraph/subgraph-kit/patience'
import { afterAll, expect, test } from 'vitest'

import type { Pools } from './context.ts'
import { createServer } from './server.ts'
import { askPayments } from './sisters/payments.ts'
import { createWorld } from './testing/world.ts'

// One part that is slow costs its own guests their time, and nobody else.

const world = await createWorld()
const { pairs } = world.keys

/** payments that takes every request and answers none. */
const mute = createHttpServer(() => {})
await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  mute.closeAllConnections()
  mute.close()
})
const address = mute.address()
const payments = { name: 'payments', url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }

async function serve(services: Partial<typeof world.services>, pools?: Pools) {
  const ready = async () => ({ ready: true }) as const
  const app = await createServer({ ...world.services, ...services }, pairs.reservations, ready, pools)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
  return async (query: string, variables: object) => {
    const since = performance.now()
    const body = JSON.stringify({ query, variables })
    const identity = mintIdentity(pairs.gateway, 'reservations', body, { kind: 'anonymous' }, randomUUID())
    const headers = { 'content-type': 'application/json', [identityHeader]: identity, ...sayPatience(9_500) }
    const answer = await fetch(`${url}/graphql`, { method: 'POST', body, headers })
    const { data, errors } = (await answer.json()) as { data: Record<string, { __typename: string }>; errors?: object }
    return { data, errors, ms: performance.now() - since }
  }
}

const bookRoom = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Reservation { status reference } } }`
const lookUp = `query ($reference: String!) { reservation(reference: $reference, surname: "Lovelace") { __typename status timeline { text } } }`
const booked = async (ask: Awaited<ReturnType<typeof serve>>) => {
  const { data } = await ask(bookRoom, { input: await world.input() })
  return (data['bookRoom'] as unknown as { reference: string }).reference
}
const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0

test('while payments is silent, look-ups are quick; later guests hear at once, and nobody is charged', async () => {
  const reference = await booked(await serve({}))
  const call = createCaller(pairs.reservations)
  const ask = await serve({ payments: askPayments(call, payments, 2_000) })
  const first = Promise.all(
    Array.from({ length: 100 }, async () => ask(bookRoom, { input: await world.input({ offerId: await own() }) })),
  )
  const looked: number[] = []
  while (looked.length < 40) looked.push((await ask(lookUp, { reference })).ms)
  expect(p95(looked), 'a look-up beside 100 bookings that wait').toBeLessThan(700)
  for (const { data, errors } of await first) {
    expect(errors).toBeUndefined()
    // Asked and not heard: held, looked up until payments says. Or certainly not asked: TryAgainLater.
    const { __typename, status } = data['bookRoom'] as { __typename: string; status?: string }
    expect([__typename, status].join(' ')).toMatch(/^Reservation AWAITING_PAYMENT|^TryAgainLater/)
  }
  // One of them may be the question that probes; nobody waits behind it.
  const later = await Promise.all(
    Array.from({ length: 6 }, async () => ask(bookRoom, { input: await world.input({ offerId: await own() }) })),
  )
  const atOnce = later.filter(({ data }) => data['bookRoom']?.__typename === 'TryAgainLater')
  expect(atOnce.length).toBeGreaterThanOrEqual(5)
  expect(Math.max(...atOnce.map(({ ms }) => ms))).toBeLessThan(1_500)
  expect(world.payments.payments.size, 'only the first guest’s').toBe(1)
})

const own = () => world.offer({ roomTypeId: randomUUID() })

/** Bookings of one room whose nights somebody does not let go of, and a look-up behind them. */
async function besideAStuckRoom(pools?: Pools) {
  const ask = await serve(pools ? { ...pools.changes } : {}, pools)
  const reference = await booked(ask)
  const roomTypeId = randomUUID()
  await ask(bookRoom, { input: await world.input({ offerId: await world.offer({ roomTypeId }) }) })
  let letGo = () => {}
  const stuck = world.sql.begin(async (tx) => {
    await tx`select 1 from room_night where room_type_id = ${roomTypeId} for update`
    await new Promise<void>((resolve) => (letGo = resolve))
  })
  const bookings = Array.from({ length: 12 }, async () =>
    ask(bookRoom, { input: await world.input({ offerId: await world.offer({ roomTypeId }) }) }),
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  setTimeout(() => letGo(), 2_000)
  const { ms } = await ask(lookUp, { reference })
  await stuck
  const answers = await Promise.all(bookings)
  return { ms, errors: answers.filter(({ errors }) => errors !== undefined) }
}

test('a room that nobody can get at uses up the connections of bookings, not those of look-ups', async () => {
  const opened = openPools(world.url, 'test', { changes: 3, reads: 2, staff: 1, behind: 1 })
  try {
    const { ms, errors } = await besideAStuckRoom(opened.of)
    expect(ms).toBeLessThan(700)
    expect(errors).toEqual([])
  } finally {
    await opened.close()
  }
})

test('negative control: with one pool for all, the look-up waits behind the stuck room', async () => {
  const opened = openPools(world.url, 'test', { all: 3 })
  const { all } = opened.of
  try {
    const { ms } = await besideAStuckRoom({ changes: all, reads: all, staff: all, behind: all })
    expect(ms).toBeGreaterThan(1_200)
  } finally {
    await opened.close()
  }
})
