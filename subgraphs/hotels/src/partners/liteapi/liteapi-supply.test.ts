import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { createLogger } from '@staygraph/subgraph-kit/log'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { signedOffer } from '../../../contract/offer.ts'
import { askPartners } from '../ask-partners.ts'
import { configuredPartners, partnersEnvironment } from '../configured-partners.ts'
import { PartnerFault, type PartnerQuestion } from '../partner-supply.ts'
import { liteApiSupply, type LiteApiOptions } from './liteapi-supply.ts'

const now = new Date()
const logger = createLogger('hotels', 'silent')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const PARIS: PartnerQuestion = {
  place: { latitude: 48.85341, longitude: 2.3488, radiusKm: 3 },
  stay: { checkIn: inDays(60), checkOut: inDays(62) },
  rooms: [{ adults: 2, childAges: [] }],
  currency: 'EUR',
}

let partner: Partner
const open: { close(): Promise<void> }[] = []
const supply = (options: Partial<LiteApiOptions> = {}) => {
  const made = liteApiSupply({ url: partner.url, apiKey: partner.apiKey, timeoutMs: 10_000, ...options })
  open.push(made)
  return made
}
const tell = (path: string, body: object = {}) =>
  fetch(`${partner.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

beforeAll(async () => {
  partner = await startPartner()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await tell('reset')
})
afterAll(() => partner.stop())

describe('searching', () => {
  test('finds hotels with their cheapest offer, in our words, the nearest first', async () => {
    const { hotels, complete } = await supply().search(PARIS, now)
    expect(complete).toBe(true)
    expect(hotels.length).toBeGreaterThanOrEqual(6)
    for (const { hotel, offers } of hotels) {
      expect(hotel).toMatchObject({
        id: expect.stringMatching(/^p-liteapi-lpx?[0-9a-f]+$/),
        address: { city: 'Paris', country: 'FR' },
        photoUrl: null,
      })
      expect(hotel.amenities).toContain('WIFI')
      expect(hotel.description).not.toContain('<')
      for (const offer of offers) {
        expect(() => signedOffer.shape.cancellation.parse(offer.cancellation)).not.toThrow()
        expect(offer.currency).toBe('EUR')
      }
    }
  })

  test('finds them for several rooms with children, the total being that of all rooms', async () => {
    const rooms = [
      { adults: 2, childAges: [] },
      { adults: 2, childAges: [4, 0] },
    ]
    const [one, both] = [
      await supply().search({ ...PARIS, rooms: rooms.slice(1) }, now),
      await supply().search({ ...PARIS, rooms }, now),
    ]
    const alone = one.hotels.find(({ hotel }) => hotel.id === both.hotels[0]?.hotel.id)
    expect(both.hotels[0]?.offers[0].rooms).toMatchObject(rooms)
    expect(both.hotels[0]?.offers[0].payNow).toBeGreaterThan(alone?.offers[0].payNow ?? Infinity)
  })

  test('tells of each hotel the cheapest on each board, with free cancellation and without', async () => {
    const one = supply()
    const { hotels } = await one.search(PARIS, now)
    for (const { hotel, offers } of hotels.slice(0, 5)) {
      const all = await one.offers(hotel.supplier.hotelId, PARIS, now)
      const kinds = Map.groupBy(all, ({ board, cancellation }) => `${board} ${cancellation.freeUntil !== null}`)
      expect(kinds.size).toBeGreaterThan(2)
      expect(offers.map(({ total }) => total)).toEqual([...kinds.values()].map(([cheapest]) => cheapest?.total))
    }
  })

  test('finds nothing where nobody lives, and says that this is all there is', async () => {
    const atSea = { latitude: -48.876, longitude: -123.393, radiusKm: 10 }
    expect(await supply().search({ ...PARIS, place: atSea }, now)).toEqual({ hotels: [], complete: true, leftOut: 0 })
  })
})

describe('a partner that is not well', () => {
  test('that is slow is cut off in time: what has come by then counts, and is not all', async () => {
    const one = supply({ timeoutMs: 1_500 })
    const whole = await one.search(PARIS, now)
    await tell('scenario', { operation: 'rates', effect: 'slow', ms: 30_000 })
    const began = performance.now()
    const part = await one.search({ ...PARIS, currency: 'USD' }, now)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(part.complete).toBe(false)
    expect(part.hotels.length).toBeGreaterThan(0)
    expect(part.hotels.length).toBeLessThan(whole.hotels.length)
  })

  test('that answers nothing in time is a TIMEOUT', async () => {
    await tell('scenario', { operation: 'hotels', effect: 'slow', ms: 30_000 })
    await expect(supply({ timeoutMs: 200 }).search(PARIS, now)).rejects.toMatchObject({ status: 'TIMEOUT' })
  })

  test.each(['down', 'reset', 'garbageHtml', 'garbageShape', 'garbageTruncated'])(
    'that is %s is told so',
    async (effect) => {
      const status = effect.startsWith('garbage') ? 'INVALID_ANSWER' : 'DOWN'
      await tell('scenario', { operation: 'hotels', effect })
      await expect(supply().search(PARIS, now)).rejects.toBeInstanceOf(PartnerFault)
      await expect(supply().search(PARIS, now)).rejects.toMatchObject({ status })
      await tell('reset')
      await tell('scenario', { operation: 'rates', effect })
      const [first] = (
        await supply()
          .search(PARIS, now)
          .catch(() => ({ hotels: [] }))
      ).hotels
      expect(first === undefined || effect.startsWith('garbage')).toBe(true)
      await expect(supply().offers('lp2d99dbc', PARIS, now)).rejects.toMatchObject({ status })
    },
  )

  test('of whose offers some are empty gives the others, and is not all', async () => {
    await tell('scenario', { operation: 'rates', effect: 'partlyGarbage' })
    const { hotels, complete, leftOut } = await supply().search(PARIS, now)
    expect(complete).toBe(false)
    expect(hotels.length).toBeGreaterThan(0)
    expect(hotels.length - leftOut).toBeOneOf([0, 1]) // every other one
  })

  test('that answers twice is heard once', async () => {
    await tell('scenario', { effect: 'answersTwice' })
    const one = supply()
    const { hotels } = await one.search(PARIS, now)
    expect(new Set(hotels.map(({ hotel }) => hotel.id)).size).toBe(hotels.length)
    const offers = await one.offers(hotels[0]?.hotel.supplier.hotelId ?? '', PARIS, now)
    expect(new Set(offers.map((offer) => offer.supplier.offerId)).size).toBe(offers.length)
  })

  test('that wants to be asked less is not asked until the time it says, and is not taken for silent', async () => {
    await tell('scenario', { effect: 'tooMany', times: 1 })
    const one = supply()
    await expect(one.hotel('lp2d99dbc')).rejects.toMatchObject({ status: 'RATE_LIMITED' })
    for (let time = 0; time < 8; time++)
      await expect(one.hotel('lp2d99dbc')).rejects.toMatchObject({ status: 'RATE_LIMITED' })
    await new Promise((resolve) => setTimeout(resolve, 1_010))
    expect(await one.hotel('lp2d99dbc')).toMatchObject({ id: 'p-liteapi-lp2d99dbc' })
  })

  test('is not asked more often than was agreed', async () => {
    const one = supply({ rateLimit: { perSecond: 0.001, burst: 2 } })
    await one.hotel('lp2d99dbc')
    await one.hotel('lp2d99dbc')
    await expect(one.hotel('lp2d99dbc')).rejects.toMatchObject({ status: 'RATE_LIMITED' })
  })

  test('that failed five times is left alone for a while, then asked again', async () => {
    await tell('scenario', { effect: 'down' })
    const one = supply({ breakMs: 300 })
    for (let time = 0; time < 5; time++) await expect(one.hotel('lp2d99dbc')).rejects.toMatchObject({ status: 'DOWN' })
    await tell('reset')
    await expect(one.hotel('lp2d99dbc')).rejects.toMatchObject({ status: 'DOWN' })
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(await one.hotel('lp2d99dbc')).toMatchObject({ id: 'p-liteapi-lp2d99dbc' })
  })

  test('that refuses a question is not left alone for it', async () => {
    const one = supply()
    for (let time = 0; time < 8; time++)
      await expect(one.search({ ...PARIS, currency: 'XXX' }, now)).rejects.toMatchObject({ status: 'REFUSED' })
    expect((await one.search(PARIS, now)).complete).toBe(true)
  })

  test('with a key that is not ours is REFUSED', async () => {
    await expect(supply({ apiKey: 'sand_other' }).search(PARIS, now)).rejects.toMatchObject({ status: 'REFUSED' })
  })
})

describe('one hotel', () => {
  test('is told in full by its own page', async () => {
    const { hotels } = await supply().search(PARIS, now)
    const known = hotels[0]?.hotel
    const hotel = await supply().hotel(known?.supplier.hotelId ?? '')
    expect(hotel).toEqual({
      ...known,
      checkInFrom: expect.stringMatching(/^\d\d:00$/),
      checkOutUntil: expect.stringMatching(/^\d\d:00$/),
    })
    expect(await supply().hotel('lp1')).toBeNull()
  })

  test('offers everything it has, the cheapest first, the cheapest being that of the search', async () => {
    const one = supply()
    const { hotels } = await one.search(PARIS, now)
    const offers = await one.offers(hotels[0]?.hotel.supplier.hotelId ?? '', PARIS, now)
    expect(offers.length).toBeGreaterThanOrEqual(4)
    expect(offers.map(({ total }) => total)).toEqual(offers.map(({ total }) => total).toSorted((a, b) => a - b))
    expect(offers[0]?.total).toBe(hotels[0]?.offers[0].total)
    expect(await one.offers('lp1', PARIS, now)).toEqual([])
  })
})

describe('asking all partners', () => {
  test('each has its own time: one that is dead or slow costs the others nothing', async () => {
    const slow = await startPartner()
    await fetch(`${slow.url}/_sandbox/scenario`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"effect":"slow","ms":30000}',
    })
    const partners = [
      supply({ code: 'well', name: 'Well' }),
      supply({ code: 'dead', name: 'Dead', url: 'http://127.0.0.1:1' }),
      supply({ code: 'slow', name: 'Slow', url: slow.url, timeoutMs: 100 }),
    ]
    const replies = await askPartners(partners, PARIS, { deadlineMs: 30_000, now, logger })
    expect(replies.map(({ name, status }) => [name, status])).toEqual([
      ['Well', 'COMPLETE'],
      ['Dead', 'DOWN'],
      ['Slow', 'TIMEOUT'],
    ])
    expect(replies[0]?.hotels.length).toBeGreaterThan(0)
    await slow.stop()
  })

  test('an adapter that stumbles costs the others nothing, and is told in the log', async () => {
    const told: string[] = []
    const heard = pino({}, { write: (line: string) => told.push(line) })
    const broken = { ...supply(), search: () => Promise.reject(new TypeError('nothing is no function')) }
    const replies = await askPartners([broken, supply()], PARIS, { deadlineMs: 30_000, now, logger: heard })
    expect(replies.map(({ status }) => status)).toEqual(['INVALID_ANSWER', 'COMPLETE'])
    expect(told.join()).toContain('nothing is no function')
  })

  test('without a key there is no partner', () => {
    const environment = z.object(partnersEnvironment).parse({ LITEAPI_URL: partner.url })
    expect(configuredPartners(environment).partners).toEqual([])
    expect(configuredPartners({ ...environment, LITEAPI_KEY: 'key', LODGEBANK_KEY: 'other' }).partners).toMatchObject([
      { code: 'liteapi', name: 'LiteAPI' },
      { code: 'lodgebank', name: 'Lodgebank' },
    ])
  })
})
