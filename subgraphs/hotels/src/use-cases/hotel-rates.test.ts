import { readFileSync } from 'node:fs'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { describe, expect, test } from 'vitest'

import { Shelves } from '../database/shelves.ts'
import { recomputeOffers } from '../testing/recomputed.ts'
import { munich, smallCatalogue, testNow } from '../testing/small-catalogue.ts'

const catalogue = await smallCatalogue({ hotels: 150 })
const { sql } = catalogue
const contract = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')

const staffOf = (...hotels: string[]): Viewer => ({
  kind: 'customer',
  customerId: 'c-clerk',
  email: 'clerk@example.com',
  staffOf: hotels,
})
const rates = `__typename ... on Refusal { message } ... on InvalidRate { field } ... on WrongCurrency { currency }
  ... on HotelRates { roomType { id } nights { date standard { amount } price { amount currency } decided { ofStandardBps at } } }`
type Night = {
  date: string
  standard: { amount: number }
  price: { amount: number; currency: string }
  decided: { ofStandardBps: number | null; at: string } | null
}
type Rates = { __typename: string; message?: string; field?: string; currency?: string; nights: Night[] }

const asking = async (query: string, variables: object, viewer: Viewer): Promise<Rates> => {
  const { data, errors } = await catalogue.ask<Record<string, Rates>>(query, variables, { viewer })
  if (errors) throw new Error(JSON.stringify(errors))
  return Object.values(data)[0] as Rates
}
const set = (input: object, viewer: Viewer) =>
  asking(`mutation ($input: SetRatesInput!) { setRates(input: $input) { ${rates} } }`, { input }, viewer)
const read = (roomTypeId: string, viewer: Viewer, from = '2027-06-11', to = '2027-06-14') =>
  asking(
    `query ($roomTypeId: ID!, $from: Date!, $to: Date!) { hotelRates(roomTypeId: $roomTypeId, from: $from, to: $to) { ${rates} } }`,
    { roomTypeId, from, to },
    viewer,
  )
const offersOf = async (hotelId: number, stay = { checkIn: '2027-06-11', checkOut: '2027-06-13' }) => {
  type Offers = { hotel: { offers: { id: string; roomType: { id: string }; total: { amount: number } }[] } }
  const { data } = await catalogue.ask<Offers>(
    `query ($id: ID!, $stay: StayInput!) { hotel(id: $id) {
      offers(stay: $stay, rooms: [{ adults: 2 }]) { id roomType { id } ratePlan { id } total { amount } nights { price { amount } } } } }`,
    { id: `h${hotelId}`, stay },
  )
  return data.hotel.offers
}
const terms = async (hotelId: number) => {
  const [row] = await sql<{ step: number; currency: string }[]>`
    select price_step::float8 as step, currency from hotel where id = ${hotelId}`
  if (!row) throw new Error('no such hotel')
  return row
}
const revision = async () => (await sql`select revision from catalogue`)[0]?.['revision'] as number

const rising = (one: number, other: number) => one - other
const sums = (offers: { total: { amount: number } }[]) => offers.map(({ total }) => total.amount).toSorted(rising)
const sumsApart = (offers: { total: number }[]) => offers.map(({ total }) => total).toSorted(rising)

const june = { from: '2027-06-11', to: '2027-06-13' }

test('a price that staff set is what guests are offered, at once, and to the unit what is worked out apart', async () => {
  const { step, currency } = await terms(5)
  const before = await offersOf(5)
  const price = { amount: step * 777, currency }
  const answer = await set({ roomTypeId: 'r40', ...june, rate: { price } }, staffOf('h5'))
  expect(answer.nights.map((night) => [night.date, night.price])).toEqual([
    ['2027-06-11', price],
    ['2027-06-12', price],
  ])
  expect(answer.nights[0]?.decided).toEqual({ ofStandardBps: null, at: testNow.toISOString() })
  const after = await offersOf(5)
  const apart = await recomputeOffers(sql, 5, ['2027-06-11', '2027-06-12'], [{ adults: 2, childAges: [] }], 192)
  expect(sums(after)).toEqual(sumsApart(apart))
  const others = (offers: typeof before) =>
    offers.filter(({ roomType }) => roomType.id !== 'r40').map(({ total }) => total.amount)
  expect(others(after)).toEqual(others(before))
  expect(after.map(({ total }) => total.amount)).not.toEqual(before.map(({ total }) => total.amount))
})

