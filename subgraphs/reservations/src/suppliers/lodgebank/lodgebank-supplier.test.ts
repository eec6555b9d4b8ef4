import { createServer } from 'node:http'

import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { startBedbank } from '@staygraph/sandbox-partner/bedbank/start-bedbank'
import type { Partner } from '@staygraph/sandbox-partner/start-partner'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { lodgebankSupply } from '../../../../hotels/src/partners/lodgebank/lodgebank-supply.ts'
import type { PartnerOffer } from '../../../../hotels/src/partners/partner-supply.ts'
import type { BookRequest } from '../supplier.ts'
import { lodgebankSupplier, type LodgebankOptions } from './lodgebank-supplier.ts'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(60), checkOut: inDays(62) }
const ada = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com', phone: null }
const couple: { adults: number; childAges: number[] } = { adults: 2, childAges: [] }

let bank: Partner
let search: ReturnType<typeof lodgebankSupply>
const open: { close(): Promise<unknown> }[] = []
let references = 0

function supplier(options: Partial<LodgebankOptions> = {}) {
  const made = lodgebankSupplier({ url: bank.url, apiKey: bank.apiKey, timeoutMs: 10_000, ...options })
  open.push(made)
  return made
}
const happen = (scenario: object) =>
  fetch(`${bank.url}/_sandbox/scenario`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
  })
const kept = async (): Promise<{ clientReference: string; status: string }[]> => {
  const answer = (await (await fetch(`${bank.url}/_sandbox/bookings`)).json()) as {
    data: { clientReference: string; status: string }[]
  }
  return answer.data.map(({ clientReference, status }) => ({ clientReference, status }))
}

/** What hotels shows and signs of what the bedbank has in Paris, by the same adapter. */
async function shown(currency = 'EUR', rooms = [couple], like: (offer: PartnerOffer) => boolean = () => true) {
  const place = { latitude: 48.85341, longitude: 2.3488, radiusKm: 3 }
  const { hotels } = await search.search({ place, stay, rooms, currency, limit: 3 }, now)
  const hotelId = hotels[0]?.hotel.supplier.hotelId ?? ''
  const offer = (await search.offers(hotelId, { stay, rooms, currency }, now)).find(like)
  if (!offer) throw new Error('nothing like it')
  const iat = Math.floor(now.getTime() / 1_000)
  const hotel = { id: `p-lodgebank-${hotelId}`, name: 'A hotel', timeZone: 'Europe/Paris' }
  return { iss: 'staygraph:hotels', iat, exp: iat, jti: 'j', hotel, ...offer } as unknown as OfferClaims
}

async function quoted(): Promise<BookRequest> {
  const made = await supplier().prebook(await shown())
  if (made.outcome !== 'PREBOOKED') throw new Error(made.outcome)
  const clientReference = `reservation-${references++}`
  return { prebookId: made.prebookId, clientReference, holder: ada, guests: [ada], requests: 'a cot', currency: 'EUR' }
}

beforeAll(async () => {
  bank = await startBedbank()
  search = lodgebankSupply({ url: bank.url, apiKey: bank.apiKey, timeoutMs: 20_000 })
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await fetch(`${bank.url}/_sandbox/reset`, { method: 'POST' })
})
afterAll(async () => {
  await search.close()
  await bank.stop()
})

describe('prebook', () => {
  test.each(['EUR', 'JPY', 'KWD'])(
    'confirms what search showed, to the unit of %s, for several rooms',
    async (currency) => {
      const offer = await shown(currency, [couple, { adults: 1, childAges: [5] }])
      const price = offer.payNow
      expect(await supplier().prebook(offer)).toEqual({ outcome: 'PREBOOKED', prebookId: expect.any(String), price })
    },
  )

  test('confirms terms with steps, also when one of them is past', async () => {
    const flexible = await shown('EUR', [couple], ({ ratePlan }) => ratePlan.refundable)
    expect(await supplier().prebook(flexible)).toMatchObject({ outcome: 'PREBOOKED' })
    const [free, all] = flexible.cancellation.tiers
    const later = Math.floor(Date.parse(free?.from ?? '') / 1_000) + 60
    const past = { freeUntil: null, tiers: [{ from: null, fee: free?.fee ?? 0 }, ...(all ? [all] : [])] }
    expect(await supplier().prebook({ ...flexible, iat: later, cancellation: past })).toMatchObject({
      outcome: 'PREBOOKED',
    })
  })

  test('tells of a price that changed by less than a per cent', async () => {
    const offer = await shown('EUR', [couple], ({ ratePlan }) => ratePlan.refundable)
    await happen({ operation: 'prebook', effect: 'priceChanged', percent: 0.4 })
    const changed = await supplier().prebook(offer)
    expect(changed).toMatchObject({ outcome: 'CHANGED', cancellationChanged: false, boardChanged: false })
    expect(changed).not.toMatchObject({ price: { now: offer.payNow } })
  })

  test.each([
    ['cancellationChanged', { cancellationChanged: true, boardChanged: false }],
    ['boardChanged', { cancellationChanged: false, boardChanged: true }],
  ])('tells of %s, which the bedbank does not say', async (effect, changes) => {
    const offer = await shown('EUR', [couple], ({ board }) => board === 'BREAKFAST')
    await happen({ operation: 'prebook', effect })
    expect(await supplier().prebook(offer)).toMatchObject({ outcome: 'CHANGED', ...changes })
  })

  test('tells of a tax at the desk that was not shown', async () => {
    const offer = await shown()
    expect(await supplier().prebook({ ...offer, total: offer.total + 1 })).toMatchObject({ payAtHotelChanged: true })
  })

  test.each([
    ['soldOut', { outcome: 'SOLD_OUT' }],
    ['down', { outcome: 'UNAVAILABLE', heard: 'LOST' }],
    ['garbageShape', { outcome: 'UNAVAILABLE', heard: 'LOST' }],
  ])('%s', async (effect, outcome) => {
    const offer = await shown()
    await happen({ operation: 'prebook', effect })
    expect(await supplier().prebook(offer)).toMatchObject(outcome)
  })

  test('an offer that is none of theirs is gone', async () => {
    const offer = await shown()
    const other = { ...offer, supplier: { code: 'lodgebank', name: 'Lodgebank', offerId: 'WHATEVER' } }
    expect(await supplier().prebook(other)).toMatchObject({ outcome: 'OFFER_GONE' })
  })
})

