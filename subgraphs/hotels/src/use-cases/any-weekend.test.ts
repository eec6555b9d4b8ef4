import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { addDays } from '../domain/calendar.ts'
import { weekendsOf } from '../domain/weekends.ts'
import { catalogueWithPartner, housesQuery, searchHouses, sellersOf, type Houses } from '../testing/search-houses.ts'
import { lisbon, smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

const now = new Date()
const today = now.toISOString().slice(0, 10)
const month = addDays(today, 90).slice(0, 7)
const rooms = [{ adults: 2 }]
const place = { near: { latitude: 38.71667, longitude: -9.13333, radiusKm: 2.5 } } // few enough for one page

let catalogue: Awaited<ReturnType<typeof catalogueWithPartner>>
beforeAll(async () => {
  catalogue = await catalogueWithPartner()
  // Of every other kind of room none is left on one of the weekends.
  const kinds = await catalogue.sql<{ id: number }[]>`
    select room_type.id from room_type join hotel on hotel.id = room_type.id >> 3 where city_id = 2267057 order by 1`
  const weekends = weekendsOf(month, 1) ?? []
  for (const [at, { id }] of kinds.entries()) {
    if (at % 2 === 0) continue
    const nights = [{ night: weekends[at % weekends.length]?.checkIn ?? '', left: 0 }]
    await tellAvailability({ roomTypeId: `r${id}`, revision: 1, nights }, catalogue)
  }
})
afterAll(() => catalogue.stop())

const search = (where: object, page: object = {}) => searchHouses(catalogue, { ...place, rooms, ...where }, page, now)
const refusal = (where: object) =>
  search(where).then(
    () => undefined,
    (error: Error) => error.message,
  )
const sold = ({ edges }: Pick<Houses, 'edges'>) => edges.flatMap(({ node }) => sellersOf(node))

test.each([
  ['two nights', { nights: 2 }, {}],
  ['one night, freely cancelled', { nights: 1 }, { freeCancellation: true }],
  ['three nights with breakfast', { nights: 3 }, { boards: ['BREAKFAST'] }],
])(
  'whoever sells a house is found with the cheapest weekend, of equal ones the earliest: %s',
  async (_, { nights }, filters) => {
    const best = new Map<string, [number, string]>()
    for (const stay of weekendsOf(month, nights) ?? [])
      for (const { hotel, total, checkIn } of sold(await search({ stay, ...filters })))
        if (total.amount < (best.get(hotel.id)?.[0] ?? Infinity)) best.set(hotel.id, [total.amount, checkIn])
    const found = await search({ anyWeekendOf: { month, nights }, ...filters })
    const told = sold(found).map(({ hotel, total, checkIn }) => [hotel.id, [total.amount, checkIn]] as const)
    expect(new Map(told)).toEqual(best)
    expect(told).toHaveLength(best.size)
    expect(found.totalCount).toBe(found.edges.length)
    expect(new Set(told.map(([, [, checkIn]]) => checkIn)).size).toBeGreaterThan(1)
    const sums = found.edges.map(({ node }) => node.offer.total.amount)
    expect(sums).toEqual(sums.toSorted((a, b) => a - b))
    expect(found.partners).toMatchObject([{ status: 'COMPLETE' }])
    for (const { stars, count } of found.facets.stars)
      expect((await search({ anyWeekendOf: { month, nights }, ...filters, stars: [stars] })).totalCount).toBe(count)
  },
)

test('an offer is signed for the weekend it tells, and pages follow one another', async () => {
  const where = { anyWeekendOf: { month } } // two nights when nothing is said
  const whole = await search(where)
  for (const { id, checkIn, checkOut, total } of sold(whole)) {
    expect(weekendsOf(month, 2)).toContainEqual({ checkIn, checkOut })
    expect(offerClaims.parse(decodeJwt(id))).toMatchObject({ stay: { checkIn, checkOut }, total: total.amount })
  }
  const seen: string[] = []
  for (let after: string | null = null; ;) {
    const page: Houses = await search(where, { first: 7, after })
    seen.push(...page.edges.map(({ node }) => node.hotel.id))
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  expect(seen).toEqual(whole.edges.map(({ node }) => node.hotel.id))
})

test('weekends that are over are left out; a month without any is refused, and so is what cannot be understood', async () => {
  const within = { cityId: lisbon, near: undefined }
  // On the second Saturday of the month, at noon there.
  const [, second] = weekendsOf(month, 1) ?? []
  const then = new Date(`${second?.checkIn}T12:00:00Z`)
  const own = await smallCatalogue({ hotels: 120 })
  const askThen = (where: object) =>
    own.ask<{ searchHotels: Houses }>(housesQuery, { where: { ...within, rooms, ...where }, first: 100 }, { now: then })
  const { data } = await askThen({ anyWeekendOf: { month, nights: 1 } })
  expect(data.searchHotels.edges.length).toBeGreaterThan(0)
  for (const { checkIn } of sold(data.searchHotels)) expect(checkIn >= (second?.checkIn ?? '')).toBe(true)
  const past = addDays(`${month}-01`, -40).slice(0, 7)
  expect((await askThen({ anyWeekendOf: { month: past } })).errors?.[0]?.message).toBe(
    'No weekend of that month is left.',
  )

  const stay = { checkIn: addDays(today, 50), checkOut: addDays(today, 52) }
  const exactlyOne = 'Say when with exactly one of stay and anyWeekendOf.'
  expect(await refusal({})).toBe(exactlyOne)
  expect(await refusal({ stay, anyWeekendOf: { month } })).toBe(exactlyOne)
  expect(await refusal({ anyWeekendOf: { month }, flexibleDays: 2 })).toMatch('flexibleDays is for a stay')
  expect(await refusal({ anyWeekendOf: { month: '2027-13' } })).toBe('month is written like 2027-06.')
  expect(await refusal({ anyWeekendOf: { month, nights: 4 } })).toBe('A weekend has 1 to 3 nights.')
  expect(await refusal({ anyWeekendOf: { month: addDays(today, 420).slice(0, 7) } })).toMatch('days ahead')
  expect(await refusal({ anyWeekendOf: { month }, rooms: [] })).toMatch(/room/i)
})

test('a partner that answers for some weekends only has answered in part', async () => {
  await catalogue.tellPartner('scenario', { effect: 'garbageHtml', operation: 'rates', times: 1 })
  const { partners, edges } = await search({ anyWeekendOf: { month } })
  await catalogue.tellPartner('reset')
  expect(partners).toMatchObject([{ status: 'PARTIAL' }])
  expect(partners[0]?.hotelCount).toBeGreaterThan(0)
  expect(edges.length).toBeGreaterThan(0)
})
