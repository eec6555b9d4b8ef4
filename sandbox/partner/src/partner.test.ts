import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { asking, at, HOLDER, listAt } from './asking.ts'
import { startPartner, type Partner } from './start-partner.ts'

let partner: Partner
let clock = new Date('2027-01-05T10:00:00Z')
let is: ReturnType<typeof asking>

beforeAll(async () => {
  partner = await startPartner({ now: () => clock })
  is = asking(partner)
})
afterEach(async () => {
  clock = new Date('2027-01-05T10:00:00Z')
  await is.ask('POST', '/_sandbox/reset')
})
afterAll(() => partner.stop())

const firstOffer = async (more: object = {}) => at(await is.rates(more), 'data', 0, 'roomTypes', 0, 'offerId')

describe('searching', () => {
  test('refuses whoever has not the key', async () => {
    for (const key of ['', 'sand_staygrapH', 'sand_staygraph2']) {
      const refused = await is.ask('GET', '/v3.0/data/hotels?countryCode=FR&cityName=Paris', undefined, key)
      expect(refused).toMatchObject({ status: 401, body: { error: { code: 401 } } })
    }
  })

  test('lists a city page by page, without a gap or a repetition', async () => {
    const all = await is.ask('GET', '/v3.0/data/hotels?countryCode=FR&cityName=Paris')
    const ids = listAt(all, 'hotelIds')
    expect(at(all, 'total')).toBe(ids.length)
    const pages = await Promise.all(
      [0, 5, 10].map((offset) =>
        is.ask('GET', `/v3.0/data/hotels?countryCode=FR&cityName=Paris&limit=5&offset=${offset}`),
      ),
    )
    expect(pages.flatMap((page) => listAt(page, 'hotelIds'))).toEqual(ids)
    expect(at(all, 'data', 0)).toMatchObject({
      country: 'FR',
      city: 'Paris',
      stars: expect.any(Number),
      latitude: expect.any(Number),
    })
  })

  test('describes a hotel whose rates it gave', async () => {
    const id = at(await is.rates(), 'data', 0, 'hotelId')
    const page = await is.ask('GET', `/v3.0/data/hotel?hotelId=${String(id)}`)
    expect(at(page, 'data')).toMatchObject({
      id,
      location: { latitude: expect.any(Number) },
      hotelFacilities: expect.arrayContaining(['Free WiFi']),
    })
    expect(await is.ask('GET', '/v3.0/data/hotel?hotelId=lp1')).toMatchObject({ status: 404 })
  })

  test('gives the same stay the same price every time, and one rate a room asked for', async () => {
    const family = { occupancies: [{ adults: 2, children: [4] }, { adults: 2 }], maxRatesPerHotel: 3 }
    const [first, second] = [await is.rates(family), await is.rates(family)]
    expect(first).toEqual(second)
    const rates = listAt(first, 'data', 0, 'roomTypes', 0, 'rates')
    expect(rates).toMatchObject([
      { occupancyNumber: 1, adultCount: 2, childrenAges: [4] },
      { occupancyNumber: 2, adultCount: 2, childrenAges: [] },
    ])
  })

  test('the rooms of an offer add up to its price', async () => {
    const answer = await is.rates({ currency: 'KWD', occupancies: [{ adults: 2 }, { adults: 1 }], maxRatesPerHotel: 9 })
    for (const [index] of listAt(answer, 'data', 0, 'roomTypes').entries()) {
      const path = ['data', 0, 'roomTypes', index] as const
      const fils = [0, 1].map((room) =>
        Math.round(Number(at(answer, ...path, 'rates', room, 'retailRate', 'total', 0, 'amount')) * 1000),
      )
      expect((fils[0] ?? 0) + (fils[1] ?? 0)).toBe(
        Math.round(Number(at(answer, ...path, 'offerRetailRate', 'amount')) * 1000),
      )
    }
  })

  test('keeps to what is filtered for', async () => {
    const answer = await is.rates({
      refundableRatesOnly: true,
      boardType: 'BI',
      starRating: [4, 5],
      limit: 200,
      maxRatesPerHotel: 20,
    })
    const offers = listAt(answer, 'data').flatMap((_, hotel) => listAt(answer, 'data', hotel, 'roomTypes'))
    expect(offers.length).toBeGreaterThan(0)
    for (const offer of offers)
      expect(offer).toMatchObject({ rates: [{ boardType: 'BI', cancellationPolicies: { refundableTag: 'RFN' } }] })
  })

  test('streams the same hotels that it answers in one piece', async () => {
    const whole = listAt(await is.rates({ limit: 40 }), 'data')
    const response = await is.stream({ limit: 40 })
    const events = (await response.text()).split('\n\n').filter((event) => event !== '')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(events.at(-1)).toBe('data: [DONE]')
    const streamed = events
      .slice(0, -2)
      .flatMap((event) => listAt({ status: 200, body: JSON.parse(event.slice(6)) }, 'rates'))
    expect(streamed).toEqual(whole)
  })

  test.each([
    ['a departure before the arrival', { checkin: '2027-03-15', checkout: '2027-03-15' }],
    ['no place', { latitude: undefined, longitude: undefined }],
    ['no people', { occupancies: [] }],
    ['an unknown currency', { currency: 'XXX' }],
    ['a date that is none', { checkin: '2027-02-30' }],
  ])('refuses %s in the words of the protocol', async (_, more) => {
    expect(await is.rates(more)).toMatchObject({
      status: 400,
      body: { error: { code: 4002, description: expect.any(String) } },
    })
  })

  test('says with status 200 that nothing is to be had', async () => {
    expect(await is.rates({ hotelIds: ['lp1'] })).toMatchObject({ status: 200, body: { error: { code: 2001 } } })
  })
})