test('a share moves with the standard price, the last word counts, and the standard price comes back', async () => {
  const staff = staffOf('h9')
  const { step, currency } = await terms(9)
  const standard = await offersOf(9)
  await set({ roomTypeId: 'r72', ...june, rate: { price: { amount: step * 9, currency } } }, staff)
  const { nights } = await set({ roomTypeId: 'r72', ...june, rate: { ofStandardBps: 12_500 } }, staff)
  for (const night of nights) {
    expect(Math.abs(night.price.amount - night.standard.amount * 1.25)).toBeLessThanOrEqual(step / 2)
    expect(night.price.amount % step).toBe(0)
    expect(night.decided?.ofStandardBps).toBe(12_500)
  }
  const apart = await recomputeOffers(sql, 9, ['2027-06-11', '2027-06-12'], [{ adults: 2, childAges: [] }], 192)
  expect(sums(await offersOf(9))).toEqual(sumsApart(apart))
  const back = await set({ roomTypeId: 'r72', ...june, rate: { standard: true } }, staff)
  expect(
    back.nights.every(({ decided, price, standard: was }) => decided === null && price.amount === was.amount),
  ).toBe(true)
  expect(sums(await offersOf(9))).toEqual(sums(standard))
})

test('only the weekdays asked for are changed', async () => {
  const range = { from: '2027-07-05', to: '2027-07-19' } // two weeks from a Monday
  const { nights } = await set(
    { roomTypeId: 'r72', ...range, weekdays: ['FRIDAY', 'SATURDAY'], rate: { ofStandardBps: 20_000 } },
    staffOf('h9'),
  )
  expect(nights.filter(({ decided }) => decided !== null).map(({ date }) => date)).toEqual([
    '2027-07-09',
    '2027-07-10',
    '2027-07-16',
    '2027-07-17',
  ])
})

test('what is kept of rates under the tag of the schema ends with a change, and only with one', async () => {
  const [, format] =
    /hotelRates[^@]*(?:@tag\([^)]*\)\s*)?@cacheControl\([^)]*scope: PRIVATE\)\s*@cacheTag\(format: "([^"]+)"\)/.exec(
      contract,
    ) ?? []
  const told: [string, number][] = []
  const decided = async () =>
    (await read('r72', staffOf('h9'))).nights.filter((night) => night.decided?.ofStandardBps === 11_000).length
  const { cacheTags } = catalogue
  catalogue.cacheTags = {
    whileChanging: async (tags, work) => {
      told.push([tags.join(), await decided()])
      const done = await work()
      told.push([tags.join(), await decided()])
      return done
    },
  }
  await set({ roomTypeId: 'r72', ...june, rate: { ofStandardBps: 11_000 } }, staffOf('h9'))
  const tag = format?.replace('{$args.roomTypeId}', 'r72')
  expect(told).toEqual([
    [tag, 0],
    [tag, 2],
  ])
  await set({ roomTypeId: 'r72', ...june, rate: { ofStandardBps: 0 } }, staffOf('h9'))
  await set({ roomTypeId: 'r72', ...june, rate: { standard: true } }, staffOf('h8'))
  expect(told).toHaveLength(2)
  catalogue.cacheTags = cacheTags
  await set({ roomTypeId: 'r72', ...june, rate: { standard: true } }, staffOf('h9'))
})

test('an offer in hand keeps its price', async () => {
  const [offer] = await offersOf(14)
  const roomTypeId = offer?.roomType.id ?? ''
  await set({ roomTypeId, ...june, rate: { ofStandardBps: 50_000 } }, staffOf('h14'))
  type Back = { _entities: { total: { amount: number } }[] }
  const { data } = await catalogue.ask<Back>(
    'query ($is: [_Any!]!) { _entities(representations: $is) { ... on Offer { total { amount } } } }',
    { is: [{ __typename: 'Offer', id: offer?.id }] },
  )
  expect(data._entities).toEqual([{ total: offer?.total }])
  const now = (await offersOf(14)).filter(({ roomType }) => roomType.id === roomTypeId)
  expect(now.every(({ total }) => total.amount > (offer?.total.amount ?? 0))).toBe(true)
})

