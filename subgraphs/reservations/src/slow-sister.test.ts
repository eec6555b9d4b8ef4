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

// One part that is slow costs its own guests their time, and nobody else. What is quick is what is answered while the
// slow part still says nothing: no clock is looked at, so that a busy machine changes nothing.

const world = await createWorld()
const { pairs } = world.keys

/** payments that takes every request and answers none, until it hangs up. */
let asked = 0
const mute = createHttpServer(() => (asked += 1))
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
    const body = JSON.stringify({ query, variables })
    const identity = mintIdentity(pairs.gateway, 'reservations', body, { kind: 'anonymous' }, randomUUID())
    const headers = { 'content-type': 'application/json', [identityHeader]: identity, ...sayPatience(60_000) }
    const answer = await fetch(`${url}/graphql`, { method: 'POST', body, headers })
    const { data, errors } = (await answer.json()) as { data: Record<string, { __typename: string }>; errors?: object }
    return { data, errors }
  }
}

const bookRoom = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Reservation { status reference } } }`
const lookUp = `query ($reference: String!) { reservation(reference: $reference, surname: "Lovelace") { __typename status timeline { text } } }`
const booked = async (ask: Awaited<ReturnType<typeof serve>>) => {
  const { data } = await ask(bookRoom, { input: await world.input() })
  return (data['bookRoom'] as unknown as { reference: string }).reference
}
/** So many of them, while the others may still wait. */
const firstOf = async <T>(all: Promise<T>[], wanted: number): Promise<T[]> => {
  const answered: T[] = []
  await new Promise<void>((resolve, reject) => {
    for (const one of all)
      one.then((answer) => {
        if (answered.push(answer) === wanted) resolve()
      }, reject)
  })
  return answered
}

test('while payments is silent, look-ups are answered; later guests hear at once, and nobody is charged', async () => {
  const reference = await booked(await serve({}))
  const call = createCaller(pairs.reservations)
  const ask = await serve({ payments: askPayments(call, payments, 60_000) })
  const book = async () => ask(bookRoom, { input: await world.input({ offerId: await own() }) })
  const first = Array.from({ length: 100 }, book)
  await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(5)
  for (let looked = 0; looked < 40; looked += 1)
    expect((await ask(lookUp, { reference })).data, 'beside bookings that wait').toHaveProperty('reservation.status')
  const hangUp = setInterval(() => mute.closeAllConnections(), 50) // also on whoever asks again
  for (const { data, errors } of await Promise.all(first)) {
    expect(errors).toBeUndefined()
    // Asked and not heard: held, looked up until payments says. Or certainly not asked: TryAgainLater.
    const { __typename, status } = data['bookRoom'] as { __typename: string; status?: string }
    expect([__typename, status].join(' ')).toMatch(/^Reservation AWAITING_PAYMENT|^TryAgainLater/)
  }
  clearInterval(hangUp)
  // One of them may be the question that probes, which waits; nobody waits behind it.
  const later = Array.from({ length: 6 }, book)
  for (const { data } of await firstOf(later, 5)) expect(data['bookRoom']?.__typename).toBe('TryAgainLater')
  const hangUpAgain = setInterval(() => mute.closeAllConnections(), 50)
  await Promise.all(later)
  clearInterval(hangUpAgain)
  expect(world.payments.payments.size, 'only the first guest’s').toBe(1)
}, 90_000)

const own = () => world.offer({ roomTypeId: randomUUID() })

/** Bookings of one room whose nights somebody does not let go of, and a look-up behind them. */
async function besideAStuckRoom(pools: Pools) {
  const ask = await serve({ ...pools.changes }, pools)
  const reference = await booked(ask)
  const roomTypeId = randomUUID()
  await ask(bookRoom, { input: await world.input({ offerId: await world.offer({ roomTypeId }) }) })
  let letGo = () => {}
  const stuck = world.sql.begin(async (tx) => {
    await tx`select 1 from room_night where room_type_id = ${roomTypeId} for update`
    await new Promise<void>((resolve) => (letGo = resolve))
  })
  // Stays of different lengths: equal ones would wait together, on one connection.
  const bookings = Array.from({ length: 12 }, async (_, index) => {
    const stay = { checkIn: '2027-06-12', checkOut: `2027-06-${13 + index}` }
    return ask(bookRoom, { input: await world.input({ offerId: await world.offer({ roomTypeId, ...stay }) }) })
  })
  const waiting = async () => {
    const [row] = await world.sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return row?.waiting
  }
  await expect.poll(waiting, { timeout: 20_000 }).toBe(connections)
  const lookedUp = ask(lookUp, { reference })
  return {
    lookedUp,
    /** The room is let go; answers what went wrong with the bookings. */
    end: async () => {
      letGo()
      await stuck
      await lookedUp
      return (await Promise.all(bookings)).filter(({ errors }) => errors !== undefined)
    },
  }
}

const connections = 3

test('a room that nobody can get at uses up the connections of bookings, not those of look-ups', async () => {
  const opened = openPools(world.url, 'test', { changes: connections, reads: 2, staff: 1, behind: 1 })
  try {
    const { lookedUp, end } = await besideAStuckRoom(opened.of)
    expect((await lookedUp).data, 'while the room is stuck').toHaveProperty('reservation.status')
    expect(await end()).toEqual([])
  } finally {
    await opened.close()
  }
}, 60_000)

test('negative control: with one pool for all, the look-up waits behind the stuck room', async () => {
  const opened = openPools(world.url, 'test', { all: connections })
  const { all } = opened.of
  try {
    const { lookedUp, end } = await besideAStuckRoom({ changes: all, reads: all, staff: all, behind: all })
    const waited = new Promise((resolve) => setTimeout(() => resolve('IT WAITS'), 1_000))
    expect(await Promise.race([lookedUp, waited])).toBe('IT WAITS')
    await end()
  } finally {
    await opened.close()
  }
}, 60_000)
