import { randomUUID } from 'node:crypto'

import { verifyClaim } from '@staygraph/subgraph-kit/claim'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { createGrantReader } from '@staygraph/subgraph-kit/grant'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { drizzle } from 'drizzle-orm/postgres-js'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { reservationById, roomsOfReservation, stepsOf } from '../database/reservations.ts'
import { wholeByReference } from '../database/whole-reservation.ts'
import { createLookUpLimiter } from '../memory/look-up-limiter.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'

const world = await createWorld()
const ada: Viewer = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' }
const eve: Viewer = { kind: 'customer', customerId: 'c-eve', email: 'eve@example.com' }
const agency: Viewer = { kind: 'integrator', clientId: 'agency', scopes: ['BOOK'], mode: 'TEST' }

const book = async (
  viewer: Viewer,
  guest = { givenName: 'Ada', familyName: 'Nguyễn-Müller', email: 'ada@example.com' },
  wishes: Parameters<typeof world.offer>[0] = {},
) => {
  const offerId = await world.offer({ roomTypeId: randomUUID(), ...wishes })
  const booked = await bookRoom({ ...(await world.input({ offerId })), guest }, world.contextOf(viewer))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked
}
const look = (reference: string, surname: string, context = world.contextOf()) =>
  world.graph(
    `query ($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { id reference } }`,
    { reference, surname },
    context,
  )
const reserved = await book(ada)

describe('reference and surname', () => {
  test.for(['Nguyễn-Müller', 'nguyen muller', 'NGUYENMULLER', ' Nguyen-Müller '])(
    'find it, typed as "%s"',
    async (surname) => {
      const { data } = await look(reserved.reference.toLowerCase().replace('-', ' '), surname)
      expect(data?.['reservation']).toEqual({ id: reserved.id, reference: reserved.reference })
    },
  )

  test('any mismatch gives the same answer, whichever part was wrong', async () => {
    const answers = await Promise.all([
      look(reserved.reference, 'Nguyen'),
      look('CCC-CCCC', 'Nguyễn-Müller'),
      look('CCC-CCCC', 'nobody'),
      look('not a reference', 'Nguyễn-Müller'),
      look(reserved.reference, ''),
      look('\u0000', '\u0000'),
      look('x'.repeat(5_000), 'y'.repeat(5_000)),
    ])
    for (const { data, errors } of answers)
      expect({ data, errors }).toEqual({ data: { reservation: null }, errors: undefined })
  })

  test('whoever guesses is stopped, even before the right answer; a guest who refreshes a page is not', async () => {
    const guesser = world.contextOf(undefined, { client: `203.0.113.7-${randomUUID()}` })
    for (let guess = 0; guess < 10; guess += 1) expect((await look('CCC-CCCC', 'x', guesser)).errors).toBeUndefined()
    const stopped = await look(reserved.reference, 'Nguyễn-Müller', guesser)
    expect(stopped.data?.['reservation']).toBeNull()
    expect(stopped.errors?.[0]?.extensions).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: expect.any(Number),
    })

    const guest = world.contextOf(undefined, { client: `203.0.113.8-${randomUUID()}` })
    for (let refresh = 0; refresh < 40; refresh += 1)
      expect((await look(reserved.reference, 'Nguyễn-Müller', guest)).data?.['reservation']).not.toBeNull()
  })

  test('a hundred guesses at once are counted too', async () => {
    const guesser = world.contextOf(undefined, { client: `203.0.113.9-${randomUUID()}` })
    const answers = await Promise.all(Array.from({ length: 100 }, () => look('CCC-CCCC', 'x', guesser)))
    expect(answers.filter(({ errors }) => errors === undefined).length).toBeLessThanOrEqual(10)
  })

  test('whoever asked while our database was away is not taken for one who guesses', async () => {
    const client = `203.0.113.10-${randomUUID()}`
    const { db, close } = openDatabase('postgres://nobody@127.0.0.1:1/nowhere', { max: 1 })
    const away = world.contextOf(undefined, { client, db })
    for (let n = 0; n < 12; n += 1) expect((await look(reserved.reference, 'Nguyen-Muller', away)).errors).toBeDefined()
    await close()
    const { data } = await look(reserved.reference, 'Nguyen-Muller', world.contextOf(undefined, { client }))
    expect(data?.['reservation']).toMatchObject({ id: reserved.id })
  })

  test('while Redis is away the limit is kept here, and stricter', async () => {
    const nowhere = new Redis('redis://127.0.0.1:1', {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    })
    nowhere.on('error', () => {})
    const alone = world.contextOf(undefined, { client: randomUUID(), lookUps: createLookUpLimiter(nowhere) })
    const answers = []
    for (let guess = 0; guess < 8; guess += 1) answers.push(await look('CCC-CCCC', 'x', alone))
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(4)
    nowhere.disconnect()
  })
})