describe('searches', () => {
  const stayOf = 'stay: { checkIn: "2027-06-11", checkOut: "2027-06-13" }, rooms: [{ adults: 2 }]'
  const search = async () => {
    type Found = {
      searchHotels: { edges: { node: { hotel: { id: string }; offer: { total: { amount: number } } } }[] }
    }
    const { data } = await catalogue.ask<Found>(
      `{ searchHotels(where: { cityId: "${munich}", ${stayOf} }, sort: PRICE) { edges { node { hotel { id } offer { total { amount } } } } } }`,
    )
    return data.searchHotels.edges.map(({ node }) => ({ id: node.hotel.id, total: node.offer.total.amount }))
  }

  test('list the hotel by its new price', async () => {
    const before = await search()
    const cheapest = before[0]?.id ?? ''
    const rooms = await sql<{ id: number }[]>`select id from room_type where id >> 3 = ${Number(cheapest.slice(1))}`
    for (const { id } of rooms)
      await set({ roomTypeId: `r${id}`, ...june, rate: { ofStandardBps: 90_000 } }, staffOf(cheapest))
    const after = await search()
    expect(after.at(0)?.id).toBe(before[1]?.id)
    expect(after.find(({ id }) => id === cheapest)?.total ?? Infinity).toBeGreaterThan(before[0]?.total ?? 0)
  })

  test('in a process that looks twice a second see it within a second; without the revision they never would', async () => {
    const shelves = new Shelves(sql)
    const city = Number(munich.slice(1))
    const seen = async (at: number) => {
      const towns = await Promise.all([city, 2_267_057].map((id) => shelves.townWith(id, at)))
      return towns.flatMap((town) => [...(town?.rates.values() ?? [])]).reduce((sum, known) => sum + known.size, 0)
    }
    const [room] = await sql<{ id: number }[]>`
      select id from room_type where (id >> 3) in (select id from hotel where city_id = ${city}) order by id desc limit 1`
    const id = room?.id ?? 0
    const begun = await seen(1_000_000)
    const range = { from: '2027-09-01', to: '2027-09-04' }
    await set({ roomTypeId: `r${id}`, ...range, rate: { ofStandardBps: 9_000 } }, staffOf(`h${id >> 3}`))
    expect(await seen(1_001_000)).toBe(begun + 3)

    // The negative control: the same written past the use case.
    await sql`insert into room_rate values (${id}, '2027-10-01', null, 9000, 'nobody', now())`
    expect(await seen(1_005_000)).toBe(begun + 3)
    await sql`update catalogue set revision = revision + 1` // about everything, as a seed would
    expect(await seen(1_006_000)).toBe(begun + 4)
  })

  test('read again the district of the town that changed, and no other', async () => {
    const shelves = new Shelves(sql, { lookEveryMs: 0 })
    const [there, elsewhere] = [Number(munich.slice(1)), 2_267_057]
    const before = await shelves.townWith(elsewhere, 1)
    await shelves.townWith(there, 1)
    const [room] = await sql<{ id: number }[]>`
      select id from room_type where (id >> 3) in (select id from hotel where city_id = ${there}) limit 1`
    const id = room?.id ?? 0
    await set({ roomTypeId: `r${id}`, ...june, rate: { ofStandardBps: 8_000 } }, staffOf(`h${id >> 3}`))
    const changed = (await shelves.hotel(there, id >> 3, 2))?.rooms.find((one) => one.id === id)
    expect(changed?.rates?.get('2027-06-11')).toEqual({ kind: 'SHARE', bps: 8_000 })
    expect(await shelves.townWith(elsewhere, 2)).toBe(before) // the very same object
  })
})

test('said again, it changes nothing and tells nobody', async () => {
  const input = { roomTypeId: 'r16', ...june, rate: { ofStandardBps: 11_000 } }
  const first = await set(input, staffOf('h2'))
  const was = await revision()
  expect(await set(input, staffOf('h2'))).toEqual(first)
  await set({ ...input, rate: { standard: true } }, staffOf('h2'))
  await set({ ...input, rate: { standard: true } }, staffOf('h2'))
  expect((await revision()) - was).toBe(1)
})

