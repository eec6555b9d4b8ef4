import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { asking, at, listAt } from '@staygraph/sandbox-partner/asking'
import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { fromDecimal } from '@staygraph/subgraph-kit/money'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { configuredSuppliers, suppliersEnvironment } from '../configured-suppliers.ts'
import type { BookRequest } from '../supplier.ts'
import { liteApiSupplier, type LiteApiOptions } from './liteapi-supplier.ts'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(60), checkOut: inDays(62) }
const ADA = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com', phone: null }

let partner: Partner
let is: ReturnType<typeof asking>
const open: { close(): Promise<void> }[] = []
let references = 0

function supplier(options: Partial<LiteApiOptions> = {}) {
  const made = liteApiSupplier({ url: partner.url, apiKey: partner.apiKey, timeoutMs: 2_000, ...options })
  open.push(made)
  return made
}

/** The cheapest offer of a hotel in Paris, with the claims that hotels signs for it. */
async function shown(currency = 'EUR', more: object = {}): Promise<OfferClaims> {
  const answer = await is.rates({ checkin: stay.checkIn, checkout: stay.checkOut, currency, ...more })
  const offer = ['data', 0, 'roomTypes', 0] as const
  const rates = listAt(answer, ...offer, 'rates')
  const minor = (...path: (string | number)[]) =>
    fromDecimal(Number(at(answer, ...offer, 'rates', ...path)), currency).amount
  const sum = (sums: number[]) => sums.reduce((left, right) => left + right, 0)
  const payNow = sum(rates.map((_, room) => minor(room, 'retailRate', 'total', 0, 'amount')))
  const atHotel = sum(
    rates.flatMap((_, room) =>
      listAt(answer, ...offer, 'rates', room, 'retailRate', 'taxesAndFees').map((tax, index) =>
        Object(tax).included === true ? 0 : minor(room, 'retailRate', 'taxesAndFees', index, 'amount'),
      ),
    ),
  )
  return {
    iss: 'staygraph:hotels',
    iat: 0,
    exp: 0,
    jti: 'j',
    hotel: {
      id: `p-liteapi-${String(at(answer, 'data', 0, 'hotelId'))}`,
      name: 'A hotel',
      address: { line: '', city: 'Paris', region: null, postalCode: null, country: 'FR' },
      latitude: 48.85,
      longitude: 2.35,
      timeZone: 'Europe/Paris',
      email: null,
      phone: null,
      stars: null,
      checkInFrom: '15:00',
      checkOutUntil: '11:00',
    },
    supplier: { code: 'liteapi', name: 'LiteAPI', offerId: String(at(answer, ...offer, 'offerId')) },
    roomType: { id: '1', name: 'Double', allotment: 0 },
    ratePlan: { id: null, name: 'Double', refundable: true },
    board: 'ROOM_ONLY',
    stay,
    rooms: rates.map(() => ({
      adults: 2,
      childAges: [],
      roomType: { id: '1', name: 'Double', allotment: 0 },
      total: (payNow + atHotel) / rates.length,
      payNow: payNow / rates.length,
    })),
    currency,
    nights: [],
    taxes: [],
    total: payNow + atHotel,
    payNow,
    cancellation: { freeUntil: null, tiers: [] },
  }
}

async function prebooked(): Promise<BookRequest> {
  const made = await supplier().prebook(await shown())
  if (made.outcome !== 'PREBOOKED') throw new Error(made.outcome)
  const clientReference = `reservation-${references++}`
  return { prebookId: made.prebookId, clientReference, holder: ADA, guests: [ADA], requests: null, currency: 'EUR' }
}

