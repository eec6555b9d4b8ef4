import { beforeAll, expect, test } from 'vitest'

import { createContext } from '../context.ts'
import { addDays } from '../domain/calendar.ts'
import { dateThere } from '../domain/local-time.ts'
import { recomputeCheapest } from '../testing/recomputed.ts'
import { numberOf } from '../testing/search-query.ts'
import { kyoto, lisbon, munich, rome, smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'
import { keepSearches } from './kept-searches.ts'
import { searchHotels } from './search-hotels.ts'

const calendars = Number(process.env['CALENDARS'] ?? 4)

type Money = { amount: number; currency: string }
type Day = { checkIn: string; total: Money | null; shownTotal: Money | null }

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
let rooms: { id: number; hotelId: number }[]
beforeAll(async () => {
  catalogue = await smallCatalogue()
  rooms = await catalogue.sql`
    select room_type.id, hotel.id as "hotelId" from room_type join hotel on hotel.id = room_type.id >> 3
    where city_id in (2267057, 2867714, 3169070) order by 1`
})

/** A small generator with a seed. */
let seed = 7
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 4_294_967_296
}
const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One

let revision = 0
const tell = (id: number, night: string, left: readonly number[]) =>
  tellAvailability(
    {
      roomTypeId: `r${id}`,
      revision: (revision += 1),
      nights: left.map((one, at) => ({ night: addDays(night, at), left: one })),
    },
    catalogue,
  )

const text = `query ($hotelId: ID, $cityId: ID, $month: String!, $nights: Int!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
  priceCalendar(hotelId: $hotelId, cityId: $cityId, month: $month, nights: $nights, rooms: $rooms, currency: $currency) {
    month nights days { checkIn total { amount currency } shownTotal { amount currency } }
  }
}`
async function calendarOf(asked: object, now = testNow): Promise<Day[] | null> {
  const variables = { month: '2027-06', nights: 2, rooms: [{ adults: 2 }], ...asked }
  const { data, errors } = await catalogue.ask<{ priceCalendar: { days: Day[] } | null }>(text, variables, { now })
  if (errors) throw new Error(errors[0]?.message)
  return data.priceCalendar?.days ?? null
}

const parties = [[{ adults: 2 }], [{ adults: 1 }], [{ adults: 2, childAges: [5, 14] }], [{ adults: 2 }, { adults: 1 }]]

/** The lowest of all that the hotel offers for a stay, asked for by itself. */
async function offered(id: string, stay: object, guests: object, now: Date): Promise<Money | null> {
  const { data, errors } = await catalogue.ask<{ hotel: { offers: { total: Money }[] } }>(
    'query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) { hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { total { amount currency } } } }',
    { id, stay, rooms: guests },
    { now },
  )
  if (errors) return null // refused: too early or too late
  return data.hotel.offers.map(({ total }) => total).toSorted((a, b) => a.amount - b.amount)[0] ?? null
}

test('each day of a hotel’s calendar is the lowest of what it offers for that day, whatever is left of its rooms', async () => {
  let [sold, none] = [0, 0]
  for (let round = 0; round < calendars; round++) {
    const { hotelId } = pick(rooms)
    for (const { id } of rooms.filter((one) => one.hotelId === hotelId))
      await tell(id, addDays('2027-05-25', Math.floor(random() * 30)), Array.from({ length: 20 }, () => pick([0, 0, 1, 2]))) // prettier-ignore
    const asked = { hotelId: `h${hotelId}`, nights: pick([1, 3, 9, 30]), rooms: pick(parties) }
    // On one of these days a part of the month is past, on another a part is not yet sold.
    const now = pick([testNow, new Date('2027-06-09T22:30:00Z'), new Date('2026-06-12T10:00:00Z')])
    const days = (await calendarOf(asked, now)) ?? []
    expect(days.map(({ checkIn }) => checkIn)).toEqual(Array.from({ length: 30 }, (_, day) => addDays('2027-06-01', day))) // prettier-ignore
    for (const { checkIn, total } of days) {
      const stay = { checkIn, checkOut: addDays(checkIn, asked.nights) }
      expect({ checkIn, total }).toEqual({ checkIn, total: await offered(asked.hotelId, stay, asked.rooms, now) })
      if (total) sold += 1
      else none += 1
    }
  }
  expect(Math.min(sold, none)).toBeGreaterThan(5)
})