test('two clerks at once, ranges in either order: no deadlock, and one of them has the last word for every night', async () => {
  const both = (bps: number) =>
    set({ roomTypeId: 'r16', from: '2027-08-01', to: '2027-10-01', rate: { ofStandardBps: bps } }, staffOf('h2'))
  await Promise.all(Array.from({ length: 12 }, (_, n) => both(10_000 + n * 100)))
  const { nights } = await read('r16', staffOf('h2'), '2027-08-01', '2027-10-01')
  expect(new Set(nights.map(({ decided }) => decided?.ofStandardBps)).size).toBe(1)
})

describe('who sees nothing and changes nothing', () => {
  const strangers: [string, Viewer][] = [
    ['a stranger', { kind: 'anonymous' }],
    ['a guest', { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' }],
    ['staff of another hotel', staffOf('h3', 'h20', 'h200')],
    ['somebody with the room type’s number in place of the hotel’s', staffOf('h16', 'r16', '2')],
    ['an integrator', { kind: 'integrator', clientId: 'c', scopes: ['SEARCH', 'BOOK'], mode: 'LIVE' }],
    ['a sister', { kind: 'service', name: 'reservations' }],
  ]
  test.each(strangers)('%s', async (_, viewer) => {
    const before = await sql`select * from room_rate where room_type_id = 16 order by night`
    const refusal = { __typename: 'NotHotelStaff', message: expect.stringContaining('Only the staff') }
    expect(await read('r16', viewer)).toEqual(refusal)
    expect(await set({ roomTypeId: 'r16', ...june, rate: { ofStandardBps: 100 } }, viewer)).toEqual(refusal)
    expect([...(await sql`select * from room_rate where room_type_id = 16 order by night`)]).toEqual([...before])
  })

  test('a room type that is none is answered alike', async () => {
    for (const id of ['r99999999', 'p-liteapi-1', '', "r16'; --", 'r23'])
      expect(await read(id, staffOf('h2', 'h12499999'))).toMatchObject({ __typename: 'NotHotelStaff' })
  })
})

describe('what is refused, and written nowhere', () => {
  const staff = staffOf('h2')
  const share = { ofStandardBps: 9_000 }
  test.each([
    ['a range that ends before it begins', { from: '2027-06-13', to: '2027-06-11', rate: share }, 'InvalidDates'],
    ['a range of no night', { from: '2027-06-13', to: '2027-06-13', rate: share }, 'InvalidDates'],
    ['yesterday', { from: '2026-11-30', to: '2027-06-11', rate: share }, 'InvalidDates'],
    ['three years ahead', { from: '2027-06-11', to: '2029-12-01', rate: share }, 'InvalidDates'],
    [
      'no such weekday in it',
      { from: '2027-06-11', to: '2027-06-12', weekdays: ['MONDAY'], rate: share },
      'InvalidDates',
    ],
    ['nothing said', { ...june, rate: {} }, 'InvalidRate'],
    ['two things said', { ...june, rate: { ...share, standard: true } }, 'InvalidRate'],
    ['a share of nothing', { ...june, rate: { ofStandardBps: 0 } }, 'InvalidRate'],
    ['a share of less', { ...june, rate: { ofStandardBps: -5 } }, 'InvalidRate'],
    ['a hundredfold', { ...june, rate: { ofStandardBps: 1_000_000 } }, 'InvalidRate'],
    ['a price of nothing', { ...june, rate: { price: { amount: 0, currency: 'own' } } }, 'InvalidRate'],
    ['a price below nothing', { ...june, rate: { price: { amount: -100, currency: 'own' } } }, 'InvalidRate'],
    ['a slip of the hand', { ...june, rate: { price: { amount: 100_000_000_100, currency: 'own' } } }, 'InvalidRate'],
    ['half a step', { ...june, rate: { price: { amount: 12_301, currency: 'own' } } }, 'InvalidRate'],
    ['another currency', { ...june, rate: { price: { amount: 12_300, currency: 'KWD' } } }, 'WrongCurrency'],
  ])('%s', async (_, input, refusal) => {
    const { currency } = await terms(2)
    const before = [await revision(), await sql`select count(*) from room_rate`]
    const own = JSON.parse(JSON.stringify(input).replace('"own"', `"${currency}"`)) as object
    const answer = await set({ roomTypeId: 'r16', ...own }, staff)
    expect(answer).toMatchObject({ __typename: refusal, message: expect.stringMatching(/^[A-Z].+\.$/) })
    expect([await revision(), await sql`select count(*) from room_rate`]).toEqual(before)
  })
})
