import { createLogger } from '@staygraph/subgraph-kit/log'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import type { JWK } from 'jose'
import { afterAll, expect, test } from 'vitest'

import { createClock } from '../testing/clock.ts'
import { claimsFor, createOfferKey } from '../testing/offers.ts'
import { serveOfferKeys } from '../testing/serve-offer-keys.ts'
import { migrations } from '../testing/world.ts'
import { openOfferKeys } from './offer-keys.ts'

const { db, sql } = await freshDatabase(migrations)
const clock = createClock()
const [first, second, stranger, early] = await Promise.all([
  createOfferKey('one'),
  createOfferKey('two'),
  createOfferKey('three'),
  createOfferKey('four'),
])
let shown: JWK[] = []
let asked = 0
const hotels = await serveOfferKeys(() => {
  asked += 1
  return shown
})
afterAll(() => hotels.stop())

const open = (hotelsUrl = hotels.url) =>
  openOfferKeys({ db, hotelsUrl, logger: createLogger('test', 'silent'), now: clock.now })
const away = 'http://127.0.0.1:1'
const offerOf = (key: typeof first) => key.sign(claimsFor({}, clock.now()))

test('a key not seen before is asked for, and kept so that hotels may be away after a restart', async () => {
  shown = [first.jwk]
  const keys = open()
  expect(await keys.verify(await offerOf(first))).toMatchObject({ state: 'GENUINE', claims: { hotel: { id: 'h1' } } })
  const restarted = open(away)
  await restarted.load()
  expect(await restarted.verify(await offerOf(first))).toMatchObject({ state: 'GENUINE' })
})

test('while hotels is away, an offer of an unknown key is not called forged', async () => {
  const keys = open(away)
  await keys.load()
  expect(await keys.verify(await offerOf(second))).toEqual({ state: 'UNKNOWN_KEY' })
  expect(await keys.verify(await offerOf(second))).toEqual({ state: 'UNKNOWN_KEY' }) // nor a moment later
})

test('hotels that is up a moment after us is heard at once: its first offers are not turned away', async () => {
  let up = false
  const starting = await serveOfferKeys(() => (up ? [early.jwk] : null))
  const keys = open(starting.url)
  expect(await keys.refresh()).toBe(false)
  up = true
  clock.pass({ milliseconds: 150 })
  expect(await keys.verify(await offerOf(early))).toMatchObject({ state: 'GENUINE' })
  await starting.stop()
})

test('an offer of a page, all of which were signed at once, is as good as one signed alone, and proves no other', async () => {
  shown = [first.jwk]
  const keys = open()
  await keys.refresh()
  const tokens = first.signTogether([1, 2, 3].map((night) => claimsFor({ hotelId: `h${night}` }, clock.now())))
  for (const [at, token] of tokens.entries())
    expect(await keys.verify(token)).toMatchObject({ state: 'GENUINE', claims: { hotel: { id: `h${at + 1}` } } })
  const [[head, body], proof] = [(tokens[0] ?? '').split('.'), tokens[1]?.split('.')[2]]
  expect(await keys.verify(`${head}.${body}.${proof}`)).toEqual({ state: 'FORGED' })
  const impostor = await createOfferKey('one')
  expect(await keys.verify(impostor.signTogether([claimsFor({}, clock.now())])[0] ?? '')).toEqual({ state: 'FORGED' })
})

test('a new key of hotels is known as soon as an offer bears it', async () => {
  const keys = open()
  await keys.refresh()
  clock.pass({ seconds: 3 })
  shown = [first.jwk, second.jwk]
  expect(await keys.verify(await offerOf(second))).toMatchObject({ state: 'GENUINE' })
})

test('forged tokens do not make us ask hotels each time', async () => {
  const keys = open()
  await keys.refresh()
  const before = asked
  const forged = await offerOf(stranger)
  for (let count = 0; count < 20; count += 1) expect(await keys.verify(forged)).toEqual({ state: 'FORGED' })
  expect(asked - before).toBeLessThanOrEqual(1)
})

test('another key under a known name does not verify', async () => {
  const impostor = await createOfferKey('one')
  const keys = open()
  await keys.refresh()
  expect(await keys.verify(await offerOf(impostor))).toEqual({ state: 'FORGED' })
})

test('a key that hotels withdrew is trusted for an hour, for the offers that bear it, and no longer', async () => {
  shown = [second.jwk]
  clock.pass({ minutes: 30 })
  const keys = open()
  await keys.refresh()
  expect(await keys.verify(await offerOf(first))).toMatchObject({ state: 'GENUINE' })
  clock.pass({ minutes: 45 })
  await keys.refresh()
  expect(await keys.verify(await offerOf(first))).toEqual({ state: 'FORGED' })
  expect((await sql`select kid from offer_keys`).length).toBe(3)
})
