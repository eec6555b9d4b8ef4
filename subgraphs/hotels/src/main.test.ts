import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import { createCaller } from '@staygraph/subgraph-kit/command'
import { identityHeader, mintIdentity } from '@staygraph/subgraph-kit/identity'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { publicKey, verifyCompact } from '@staygraph/subgraph-kit/jws'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { spareRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { describeHotel } from '../contract/describe-hotel.ts'
import { lisbon, smallCatalogue } from './testing/small-catalogue.ts'

// The real process, over real Postgres and Redis. Its database of Redis is its own: other suites of the run promise jobs of the same names.

let child: ChildProcess
let at: string
type Name = 'gateway' | 'hotels' | 'reservations' | 'payments'
let keys: Awaited<ReturnType<typeof testKeys<Name>>>
let sql: Awaited<ReturnType<typeof smallCatalogue>>['sql']
beforeAll(async () => {
  keys = await testKeys('gateway', 'hotels', 'reservations', 'payments')
  const catalogue = await smallCatalogue({ hotels: 60 })
  sql = catalogue.sql
  const offerKey = keys.claimKeys.hotels
  child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: catalogue.url,
      DATABASE_POOL: '3',
      REDIS_URL: spareRedisUrl(),
      IDENTITY_KEY: JSON.stringify(keys.privateKeys.hotels),
      TRUSTED_KEYS: JSON.stringify(keys.publicKeys),
      OFFER_KEY: JSON.stringify(offerKey),
      EXCHANGE_RATES_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  at = await new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('the process has no output')
    createInterface(child.stdout).on('line', (line) => {
      const { url } = JSON.parse(line) as { url?: string }
      if (url) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
  })
})
afterAll(async () => {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
})

const post = async (body: string, identity?: string) => {
  const answer = await fetch(`${at}/graphql`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(identity ? { [identityHeader]: identity } : {}) },
  })
  return {
    status: answer.status,
    json: (await answer.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] },
  }
}
const as = async (issuer: 'gateway' | 'reservations' | 'payments', query: string, variables: object = {}) => {
  const body = JSON.stringify({ query, variables })
  return post(body, mintIdentity(keys.pairs[issuer], 'hotels', body, { kind: 'anonymous' }))
}

test('it is ready once its catalogue can be read, and tells its figures', async () => {
  expect(await (await fetch(`${at}/health/live`)).json()).toEqual({ status: 'live' })
  expect(await (await fetch(`${at}/health/ready`)).json()).toEqual({ ready: true })
  expect(await (await fetch(`${at}/metrics`)).text()).toContain('http_request_seconds')
})

test('whoever is not the gateway or a sister it listens to is refused, also with a forged identity', async () => {
  const body = JSON.stringify({ query: '{ cities(search: "lis") { id } }' })
  expect((await post(body)).status).toBe(401)
  const stranger = (await testKeys('gateway', 'hotels')).pairs.gateway
  expect((await post(body, mintIdentity(stranger, 'hotels', body, { kind: 'anonymous' }))).status).toBe(401)
  expect((await as('payments', '{ cities(search: "lis") { id } }')).status).toBe(403)
  expect((await as('gateway', '{ cities(search: "lis") { id } }')).json).toEqual({ data: { cities: [{ id: lisbon }] } })
})

test('an offer is proven by the keys it publishes, one alone to any library that knows JWS', async () => {
  const { json } = await as(
    'gateway',
    `{ hotel(id: "h1") {
      offers(stay: { checkIn: "2027-03-01", checkOut: "2027-03-03" }, rooms: [{ adults: 1 }]) { id total { amount } roomType { id } }
    } }`,
  )
  type Told = { id: string; total: { amount: number }; roomType: { id: string } }
  const { offers } = (json.data as { hotel: { offers: Told[] } }).hotel
  expect(offers.length).toBeGreaterThan(1)
  const published = (await (await fetch(`${at}/.well-known/offer-keys.json`)).json()) as JSONWebKeySet
  const keyOf = (_: unknown, kid: unknown) => publicKey(published.keys.find((jwk) => jwk.kid === kid) as JWK)
  for (const { id, total } of offers)
    expect(verifyCompact(id, keyOf, { together: true })).toMatchObject({
      iss: 'staygraph:hotels',
      hotel: { id: 'h1' },
      total: total.amount,
    })

  const one = await as(
    'gateway',
    `{ hotel(id: "h1") {
      offer(stay: { checkIn: "2027-03-01", checkOut: "2027-03-03" }, rooms: [{ roomTypeId: "${offers[0]?.roomType.id}", adults: 1 }]) {
        ... on Offer { id total { amount } }
      }
    } }`,
  )
  const { offer } = (one.json.data as { hotel: { offer: Told } }).hotel
  const { payload } = await jwtVerify(offer.id, createLocalJWKSet(published), {
    issuer: 'staygraph:hotels',
    algorithms: ['EdDSA'],
  })
  expect(payload).toMatchObject({ total: offer.total.amount, hotel: { id: 'h1' } })
})

test('reservations learns for a hotel’s desk what the hotel is, and nobody else does', async () => {
  const call = (issuer: 'reservations' | 'payments' | 'gateway') =>
    createCaller(keys.pairs[issuer])({ name: 'hotels', url: at }, describeHotel, { hotelId: 'h1' })
  expect((await call('reservations'))?.roomTypes[0]).toMatchObject({ id: 'r8' })
  for (const issuer of ['payments', 'gateway'] as const)
    await expect(call(issuer)).rejects.toMatchObject({ status: 403 })
})

test('what reservations tells by the queue is known to the next search', async () => {
  const queues = openQueues(spareRedisUrl(), createLogger('test', 'silent'))
  const payload = { roomTypeId: 'r8', revision: 3, nights: [{ night: '2027-03-01', left: 0 }] }
  await queues
    .queueOf(availabilityChanged.name)
    .add(availabilityChanged.name, { id: 'x1', payload, trace: {}, promisedAt: new Date().toISOString() })
  const told = async () =>
    (
      await sql`select get_byte(rooms_left, ('2027-03-01'::date - '1970-01-01'::date) % 31 * cardinality(room_type_ids) + array_position(room_type_ids, 8) - 1) as "left"
      from availability_chunk join availability_block using (city_id, chunk) where 8 = any(room_type_ids)`
    ).map((row) => row['left'])
  await expect.poll(told, { timeout: 10_000 }).toEqual([0])
  await queues.close()
})
