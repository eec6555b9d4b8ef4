import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { followSubgraph, type Heard } from '@staygraph/subgraph-kit/testing/follow'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createServer } from '../server.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'

const world = await createWorld()
const app = await createServer(world.services, world.keys.pairs.reservations, async () => ({ ready: true }))
let url = ''
beforeAll(async () => {
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await world.services.steps.close()
})

const ada: Viewer = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' }
const eve: Viewer = { kind: 'customer', customerId: 'c-eve', email: 'eve@example.com' }
const stranger: Viewer = { kind: 'anonymous' }

const book = async () => {
  const offerId = await world.offer({ roomTypeId: randomUUID() })
  const booked = await bookRoom(await world.input({ offerId }), world.contextOf(ada))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked
}
const query = `subscription ($reservation: ReservationRefInput!, $after: String) {
  reservationChanged(reservation: $reservation, after: $after) { cursor reservation { status timeline { text } } steps { text } }
}`
type Change = {
  cursor: string
  reservation: { status: string; timeline: { text: string }[] }
  steps: { text: string }[]
}
const changeIn = ({ data }: Heard) => data?.['reservationChanged'] as Change
const follow = (viewer: Viewer, variables: object, lastEventId?: string, signal?: AbortSignal) =>
  followSubgraph(
    url,
    { keys: world.keys.pairs.gateway, name: 'reservations', viewer },
    { query, variables, lastEventId },
    signal,
  )
const all = async (heard: AsyncIterable<Heard>) => Array.fromAsync(heard)

/** A step of its own, in a transaction that may end after others that began later. */
const step = (id: string, n: number, ms = 0) =>
  world.sql.begin(async (tx) => {
    await tx`select log_step(${id}::uuid, now(), 'CONFIRMED', 'ROOM_MOVED', ${JSON.stringify({ rooms: String(n) })}::text::jsonb)`
    await sleep(ms)
  })
const texts = ({ steps }: Change) => steps.map(({ text }) => text)

test('the first event tells how it stands, each later one what happened since, and `last-event-id` is where it goes on', async () => {
  const { id } = await book()
  const leaving = new AbortController()
  const heard = follow(ada, { reservation: { id } }, undefined, leaving.signal)
  const first = (await heard.next()).value as Heard
  expect(changeIn(first)).toMatchObject({ reservation: { status: 'CONFIRMED' }, steps: [] })
  expect(first.id).toBe(changeIn(first).cursor)
  await step(id, 1)
  const second = (await heard.next()).value as Heard
  expect(texts(changeIn(second))).toEqual(['You moved to room 1.'])
  expect(changeIn(second).reservation.timeline.at(-1)?.text).toBe('You moved to room 1.')
  leaving.abort()
  await step(id, 2)
  await step(id, 3)
  for (const again of [
    follow(ada, { reservation: { id } }, second.id),
    follow(ada, { reservation: { id }, after: second.id }),
  ]) {
    expect(texts(changeIn((await again.next()).value as Heard))).toEqual([
      'You moved to room 2.',
      'You moved to room 3.',
    ])
    await again.return(undefined)
  }
})

test('whoever may not read it is told what they would be told of one that is not there, and nothing else', async () => {
  const { id, reference } = await book()
  const told = [
    ...(await all(follow(eve, { reservation: { id } }))),
    ...(await all(follow(stranger, { reservation: { id } }))),
    ...(await all(follow(stranger, { reservation: { reference, surname: 'Byron' } }))),
    ...(await all(follow(ada, { reservation: { id: randomUUID() } }))),
  ]
  expect(
    told.filter(({ event }) => event === 'next').map(({ data, errors }) => [data, errors[0]?.extensions.code]),
  ).toEqual(Array.from({ length: 4 }, () => [null, 'NOT_FOUND']))
  const guest = follow(stranger, { reservation: { reference, surname: 'lovelace' } })
  expect(changeIn((await guest.next()).value as Heard).reservation.status).toBe('CONFIRMED')
  await guest.return(undefined)
})

test('it ends with the right to read it', async () => {
  const { id } = await book()
  const heard = follow(ada, { reservation: { id } })
  await heard.next()
  await world.sql`update reservations set customer_id = 'c-eve' where id = ${id}`
  await step(id, 1)
  const rest = await all(heard)
  expect(rest.map(({ event, data, errors }) => [event, data, errors[0]?.extensions.code])).toEqual([
    ['next', null, 'NOT_FOUND'],
    ['complete', null, undefined],
  ])
})

test('a cursor that is none, or of a time that the database has not come to, is refused', async () => {
  const { id } = await book()
  const codeOf = async (after: string) =>
    (await all(follow(ada, { reservation: { id }, after })))[0]?.errors[0]?.extensions.code
  expect(await codeOf('nonsense')).toBe('BAD_USER_INPUT')
  expect(await codeOf(Buffer.from('3:999999999999:').toString('base64url'))).toBe('CURSOR_TOO_OLD')
})

test('of hundreds of steps in transactions that overlap, one who is cut off at random sees each once', async () => {
  const reservations = await Promise.all(Array.from({ length: 4 }, book))
  const many = Number(process.env['FOLLOW_CHANGES'] ?? 200)
  let done = false
  /** Comes after all others: whoever saw it waits for nothing more. */
  const last = `You moved to room ${many}.`
  const begun = await Promise.all(
    reservations.map(async ({ id }) => {
      const { value } = await follow(ada, { reservation: { id } }).next()
      return { id, cursor: (value as Heard).id }
    }),
  )
  const followers = begun.map(async ({ id, cursor }) => {
    const seen: string[] = []
    let after = cursor
    while (!seen.includes(last)) {
      const leaving = AbortSignal.timeout(randomInt(20, done ? 5_000 : 300))
      try {
        for await (const heard of follow(ada, { reservation: { id } }, after, leaving)) {
          seen.push(...texts(changeIn(heard)))
          after = heard.id
          if (seen.includes(last)) break
        }
      } catch (error) {
        if (!leaving.aborted) throw error
      }
    }
    return seen.filter((text) => text !== last)
  })
  await Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      for (let n = writer; n < many; n += 4) await step(reservations[randomInt(4)]?.id as string, n, randomInt(15))
    }),
  )
  done = true
  for (const { id } of reservations) await step(id, many)
  const seen = (await Promise.all(followers)).flat()
  expect(seen.toSorted()).toEqual(Array.from({ length: many }, (_, n) => `You moved to room ${n}.`).toSorted())
}, 60_000)

test('a subgraph that is told to stop ends its streams without saying that they are over', async () => {
  const { id } = await book()
  const other = await createServer(world.services, world.keys.pairs.reservations, async () => ({ ready: true }))
  const there = await other.listen({ host: '127.0.0.1', port: 0 })
  const heard = followSubgraph(
    there,
    { keys: world.keys.pairs.gateway, name: 'reservations', viewer: ada },
    { query, variables: { reservation: { id } } },
  )
  await heard.next()
  const began = performance.now()
  const [rest] = await Promise.all([all(heard), other.close()])
  expect(rest).toEqual([])
  expect(performance.now() - began).toBeLessThan(2_000)
})