describe('book', () => {
  test('books once, however often the same reference asks, and finds it by that', async () => {
    const request = await quoted()
    const first = await supplier().book(request)
    expect(first).toMatchObject({ outcome: 'BOOKED', booking: { status: 'CONFIRMED', currency: 'EUR' } })
    expect(await supplier().book(request)).toEqual(first)
    expect(await supplier().find(request)).toMatchObject({ outcome: 'FOUND', others: [] })
    expect(await kept()).toEqual([{ clientReference: request.clientReference, status: 'CONFIRMED' }])
  })

  test.each([
    ['dropReply', 1],
    ['garbageHtml', 1],
    ['garbageTruncated', 1],
    ['reset', 0],
    ['down', 0],
  ])('after %s it is unknown, and the reference tells', async (effect, bookings) => {
    const request = await quoted()
    await happen({ operation: 'book', effect })
    expect(await supplier().book(request)).toMatchObject({ outcome: 'UNKNOWN' })
    expect(await supplier().find(request)).toMatchObject({ outcome: bookings === 1 ? 'FOUND' : 'NOT_FOUND' })
    expect(await kept()).toHaveLength(bookings)
  })

  test('the last room gone in between is sold out, not booked', async () => {
    const request = await quoted()
    await happen({ operation: 'book', effect: 'soldOut' })
    expect(await supplier().book(request)).toEqual({ outcome: 'SOLD_OUT' })
    expect(await kept()).toEqual([])
  })

  test.each([
    ['nobody listens', { url: 'http://127.0.0.1:1' }],
    ['another key', { apiKey: 'another' }],
  ])('%s: certainly not attempted', async (_, options) => {
    expect(await supplier(options).book(await quoted())).toMatchObject({ outcome: 'NOT_ATTEMPTED' })
    expect(await kept()).toEqual([])
  })

  test('a quote that nobody gave is refused', async () => {
    expect(await supplier().book({ ...(await quoted()), prebookId: 'none' })).toMatchObject({
      outcome: 'REFUSED',
      code: 410,
    })
  })

  test('an answer about another booking is none', async () => {
    const request = await quoted()
    const other = { reference: 'another', locator: 'L', state: 'BOOKED', currency: 'EUR', sum: '1.00' }
    const server = createServer((_, reply) => reply.writeHead(200).end(JSON.stringify(other)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({ close: () => new Promise((resolve) => server.close(resolve)) })
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const lies = supplier({ url: `http://127.0.0.1:${port}` })
    expect(await lies.book(request)).toMatchObject({ outcome: 'UNKNOWN' })
    expect(await lies.find(request)).toMatchObject({ outcome: 'UNAVAILABLE' })
  })
})

describe('cancel', () => {
  test('gives the room back for what was agreed, and says the same again', async () => {
    const request = await quoted()
    const made = await supplier().book(request)
    if (made.outcome !== 'BOOKED') throw new Error(made.outcome)
    const { bookingId, price } = made.booking
    const cancelled = await supplier().cancel({ bookingId, currency: 'EUR' })
    if (cancelled.outcome !== 'CANCELLED') throw new Error(cancelled.outcome)
    expect((cancelled.fee ?? NaN) + (cancelled.refund ?? NaN)).toBe(price)
    expect(await supplier().cancel({ bookingId, currency: 'EUR' })).toEqual(cancelled)
    expect(await supplier().find(request)).toMatchObject({ outcome: 'FOUND', booking: { status: 'CANCELLED' } })
    expect(await supplier().book(request)).toMatchObject({ outcome: 'REFUSED' })
  })

  test('what they do not know is not found; silence is unknown', async () => {
    expect(await supplier().cancel({ bookingId: 'none', currency: 'EUR' })).toEqual({ outcome: 'NOT_FOUND' })
    await happen({ operation: 'cancel', effect: 'reset' })
    expect(await supplier().cancel({ bookingId: 'none', currency: 'EUR' })).toMatchObject({ outcome: 'UNKNOWN' })
  })
})
