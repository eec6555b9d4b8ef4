import { createServer, request } from 'node:http'

import { startBedbank } from '@staygraph/sandbox-partner/bedbank/start-bedbank'
import type { Partner } from '@staygraph/sandbox-partner/start-partner'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { askPartners } from '../ask-partners.ts'
import type { PartnerQuestion } from '../partner-supply.ts'
import { lodgebankSupply, type LodgebankOptions } from './lodgebank-supply.ts'

const now = new Date()
const logger = createLogger('hotels', 'silent')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const paris: PartnerQuestion = {
  place: { latitude: 48.85341, longitude: 2.3488, radiusKm: 8 },
  stay: { checkIn: inDays(60), checkOut: inDays(63) },
  rooms: [{ adults: 2, childAges: [] }],
  currency: 'EUR',
}

let bank: Partner
const open: { close(): Promise<void> }[] = []
const supply = (options: Partial<LodgebankOptions> = {}) => {
  const made = lodgebankSupply({ url: bank.url, apiKey: bank.apiKey, timeoutMs: 20_000, ...options })
  open.push(made)
  return made
}
const tell = (path: string, body: object = {}) =>
  fetch(`${bank.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const ask = async (one: ReturnType<typeof supply>, question = paris) => {
  const [reply] = await askPartners([one], question, { deadlineMs: 30_000, now, logger })
  if (!reply) throw new Error('nobody was asked')
  return reply
}

beforeAll(async () => {
  bank = await startBedbank()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await tell('reset')
})
afterAll(() => bank.stop())

test('finds all that is free over all pages, in our words, and every offer adds up', async () => {
  const { status, hotels } = await ask(supply())
  expect(status).toBe('COMPLETE')
  expect(hotels.length).toBeGreaterThan(25) // more than a page
  for (const { hotel, offers } of hotels) {
    expect(hotel.id).toMatch(/^p-lodgebank-LB-[0-9A-Z]+$/)
    expect(hotel).toMatchObject({
      phone: expect.stringMatching(/^\+/),
      checkInFrom: expect.stringMatching(/^\d\d:00$/),
    })
    expect(hotel.amenities).toContain('WIFI')
    for (const offer of offers)
      expect(offer.total - offer.payNow).toBe(
        offer.taxes.filter(({ payAtHotel }) => payAtHotel).reduce((sum, { amount }) => sum + amount, 0),
      )
  }
})

test.each(['KWD', 'JPY'])('reads sums of %s in as many decimals as it has', async (currency) => {
  const euros = new Map((await ask(supply())).hotels.map(({ hotel, offers: [offer] }) => [hotel.id, offer.total]))
  const { status, hotels } = await ask(supply(), { ...paris, currency })
  expect(status).toBe('COMPLETE')
  const [first] = hotels
  const inEuros = (euros.get(first?.hotel.id ?? '') ?? NaN) / 100
  const major = (first?.offers[0].total ?? NaN) / (currency === 'KWD' ? 1_000 : 1)
  expect(major / inEuros).toBeCloseTo(currency === 'KWD' ? 0.331 : 164.6, currency === 'KWD' ? 2 : 0)
})

test('what one hotel offers begins with what the search found, each with its terms', async () => {
  const one = supply()
  const [found] = (await ask(one)).hotels
  const offers = await one.offers(found?.hotel.supplier.hotelId ?? '', paris, now)
  expect(offers[0]?.total).toBe(found?.offers[0].total)
  expect(offers.map(({ board }) => board)).toContain('BREAKFAST')
  const flexible = offers.find(({ ratePlan }) => ratePlan.refundable)
  const fees = flexible?.cancellation.tiers.map(({ fee }) => fee) ?? []
  expect(flexible?.cancellation.freeUntil).toBe(flexible?.cancellation.tiers[0]?.from)
  expect(fees).toEqual(fees.toSorted((a, b) => a - b))
  expect(fees.at(-1)).toBe(flexible?.payNow)
  const fixed = offers.find(({ ratePlan }) => !ratePlan.refundable)
  expect(fixed?.cancellation).toEqual({ freeUntil: null, tiers: [{ from: null, fee: fixed?.payNow }] })
  expect(await one.hotel(found?.hotel.supplier.hotelId ?? '')).toEqual(found?.hotel)
  expect(await one.hotel('LB-1')).toBeNull()
})

test('tells of each hotel the cheapest on each board, with free cancellation and without', async () => {
  const { hotels } = await ask(supply())
  for (const { offers } of hotels) {
    const kinds = offers.map(({ board, cancellation }) => `${board} ${cancellation.freeUntil !== null}`)
    expect(new Set(kinds).size).toBe(kinds.length)
    expect(kinds).toContain('BREAKFAST true')
    expect(offers.map(({ total }) => total)).toEqual(
      offers.map(({ total }) => total).toSorted((one, other) => one - other),
    )
  }
})

test('finds hotels beyond the antimeridian', async () => {
  const fiji = { latitude: -16.8, longitude: -179.9, radiusKm: 100 }
  const { hotels } = await ask(supply(), { ...paris, place: fiji })
  expect(hotels.length).toBeGreaterThan(0)
  for (const { hotel } of hotels) expect(hotel.longitude).toBeGreaterThan(179)
})

test.each<[string, object, string]>([
  ['down', { effect: 'down' }, 'DOWN'],
  ['cut off', { effect: 'reset' }, 'DOWN'],
  ['HTML', { effect: 'garbageHtml' }, 'INVALID_ANSWER'],
  ['half an answer', { effect: 'garbageTruncated' }, 'INVALID_ANSWER'],
  ['another shape', { effect: 'garbageShape' }, 'INVALID_ANSWER'],
  ['asked too often', { effect: 'tooMany' }, 'RATE_LIMITED'],
  ['an answer without end', { operation: 'rates', effect: 'endless' }, 'INVALID_ANSWER'],
])('%s is told so, and is nothing', async (_, scenario, status) => {
  await tell('scenario', scenario)
  expect(await ask(supply())).toMatchObject({ status, hotels: [] })
})

test('of whose offers every other one is nonsense gives the others, and counts what it left out', async () => {
  await tell('scenario', { operation: 'rates', effect: 'partlyGarbage' })
  const { status, hotels, leftOut } = await ask(supply())
  expect([status, hotels.length > 0]).toEqual(['PARTIAL', true])
  expect(leftOut).toBeGreaterThan(hotels.length * 0.8)
})

test('cut off after the first page: that page counts, and it is told that it is not all', async () => {
  const whole = await ask(supply())
  let pages = 0
  const relay = await relayTo(bank.url, (path) => path.endsWith('/availability') && ++pages > 1)
  const part = await ask(supply({ url: relay.url }))
  expect(part.status).toBe('PARTIAL')
  expect(part.hotels.length).toBeGreaterThan(0)
  expect(part.hotels.length).toBeLessThan(whole.hotels.length)
  await relay.stop()
})

test('reads no more of the list of hotels than the search is for', async () => {
  let lists = 0
  const relay = await relayTo(bank.url, (path) => {
    if (path.endsWith('/content')) lists += 1
    return false
  })
  const far = { ...paris, place: { ...paris.place, radiusKm: 25 } }
  const few = await ask(supply({ url: relay.url, mostHotels: 20 }), far)
  expect([lists, few.status, few.hotels.length > 10]).toEqual([1, 'COMPLETE', true])
  const many = await ask(supply({ url: relay.url }), far)
  const ids = ({ hotels }: typeof few) => hotels.map(({ hotel }) => hotel.id)
  expect(ids(many).slice(0, few.hotels.length)).toEqual(ids(few)) // the same nearest ones
  await relay.stop()
})

test('a key that is not ours is REFUSED', async () => {
  expect(await ask(supply({ apiKey: 'another' }))).toMatchObject({ status: 'REFUSED' })
})

test('answering twice is heard once', async () => {
  const { hotels } = await ask(supply())
  await tell('scenario', { effect: 'answersTwice' })
  expect(await ask(supply())).toMatchObject({ status: 'COMPLETE', hotels: { length: hotels.length }, leftOut: 0 })
})

/** Passes requests on, and cuts the line of those that `cuts` says. */
async function relayTo(url: string, cuts: (path: string) => boolean) {
  const server = createServer((incoming, answer) => {
    if (cuts(incoming.url?.split('?')[0] ?? '')) return incoming.socket.destroy()
    const { method, headers } = incoming
    const outgoing = request(`${url}${incoming.url}`, { ...(method ? { method } : {}), headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 500, theirs.headers)
      theirs.pipe(answer)
    })
    incoming.pipe(outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