test('a day costs what is worked out for it from the rows of the database, and nothing where a night is sold out', async () => {
  const [hotel] = await catalogue.sql<
    { id: number }[]
  >`select id from hotel where city_id = 1857910 order by id limit 1`
  const gone = ['2027-09-10', '2027-09-11']
  for (const { id } of await catalogue.sql<
    { id: number }[]
  >`select id from room_type where id >> 3 = ${hotel?.id ?? 0}`)
    await tell(id, '2027-09-10', [0, 0])
  const days = (await calendarOf({ hotelId: `h${hotel?.id}`, month: '2027-09' })) ?? []
  for (const { checkIn, total } of days) {
    const dates = [checkIn, addDays(checkIn, 1)]
    const least = await recomputeCheapest(catalogue.sql, hotel?.id ?? 0, dates, [{ adults: 2, childAges: [] }], 200)
    expect(total?.amount).toBe(dates.some((date) => gone.includes(date)) ? undefined : least?.total)
  }
  expect(days.filter(({ total }) => total === null)).toHaveLength(3)
})

test('each day of a city’s calendar is what the cheapest hotel of that day’s search is shown for, in the currency asked for', async () => {
  for (const [cityId, currency, nights] of [
    [lisbon, null, 3],
    [kyoto, 'EUR', 2],
    [rome, 'USD', 14],
  ] as const) {
    const guests = pick(parties)
    const days = (await calendarOf({ cityId, currency, nights, rooms: guests })) ?? []
    for (const { checkIn, total, shownTotal } of days) {
      const stay = { checkIn, checkOut: addDays(checkIn, nights) }
      const fresh = createContext({ ...catalogue, kept: keepSearches(catalogue.sql) }, { kind: 'anonymous' }, testNow)
      const where = { cityId, stay, rooms: guests, currency }
      const { edges } = await searchHotels({ where, sort: 'PRICE', first: 1, after: null }, fresh)
      const offer = edges[0]?.node.offer
      expect({ checkIn, total, shownTotal }).toEqual({
        checkIn,
        total: offer ? { amount: offer.terms.total, currency: offer.terms.currency } : null,
        shownTotal: offer?.shownTotal ?? null,
      })
    }
  }
})

test('what is told of rooms is in the calendar that is asked for next', async () => {
  const before = (await calendarOf({ cityId: munich, nights: 1 })) ?? []
  const search = `query ($where: HotelSearchInput!) { searchHotels(where: $where, sort: PRICE, first: 1) { edges { node { hotel { id } } } } }`
  const stay = { checkIn: '2027-06-05', checkOut: '2027-06-06' }
  const { data } = await catalogue.ask<{ searchHotels: { edges: { node: { hotel: { id: string } } }[] } }>(search, {
    where: { cityId: munich, stay, rooms: [{ adults: 2 }] },
  })
  const hotelId = numberOf(data.searchHotels.edges[0]?.node.hotel.id ?? '')
  for (const { id } of await catalogue.sql<{ id: number }[]>`select id from room_type where id >> 3 = ${hotelId}`)
    await tell(id, '2027-06-05', [0])
  const after = (await calendarOf({ cityId: munich, nights: 1 })) ?? []
  expect(after[4]?.total?.amount).toBeGreaterThan(before[4]?.total?.amount ?? Infinity)
  expect(after.toSpliced(4, 1)).toEqual(before.toSpliced(4, 1))
})

test('past days and days too far ahead have no price; what makes no sense is refused; a hotel that is not ours has no calendar', async () => {
  const today = dateThere(testNow, 'Europe/Lisbon')
  const month = (await calendarOf({ cityId: lisbon, month: today.slice(0, 7), nights: 1 })) ?? []
  expect(month).toHaveLength(31)
  for (const { checkIn, total } of month) expect(total === null).toBe(checkIn < today)
  const last = (await calendarOf({ cityId: lisbon, month: '2027-12', nights: 1 })) ?? []
  expect(last.filter(({ total }) => total).map(({ checkIn }) => checkIn)).toEqual(['2027-12-01'])
  expect(await calendarOf({ hotelId: 'p-liteapi-lp1' })).toBeNull()
  expect(await calendarOf({ hotelId: 'h999999' })).toBeNull()
  for (const [asked, words] of [
    [{}, 'exactly one of hotelId and cityId'],
    [{ cityId: lisbon, hotelId: 'h1' }, 'exactly one of hotelId and cityId'],
    [{ cityId: lisbon, month: 'June' }, 'month is written like'],
    [{ cityId: lisbon, nights: 31 }, 'nights must be 1 to 30'],
    [{ cityId: 'c1' }, 'no such city'],
    [{ cityId: lisbon, rooms: [] }, 'at least one room'],
  ] as const)
    await expect(calendarOf(asked)).rejects.toThrow(words)
})