describe('all that its page tells', () => {
  const couple = { adults: 2, childAges: [4] }
  test('is read in one statement, as those of its parts read it', async () => {
    const { id, reference } = await book(ada, undefined, { rooms: [couple, couple], price: 12_345 })
    await cancelReservation({ reservation: { id }, rooms: [2], idempotencyKey: randomUUID() }, world.contextOf(ada))
    const { db } = world.services
    const whole = await wholeByReference(db, reference)
    const [row, rooms, steps] = await Promise.all([reservationById(db, id), roomsOfReservation(db, id), stepsOf(db, id)]) // prettier-ignore
    expect(rooms).toHaveLength(2)
    expect(rooms.some(({ cancelledAt }) => cancelledAt !== null)).toBe(true)
    expect(whole).toEqual({ reservation: row, rooms, steps })
    expect(await wholeByReference(db, 'CCC-CCCC')).toBeNull()
  })

  test('is the same whichever way it is asked for, and asks nothing more', async () => {
    const { reference } = await book(ada, undefined, { rooms: [couple, couple] })
    const asked: string[] = []
    const db = drizzle({
      client: world.services.sql,
      casing: 'snake_case',
      logger: { logQuery: (query) => void asked.push(query) },
    })
    const page = 'rooms { position name total { amount } } timeline { at text } cancellation { summary }'
    const read = (fields: string) =>
      world.graph(
        `query ($reference: String!) { reservation(reference: $reference, surname: "nguyen muller") { ${fields} } }`,
        { reference },
        world.contextOf(undefined, { db }),
      )
    const { data } = await read(page)
    expect(asked).toEqual([])
    expect(data?.['reservation']).toMatchObject({ rooms: [{ position: 1 }, { position: 2 }] })
    expect((await read(`... on Reservation { ${page} }`)).data).toEqual(data)
    expect(asked).toHaveLength(3)
  })
})