/** Another company's service that gives these answers, in order, whatever it is asked. */
async function answering(...answers: { status: number; body?: unknown }[]) {
  const server = createServer((request, reply) => {
    request.resume().on('end', () => {
      const { status, body } = answers.shift() ?? { status: 500 }
      reply
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? undefined : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) })
  return supplier({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
const refusing = (code: number, description = '', status = 400) =>
  answering({ status, body: { error: { code, description, message: '' } } })

beforeAll(async () => {
  partner = await startPartner()
  is = asking(partner)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await is.ask('POST', '/_sandbox/reset')
})
afterAll(() => partner.stop())

describe('prebook', () => {
  test.each(['EUR', 'JPY', 'KWD'])('confirms an offer at the price shown, to the unit of %s', async (currency) => {
    const offer = await shown(currency, { occupancies: [{ adults: 2 }, { adults: 2 }] })
    expect(await supplier().prebook(offer)).toEqual({
      outcome: 'PREBOOKED',
      prebookId: expect.any(String),
      price: offer.payNow,
    })
  })

  test('tells of a price that changed by less than a per cent', async () => {
    const offer = await shown()
    await is.happen({ operation: 'prebook', effect: 'priceChanged', percent: 0.4 })
    const changed = await supplier().prebook(offer)
    expect(changed).toMatchObject({ outcome: 'CHANGED', price: { before: offer.payNow }, cancellationChanged: false })
    expect(changed).not.toMatchObject({ price: { now: offer.payNow } })
  })

  test.each([
    ['cancellationChanged', { cancellationChanged: true, boardChanged: false }],
    ['boardChanged', { cancellationChanged: false, boardChanged: true }],
  ])('tells of %s at the same price', async (effect, changes) => {
    const offer = await shown()
    await is.happen({ operation: 'prebook', effect })
    expect(await supplier().prebook(offer)).toMatchObject({
      outcome: 'CHANGED',
      price: { now: offer.payNow },
      ...changes,
    })
  })

  test('tells of a fee at the desk that was not shown', async () => {
    const offer = await shown()
    const changed = await supplier().prebook({ ...offer, total: offer.total + 1 })
    expect(changed).toMatchObject({ outcome: 'CHANGED', payAtHotelChanged: true })
  })

  test('knows sold out from gone from unreachable', async () => {
    const offer = await shown()
    await is.happen({ operation: 'prebook', effect: 'soldOut', times: 1 })
    expect(await supplier().prebook(offer)).toEqual({ outcome: 'SOLD_OUT' })
    const unreadable = { ...offer, supplier: { code: 'liteapi', name: '', offerId: 'ABC' } }
    expect(await supplier().prebook(unreadable)).toMatchObject({ outcome: 'OFFER_GONE' })
    expect(await (await refusing(4040, 'outdated offerId', 408)).prebook(offer)).toMatchObject({
      outcome: 'OFFER_GONE',
    })
    expect(await supplier({ url: 'http://127.0.0.1:1' }).prebook(offer)).toMatchObject({
      outcome: 'UNAVAILABLE',
      heard: 'NOT_SENT',
    })
    await is.happen({ operation: 'prebook', effect: 'slow', ms: 30_000 })
    expect(await supplier({ timeoutMs: 150 }).prebook(offer)).toMatchObject({ outcome: 'UNAVAILABLE', heard: 'LOST' })
  })

  test('takes an answer about another hotel, other dates or other money as none', async () => {
    const offer = await shown()
    const others = [
      { ...offer, hotel: { ...offer.hotel, id: 'p-liteapi-lp1' } },
      { ...offer, stay: { ...stay, checkOut: inDays(63) } },
      { ...offer, currency: 'USD' },
    ]
    for (const other of others) expect(await supplier().prebook(other)).toMatchObject({ outcome: 'UNAVAILABLE' })
  })

  test('is never asked about an offer that is not its own', async () => {
    await expect(supplier({ code: 'other' }).prebook(await shown())).rejects.toThrow('not an offer of other')
  })
})

describe('book', () => {
  test('books under our reference, and is found by it', async () => {
    const request = { ...(await prebooked()), requests: 'A quiet room' }
    const booked = await supplier().book(request)
    expect(booked).toMatchObject({
      outcome: 'BOOKED',
      booking: { clientReference: request.clientReference, status: 'CONFIRMED', currency: 'EUR' },
    })
    const found = await supplier().find(request)
    expect(found).toMatchObject({
      outcome: 'FOUND',
      others: [],
      booking: booked.outcome === 'BOOKED' ? booked.booking : {},
    })
    const [told] = listAt(await is.ask('GET', '/_sandbox/bookings'), 'data')
    expect(told).toMatchObject({
      holder: { firstName: 'Ada', lastName: 'Lovelace' },
      bookedRooms: [{ guests: [{ occupancyNumber: 1, remarks: 'A quiet room' }] }],
    })
  })

  test('64 attempts at once under one reference are one booking', async () => {
    const request = await prebooked()
    const one = supplier({ timeoutMs: 60_000 })
    const answers = await Promise.all(Array.from({ length: 64 }, () => one.book(request)))
    // On a busy machine some find no place among the questions in time: they are certainly not asked, and hear so.
    const asked = answers.filter(({ outcome }) => outcome !== 'NOT_ATTEMPTED')
    expect(asked.length).toBeGreaterThanOrEqual(32)
    expect(
      new Set(asked.map((answer) => (answer.outcome === 'BOOKED' ? answer.booking.bookingId : answer.outcome))).size,
    ).toBe(1)
    expect(listAt(await is.ask('GET', '/_sandbox/bookings'), 'data')).toHaveLength(1)
  })

  test.each([
    ['timesOutButSucceeds', { ms: 30_000 }],
    ['dropReply', {}],
    ['garbageHtml', {}],
    ['garbageTruncated', {}],
    ['garbageShape', {}],
  ])(
    'is UNKNOWN when it was made but %s: found by its reference, and booked once however often it is tried',
    async (effect, more) => {
      const request = await prebooked()
      await is.happen({ operation: 'book', effect, times: 1, ...more })
      const one = supplier({ timeoutMs: 250 })
      expect(await one.book(request)).toMatchObject({ outcome: 'UNKNOWN' })
      const found = await one.find(request)
      expect(found).toMatchObject({ outcome: 'FOUND', booking: { status: 'CONFIRMED' } })
      const again = await one.book(request)
      expect(again).toMatchObject({ outcome: 'BOOKED', booking: found.outcome === 'FOUND' ? found.booking : {} })
      expect(listAt(await is.ask('GET', '/_sandbox/bookings'), 'data')).toHaveLength(1)
    },
  )

  test.each(['down', 'reset'])('is UNKNOWN, not failed, when the partner is %s, and then not found', async (effect) => {
    const request = await prebooked()
    await is.happen({ operation: 'book', effect, times: 1 })
    expect(await supplier().book(request)).toMatchObject({ outcome: 'UNKNOWN' })
    expect(await supplier().find(request)).toEqual({ outcome: 'NOT_FOUND' })
    expect(await supplier().book(request)).toMatchObject({ outcome: 'BOOKED' })
  })

  test('is NOT_ATTEMPTED only when nothing can have left us', async () => {
    const request = await prebooked()
    expect(await supplier({ url: 'http://127.0.0.1:1' }).book(request)).toMatchObject({ outcome: 'NOT_ATTEMPTED' })
    expect(await supplier({ apiKey: 'sand_other' }).book(request)).toMatchObject({ outcome: 'NOT_ATTEMPTED' })
    expect(await (await refusing(4290, 'too many', 429)).book(request)).toMatchObject({ outcome: 'NOT_ATTEMPTED' })
    expect(await supplier().find(request)).toEqual({ outcome: 'NOT_FOUND' })
  })

  test('after five silences is not attempted for a while, and then again', async () => {
    const request = await prebooked()
    await is.happen({ operation: 'any', effect: 'down' })
    const one = supplier({ breakMs: 300 })
    for (let time = 0; time < 5; time++) expect(await one.book(request)).toMatchObject({ outcome: 'UNKNOWN' })
    await is.ask('DELETE', '/_sandbox/scenario')
    expect(await one.book(request)).toMatchObject({ outcome: 'NOT_ATTEMPTED' })
    expect(await one.find(request)).toMatchObject({ outcome: 'UNAVAILABLE', heard: 'NOT_SENT' })
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(await one.book(request)).toMatchObject({ outcome: 'BOOKED' })
  })

  test('a refusal, however often, does not stop other bookings', async () => {
    const one = supplier()
    const request = await prebooked()
    for (let time = 0; time < 8; time++)
      expect(await one.book({ ...request, prebookId: 'none' })).toMatchObject({ outcome: 'REFUSED', code: 4002 })
    expect(await one.book(request)).toMatchObject({ outcome: 'BOOKED' })
  })

  test('is SOLD_OUT when the last room went in between', async () => {
    const request = await prebooked()
    expect(await supplier().book({ ...request, clientReference: 'sandbox-soldout-1' })).toEqual({ outcome: 'SOLD_OUT' })
    expect(await (await refusing(2001, 'no availability found')).book(request)).toEqual({ outcome: 'SOLD_OUT' })
  })

  test.each([
    [2010, 'booking not confirmed'],
    [2014, 'booking incomplete, booking data was not updated'],
    [2013, 'booking failed, provider booking response is invalid'],
    [5000, 'booking initial save failed, please try again'],
  ])('is UNKNOWN when the refusal %i does not prove that nothing was booked', async (code, description) => {
    expect(await (await refusing(code, description)).book(await prebooked())).toMatchObject({ outcome: 'UNKNOWN' })
  })

  test('under a reference that the partner refuses to use again is the booking that has it', async () => {
    const request = await prebooked()
    await is.happen({ operation: 'book', effect: 'duplicateRefused' })
    const first = await supplier().book(request)
    expect(first).toMatchObject({ outcome: 'BOOKED' })
    expect(await supplier().book(request)).toEqual(first)
    await is.happen({ operation: 'bookings', effect: 'down' })
    expect(await supplier().book(request)).toMatchObject({ outcome: 'UNKNOWN' })
  })

  test('an answer about somebody else is UNKNOWN', async () => {
    const request = await prebooked()
    const other = { bookingId: 'b', clientReference: 'other', status: 'CONFIRMED', price: 1, currency: 'EUR' }
    expect(await (await answering({ status: 200, body: { data: other } })).book(request)).toMatchObject({
      outcome: 'UNKNOWN',
    })
    const otherMoney = { ...other, clientReference: request.clientReference, currency: 'USD' }
    expect(await (await answering({ status: 200, body: { data: otherMoney } })).book(request)).toMatchObject({
      outcome: 'UNKNOWN',
    })
  })

  test('an answer that comes twice is heard once, and never by the next booking', async () => {
    const [first, second] = [await prebooked(), await prebooked()]
    await is.happen({ effect: 'answersTwice' })
    const one = supplier()
    expect(await one.book(first)).toMatchObject({
      outcome: 'BOOKED',
      booking: { clientReference: first.clientReference },
    })
    expect(await one.book(second)).toMatchObject({
      outcome: 'BOOKED',
      booking: { clientReference: second.clientReference },
    })
    expect(await one.find(first)).toMatchObject({ outcome: 'FOUND', others: [] })
  })
})

describe('find', () => {
  const booking = (bookingId: string, more: object = {}) => ({
    bookingId,
    clientReference: 'r',
    status: 'CONFIRMED',
    price: 12.5,
    currency: 'EUR',
    createdAt: `2027-01-0${bookingId}T00:00:00Z`,
    ...more,
  })
  const finding = async (...data: object[]) =>
    (await answering({ status: 200, body: { data } })).find({ clientReference: 'r', currency: 'EUR' })

  test('gives the oldest that stands, and names further ones so that they can be cancelled', async () => {
    expect(
      await finding(booking('3'), booking('2'), booking('1', { status: 'CANCELLED' }), booking('3')),
    ).toMatchObject({
      outcome: 'FOUND',
      booking: { bookingId: '2', price: 1250 },
      others: [{ bookingId: '3' }],
    })
  })

  test('gives a cancelled one when no other is left, and none that is not ours', async () => {
    expect(await finding(booking('1', { status: 'CANCELED' }))).toMatchObject({
      booking: { status: 'CANCELLED' },
      others: [],
    })
    expect(await finding(booking('1', { clientReference: 'other' }), booking('2', { clientReference: null }))).toEqual({
      outcome: 'NOT_FOUND',
    })
  })

  test('never says that there is none when it could not hear', async () => {
    const asked = { clientReference: 'r', currency: 'EUR' }
    expect(await finding(booking('1', { currency: 'USD' }))).toMatchObject({ outcome: 'UNAVAILABLE' })
    expect(await finding({ bookingId: '1' })).toMatchObject({ outcome: 'UNAVAILABLE' })
    expect(await (await refusing(4002, 'what?')).find(asked)).toMatchObject({ outcome: 'UNAVAILABLE' })
    await is.happen({ operation: 'bookings', effect: 'slow', ms: 30_000 })
    expect(await supplier({ timeoutMs: 150 }).find(asked)).toMatchObject({ outcome: 'UNAVAILABLE', heard: 'LOST' })
  })
})

describe('cancel', () => {
  const booked = async () => {
    const outcome = await supplier().book(await prebooked())
    if (outcome.outcome !== 'BOOKED') throw new Error(outcome.outcome)
    return outcome.booking
  }

  test('costs what the terms say, and tells the same when asked again', async () => {
    const booking = await booked()
    const cancelled = await supplier().cancel(booking)
    expect(cancelled).toEqual({ outcome: 'CANCELLED', fee: expect.any(Number), refund: expect.any(Number) })
    expect(cancelled.outcome === 'CANCELLED' && (cancelled.fee ?? 0) + (cancelled.refund ?? 0)).toBe(booking.price)
    expect(await supplier().cancel(booking)).toEqual(cancelled)
    expect(await supplier().book({ ...(await prebooked()), clientReference: booking.clientReference })).toMatchObject({
      outcome: 'REFUSED',
    })
  })

  test('is UNKNOWN when the reply was lost, and done when asked again', async () => {
    const booking = await booked()
    await is.happen({ operation: 'cancel', effect: 'dropReply', times: 1 })
    expect(await supplier().cancel(booking)).toMatchObject({ outcome: 'UNKNOWN' })
    expect(await supplier().cancel(booking)).toMatchObject({ outcome: 'CANCELLED' })
  })

  test('knows what is not there from what may not be cancelled from what was cancelled before', async () => {
    const asked = { bookingId: 'none', currency: 'EUR' }
    expect(await supplier().cancel(asked)).toEqual({ outcome: 'NOT_FOUND' })
    const standing = {
      status: 200,
      body: { data: { bookingId: 'none', clientReference: '', status: 'CONFIRMED', price: 1, currency: 'EUR' } },
    }
    expect(await (await answering({ status: 304 }, standing)).cancel(asked)).toMatchObject({
      outcome: 'REFUSED',
      code: 304,
    })
    const gone = { status: 200, body: { data: { ...standing.body.data, status: 'CANCELLED_WITH_CHARGES' } } }
    expect(await (await answering({ status: 304 }, gone)).cancel(asked)).toEqual({
      outcome: 'CANCELLED',
      fee: null,
      refund: null,
    })
  })
})

test('suppliers are known by the code of their offers, and none without a key', () => {
  const environment = z.object(suppliersEnvironment).parse({ LITEAPI_URL: partner.url })
  expect([...configuredSuppliers(environment).suppliers.keys()]).toEqual([])
  expect([...configuredSuppliers({ ...environment, LITEAPI_KEY: 'key' }).suppliers.keys()]).toEqual(['liteapi'])
  const both = { ...environment, LITEAPI_KEY: 'key', LODGEBANK_KEY: 'key' }
  expect([...configuredSuppliers(both).suppliers.keys()]).toEqual(['liteapi', 'lodgebank'])
})