describe('booking', () => {
  const booked = async (reference: string) => {
    const prebooked = await is.prebook(await firstOffer())
    return is.book(at(prebooked, 'data', 'prebookId'), reference)
  }

  test('confirms the shown price, books, and is found by reference and by id', async () => {
    const rates = await is.rates()
    const offer = ['data', 0, 'roomTypes', 0] as const
    const prebooked = await is.prebook(at(rates, ...offer, 'offerId'))
    expect(at(prebooked, 'data')).toMatchObject({
      price: at(rates, ...offer, 'offerRetailRate', 'amount'),
      priceDifferencePercent: 0,
      cancellationChanged: false,
      boardChanged: false,
    })
    const answer = await is.book(at(prebooked, 'data', 'prebookId'), 'R-1')
    const bookingId = at(answer, 'data', 'bookingId')
    expect(at(answer, 'data')).toMatchObject({
      status: 'CONFIRMED',
      clientReference: 'R-1',
      price: at(prebooked, 'data', 'price'),
    })
    expect(at(await is.ask('GET', '/v3.0/bookings?clientReference=R-1'), 'data')).toMatchObject([
      { bookingId, status: 'CONFIRMED' },
    ])
    expect(at(await is.ask('GET', `/v3.0/bookings/${String(bookingId)}`), 'data')).toMatchObject({
      bookingId,
      holder: HOLDER,
    })
    expect(await is.ask('GET', '/v3.0/bookings/nothing')).toEqual({ status: 204, body: undefined })
  })

  test('64 requests at once with one reference make one booking', async () => {
    const prebookId = at(await is.prebook(await firstOffer()), 'data', 'prebookId')
    const answers = await Promise.all(Array.from({ length: 64 }, () => is.book(prebookId, 'R-64')))
    expect(new Set(answers.map((answer) => at(answer, 'data', 'bookingId'))).size).toBe(1)
    expect(listAt(await is.ask('GET', '/_sandbox/bookings'), 'data')).toHaveLength(1)
  })

  test('64 requests at once never sell more rooms than there are, and a cancellation gives one back', async () => {
    const offerId = await firstOffer()
    const prebookId = at(await is.prebook(offerId), 'data', 'prebookId')
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => is.book(prebookId, `R-${index}`)))
    const sold = answers.filter(({ status }) => status === 200)
    expect(sold.length).toBeGreaterThanOrEqual(2)
    expect(sold.length).toBeLessThanOrEqual(7)
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(answer).toMatchObject({ body: { error: { code: 2013 } } })
    expect(await is.prebook(offerId)).toMatchObject({ status: 400, body: { error: { code: 2001 } } })
    await is.ask('PUT', `/v3.0/bookings/${String(at(sold[0] ?? { status: 0, body: {} }, 'data', 'bookingId'))}`)
    expect(await is.prebook(offerId)).toMatchObject({ status: 200 })
  })

  test('cancelling costs what the tier of that moment says, and answers the same when asked again', async () => {
    const offerId = await firstOffer({ refundableRatesOnly: true })
    const [prebooked, second] = [await is.prebook(offerId), await is.prebook(offerId)]
    const tiers = listAt(prebooked, 'data', 'roomTypes', 0, 'rates', 0, 'cancellationPolicies', 'cancelPolicyInfos')
    const early = String(at(await is.book(at(prebooked, 'data', 'prebookId'), 'early'), 'data', 'bookingId'))
    const late = String(at(await is.book(at(second, 'data', 'prebookId'), 'late'), 'data', 'bookingId'))
    expect(at(await is.ask('PUT', `/v3.0/bookings/${early}`), 'data')).toMatchObject({
      status: 'CANCELLED',
      cancellation_fee: 0,
    })
    clock = new Date('2027-03-12T00:00:00Z')
    const { amount } = Object(tiers.at(-1))
    const charged = { status: 'CANCELLED_WITH_CHARGES', cancellation_fee: amount }
    expect(at(await is.ask('PUT', `/v3.0/bookings/${late}`), 'data')).toMatchObject(charged)
    clock = new Date('2028-01-01T00:00:00Z')
    expect(at(await is.ask('PUT', `/v3.0/bookings/${late}`), 'data')).toMatchObject(charged)
    expect(await is.ask('PUT', '/v3.0/bookings/nothing')).toMatchObject({ status: 204 })
  })

  test('refuses an old offer, an unknown prebook, a room without a guest', async () => {
    const offerId = await firstOffer({ occupancies: [{ adults: 2 }, { adults: 2 }] })
    const prebooked = await is.prebook(offerId)
    expect(await is.book('nothing', 'R-2')).toMatchObject({ status: 400, body: { error: { code: 4002 } } })
    expect(await is.book(at(prebooked, 'data', 'prebookId'), 'R-2')).toMatchObject({
      status: 400,
      body: { error: { code: 4002 } },
    })
    clock = new Date('2027-01-05T11:00:00Z')
    expect(await is.prebook(offerId)).toMatchObject({ status: 408, body: { error: { code: 4040 } } })
    expect(await is.prebook('ABC')).toMatchObject({ status: 400, body: { error: { code: 4002 } } })
  })

  test('a broken body is answered in the words of the protocol, without a stack trace', async () => {
    const response = await fetch(`${partner.url}/v3.0/rates/book`, {
      method: 'POST',
      headers: { 'x-api-key': partner.apiKey, 'content-type': 'application/json' },
      body: '{"prebookId":',
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 4000 } })
  })

  test('bookings and prebooks survive a restart, even one that tore the last line', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'partner-'))
    const before = await startPartner({ dataDir, now: () => clock })
    const client = asking(before)
    const offerId = at(await client.rates(), 'data', 0, 'roomTypes', 0, 'offerId')
    const [sold, waiting] = [await client.prebook(offerId), await client.prebook(offerId)]
    const bookingId = at(await client.book(at(sold, 'data', 'prebookId'), 'R-9'), 'data', 'bookingId')
    await before.stop()
    const journal = join(dataDir, 'journal.ndjson')
    await writeFile(journal, `${await readFile(journal, 'utf8')}{"booking":{"bookingId":"torn`)

    const after = await startPartner({ dataDir, now: () => clock })
    const again = asking(after)
    expect(at(await again.ask('GET', '/v3.0/bookings?clientReference=R-9'), 'data', 0, 'bookingId')).toBe(bookingId)
    expect(at(await again.book(at(sold, 'data', 'prebookId'), 'R-9'), 'data', 'bookingId')).toBe(bookingId)
    expect(await again.book(at(waiting, 'data', 'prebookId'), 'R-10')).toMatchObject({ status: 200 })
    await after.stop()
    await rm(dataDir, { recursive: true })
  })

  test('shows its bookings to a browser, a guest named like a script as text', async () => {
    const prebookId = at(await is.prebook(await firstOffer()), 'data', 'prebookId')
    await is.book(prebookId, 'R-3', { holder: { ...HOLDER, lastName: '<script>alert(1)</script>' } })
    const page = await (await fetch(partner.url)).text()
    expect(page).toContain('R-3')
    expect(page).not.toContain('<script>')
    expect(await booked('R-4')).toMatchObject({ status: 200 })
  })
})