describe('by its id', () => {
  const entity = async (id: string, viewer?: Viewer) => {
    const { data } = await world.graph(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Reservation { id reference guest { email } } } }`,
      { of: [{ __typename: 'Reservation', id }] },
      world.contextOf(viewer),
    )
    return (data as { _entities: unknown[] })._entities[0]
  }

  test('its customer reads it, and its integrator, and a named sister', async () => {
    const madeByAgency = await book(agency)
    expect(await entity(reserved.id, ada)).toMatchObject({ id: reserved.id })
    expect(await entity(madeByAgency.id, agency)).toMatchObject({ id: madeByAgency.id })
    expect(await entity(reserved.id, { kind: 'service', name: 'workers' })).toMatchObject({ id: reserved.id })
  })

  test('nobody else does: an id is no proof', async () => {
    const others: Viewer[] = [
      { kind: 'anonymous' },
      eve,
      agency,
      { kind: 'integrator', clientId: '', scopes: ['BOOK'], mode: 'LIVE' },
      { kind: 'service', name: 'hotels' },
    ]
    for (const viewer of others) expect(await entity(reserved.id, viewer)).toBeNull()
    expect(await entity('not-a-uuid', ada)).toBeNull()
  })
})

describe('the trips of a customer', () => {
  const trips = (customerId: string, viewer: Viewer, page = '') =>
    world.graph(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { reservations${page} {
        totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id } } } } } }`,
      { of: [{ __typename: 'Customer', id: customerId }] },
      world.contextOf(viewer),
    )
  type Page = {
    totalCount: number
    pageInfo: { hasNextPage: boolean; endCursor: string }
    edges: { node: { id: string } }[]
  }
  const pageOf = async (answer: ReturnType<typeof trips>) =>
    ((await answer).data as { _entities: { reservations: Page }[] })._entities[0]?.reservations

  test('are listed newest first, page by page, none twice and none left out', async () => {
    const zoe: Viewer = { kind: 'customer', customerId: 'c-zoe', email: 'zoe@example.com' }
    const made: string[] = []
    for (let trip = 0; trip < 5; trip += 1) {
      if (trip % 2 === 0) world.clock.pass({ minutes: 1 }) // two of one moment
      made.unshift((await book(zoe)).id)
    }
    const seen: string[] = []
    let after = ''
    for (;;) {
      const page = await pageOf(trips('c-zoe', zoe, `(first: 2${after})`))
      expect(page?.totalCount).toBe(5)
      seen.push(...(page?.edges.map(({ node }) => node.id) ?? []))
      if (!page?.pageInfo.hasNextPage) break
      after = `, after: "${page.pageInfo.endCursor}"`
    }
    expect(seen).toEqual(made)
  })

  test('have their rooms, timelines and terms read at once, however many they are', async () => {
    const max: Viewer = { kind: 'customer', customerId: 'c-max', email: 'max@example.com' }
    const made: string[] = []
    const couple = { adults: 2, childAges: [] }
    for (let trip = 0; trip < 4; trip += 1) made.unshift((await book(max, undefined, { rooms: [couple, couple] })).id)
    const asked: string[] = []
    const db = drizzle({
      client: world.services.sql,
      casing: 'snake_case',
      logger: { logQuery: (query) => void asked.push(query) },
    })
    const { data, errors } = await world.graph(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { reservations { edges { node {
        id rooms { name } timeline { text } cancellation { summary } } } } } } }`,
      { of: [{ __typename: 'Customer', id: 'c-max' }] },
      world.contextOf(max, { db }),
    )
    expect(errors).toBeUndefined()
    type Trip = { node: { id: string; rooms: unknown[]; timeline: unknown[] } }
    const [customer] = (data as { _entities: { reservations: { edges: Trip[] } }[] })._entities
    const nodes = customer?.reservations.edges.map(({ node }) => node) ?? []
    expect(nodes.map(({ id }) => id)).toEqual(made)
    expect(nodes.every(({ rooms, timeline }) => rooms.length === 2 && timeline.length > 1)).toBe(true)
    expect(asked.filter((query) => query.includes('from "booked_rooms"'))).toHaveLength(1)
    expect(asked.filter((query) => query.includes('from "reservation_steps"'))).toHaveLength(1)
  })

  test('are for that customer alone', async () => {
    for (const viewer of [eve, agency, { kind: 'anonymous' } as const]) {
      const { data, errors } = await trips('c-ada', viewer)
      expect(data).toEqual({ _entities: [null] })
      expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN')
    }
  })

  test('a page of more than 50, or after nonsense, is refused', async () => {
    for (const page of ['(first: 51)', '(first: -1)', '(after: "nonsense")'])
      expect((await trips('c-ada', ada, page)).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  })
})

test('whoever is shown a reservation gets a grant for its payment and a link to its calendar, and they end soon', async () => {
  const { data } = await world.graph(
    `query ($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { payment { id grant } documents { url } } }`,
    { reference: reserved.reference, surname: 'nguyen muller' },
  )
  const shown = data?.['reservation'] as { payment: { id: string; grant: string }; documents: { url: string }[] }
  const granted = z.object({ paymentId: z.string(), iat: z.int(), exp: z.int() })
  const grant = createGrantReader(world.keys.pairs.payments, 'reservations', granted)(shown.payment.grant)
  expect(grant.paymentId).toBe(shown.payment.id)
  expect(grant.exp - grant.iat).toBe(60)
  const token = shown.documents[0]?.url.split('/documents/')[1] ?? ''
  const link = await verifyClaim(
    token,
    world.keys.trust,
    'documents',
    ['reservations'],
    z.object({ kind: z.string(), id: z.string(), iat: z.int(), exp: z.int() }),
  )
  expect(link).toMatchObject({ kind: 'CALENDAR', id: reserved.id })
  expect(link.exp - link.iat).toBe(3_600)
})
