import { compileOperation } from '@staygraph/subgraph-kit/compiled-operation'
import { parse } from 'graphql'
import { beforeAll, expect, test } from 'vitest'

import { createContext } from '../context.ts'
import { keepRates } from '../database/exchange-rates.ts'
import { addDays } from '../domain/calendar.ts'
import type { Sort } from '../domain/ranking.ts'
import { schema } from '../server.ts'
import { lisbon, munich, smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'
import { forgetPastNights } from './forget-past-nights.ts'
import { keepSearches, type KeptSearches } from './kept-searches.ts'
import { searchHotels, type SearchPage } from './search-hotels.ts'

const steps = Number(process.env['KEPT_STEPS'] ?? 160)

/** A small generator with a seed. */
const mulberry = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
let rooms: { id: number }[]
beforeAll(async () => {
  catalogue = await smallCatalogue()
  rooms = await catalogue.sql`
    select room_type.id from room_type join hotel on hotel.id = room_type.id >> 3
    join city on city.id = hotel.city_id where city.country in ('PT', 'DE') order by 1`
})

let revision = 0
const tell = (id: number, night: string, nights: number, left: number) =>
  tellAvailability(
    {
      roomTypeId: `r${id}`,
      revision: (revision += 1),
      nights: Array.from({ length: nights }, (_, at) => ({ night: addDays(night, at), left })),
    },
    catalogue,
  )

const asked = `query ($where: HotelSearchInput!, $sort: HotelSort!, $first: Int!) {
  searchHotels(where: $where, sort: $sort, first: $first) {
    edges { cursor node {
      distanceKm hotel { id name }
      offer { roomName board roomsLeft total { amount } shownTotal { amount currency } cancellation { freeUntil summary } nights { date } }
      furtherOffers { id hotel { id } }
    } }
    totalCount facets { stars { stars count } price { highest { amount } } }
  }
}`
const write = () => compileOperation(schema, parse(asked))
/** Of a process that goes on: what it wrote is kept, too. */
const writtenBy = new WeakMap<KeptSearches, ReturnType<typeof write>>()

/** An answer as it is sent. */
async function textOf(kept: KeptSearches, { where, sort, first }: SearchPage, now: Date) {
  const operation = writtenBy.get(kept) ?? write()
  writtenBy.set(kept, operation)
  const context = createContext({ ...catalogue, kept }, { kind: 'anonymous' }, now)
  const { data, errors } = await operation.execute(context, { where, sort, first })
  expect(errors).toBeUndefined()
  return data
}

/** All that an answer says, but what is another in each: an offer's name and hour. */
async function answerOf(kept: KeptSearches, page: SearchPage, now = testNow) {
  const found = await searchHotels(page, createContext({ ...catalogue, kept }, { kind: 'anonymous' }, now))
  return JSON.stringify({
    ...found,
    edges: found.edges.map(({ cursor, node: { hotel, distanceKm, offer } }) => {
      const { terms, roomsLeft, shownTotal } = offer
      return { cursor, hotelId: hotel.id, distanceKm, terms, roomsLeft, shownTotal }
    }),
  })
}

const stays = [
  { checkIn: '2027-06-11', checkOut: '2027-06-14' },
  { checkIn: '2027-06-12', checkOut: '2027-06-22' }, // over the edge of a block
  { checkIn: '2027-06-13', checkOut: '2027-06-14' },
]
const parties = [[{ adults: 2 }], [{ adults: 1 }, { adults: 2, childAges: [5] }], [{ adults: 2, childAges: [3, 14] }]]
const filters = [
  {},
  {},
  { stars: [3, 4] },
  { freeCancellation: true },
  { priceTo: 60_000 },
  { currency: 'USD' },
  { flexibleDays: 2 },
]
const orders: Sort[] = ['PRICE', 'RECOMMENDED', 'STARS']

/** Asked for so often that their answers are written from what is kept. */
const frequent = [lisbon, munich].flatMap((cityId) =>
  [{}, { currency: 'USD' }].map((filter): SearchPage => {
    const where = { cityId, stay: stays[0]!, rooms: parties[0]!, ...filter }
    return { where, sort: 'PRICE', first: 5, after: null }
  }),
)

/** Random news and searches, some at once, by processes that keep what they searched. Answers in how many cases one differed from a fresh process'; a control ends with the first. */
async function interleave(
  processes: readonly KeptSearches[],
  seed: number,
  { most = steps, endsAtFirst = false } = {},
): Promise<{ differing: number }> {
  const random = mulberry(seed)
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One
  let differing = 0
  for (let step = 0; step < most && !(endsAtFirst && differing > 0); step++) {
    if (random() < 0.5) {
      const night = addDays('2027-06-09', Math.floor(random() * 14))
      const [nights, left] = [1 + Math.floor(random() * 3), Math.floor(random() * 3)]
      await tell(pick(rooms).id, night, nights, left)
    } else {
      const where = { cityId: pick([lisbon, munich]), stay: pick(stays), rooms: pick(parties), ...pick(filters) }
      const page = { where, sort: pick(orders), first: pick([5, 20]), after: null }
      // Between those instants plans cease to be free to cancel, and it gets another day.
      const now = pick([testNow, new Date('2027-06-09T12:00:00Z'), new Date('2027-06-10T21:00:00Z')])
      const [fresh, ...others] = await Promise.all([
        answerOf(keepSearches(catalogue.sql), page, now),
        ...processes.map((kept) => answerOf(kept, page, now)),
      ])
      if (others.some((answer) => answer !== fresh)) differing += 1
      const again = pick(frequent)
      const [anew, ...texts] = await Promise.all([
        textOf(keepSearches(catalogue.sql), again, now),
        ...processes.map((kept) => textOf(kept, again, now)),
      ])
      if (texts.some((text) => text !== anew)) differing += 1
    }
  }
  return { differing }
}

test('whatever was searched and told before, an answer is the one of a process that kept nothing', async () => {
  const roomy = keepSearches(catalogue.sql)
  const narrow = keepSearches(catalogue.sql, { atMostBytes: 60_000 }) // each search makes another one leave
  expect(await interleave([roomy, narrow], 11)).toEqual({ differing: 0 })
})

test.each([
  ['no news is taken over', ({ nights }: KeptSearches) => Object.assign(nights, { follow: async () => {} })],
  ['a price is kept whatever was told', ({ prices }: KeptSearches) => Object.assign(prices, { holds: () => true })],
])('the negative control: it is noticed when %s', async (_, spoil) => {
  const spoiled = keepSearches(catalogue.sql)
  spoil(spoiled)
  // A room that is shown and is gone may also be noticed by the search itself.
  const seen = await interleave([spoiled], 12, { most: 600, endsAtFirst: true }).catch((error: Error) => ({
    differing: error.message,
  }))
  expect(seen).not.toEqual({ differing: 0 })
})

const cheapest = { where: { cityId: munich, stay: stays[0]!, rooms: parties[0]! }, sort: 'PRICE' as const, first: 1, after: null } // prettier-ignore
const hotelFound = (answer: string) => (JSON.parse(answer) as { edges: { hotelId: string }[] }).edges[0]?.hotelId ?? ''
const roomsOf = (hotelId: string) =>
  catalogue.sql<{ id: number }[]>`select id from room_type where id >> 3 = ${Number(hotelId.slice(1))}`

test('of two transactions the one that began first and ended last is seen too', async () => {
  const kept = keepSearches(catalogue.sql)
  const first = hotelFound(await answerOf(kept, cheapest))
  const slow = await catalogue.sql.reserve()
  await slow`begin`
  for (const { id } of await roomsOf(first))
    await slow`select note_availability(array[${id}::int], array['2027-06-11'::date], array[0], array[${(revision += 1)}::bigint])`
  await tell(8, '2027-01-01', 1, 1) // begins later, ends before
  expect(hotelFound(await answerOf(kept, cheapest))).toBe(first)
  await slow`commit`
  slow.release()
  expect(hotelFound(await answerOf(kept, cheapest))).not.toBe(first)
  for (const { id } of await roomsOf(first)) await tell(id, '2027-06-11', 1, 2)
  expect(hotelFound(await answerOf(kept, cheapest))).toBe(first)
})

test('whoever missed news that are no longer told reads all anew; without the horizon they would never know', async () => {
  const [kept, spoiled] = [keepSearches(catalogue.sql), keepSearches(catalogue.sql)]
  const first = hotelFound(await answerOf(kept, cheapest))
  for (const { id } of await roomsOf(first)) await tell(id, '2027-06-12', 1, 0)
  await forgetPastNights(catalogue, new Date(Date.now() + 2 * 3_600_000))
  expect(await catalogue.sql`select 1 from availability_change`).toHaveLength(0)
  const second = hotelFound(await answerOf(kept, cheapest))
  expect(second).not.toBe(first)

  await answerOf(spoiled, cheapest)
  for (const { id } of await roomsOf(second)) await tell(id, '2027-06-12', 1, 0)
  await catalogue.sql`delete from availability_change`
  expect(hotelFound(await answerOf(spoiled, cheapest))).toBe(second)
  expect(hotelFound(await answerOf(keepSearches(catalogue.sql), cheapest))).not.toBe(second)
})

test('searches that begin while another looks for news see what was told before they began', async () => {
  const kept = keepSearches(catalogue.sql)
  const page = { ...cheapest, where: { ...cheapest.where, cityId: lisbon } }
  const gone: string[] = []
  for (let round = 0; round < 10; round++) {
    const under = Array.from({ length: 3 }, () => answerOf(kept, page)) // looks are under way from here on
    const first = hotelFound((await under[0]) ?? '')
    const looking = answerOf(kept, page)
    for (const { id } of await roomsOf(first)) await tell(id, '2027-06-13', 1, 0)
    gone.push(first)
    const seen = await Promise.all([answerOf(kept, page), answerOf(kept, page)])
    expect(gone).not.toContain(hotelFound(seen[0]))
    expect(gone).not.toContain(hotelFound(seen[1]))
    await Promise.all([looking, ...under])
  }
})

test('what is kept as text of a page is told as long as it is right: not past the hour of a rule of cancellation, nor of other rates', async () => {
  const kept = keepSearches(catalogue.sql)
  const page: SearchPage = { ...cheapest, where: { ...cheapest.where, currency: 'USD' }, first: 20 }
  const told = await textOf(kept, page, testNow)
  const hours = [...told.matchAll(/"freeUntil":"([^"]+)"/g)].map(([, instant = '']) => Date.parse(instant))
  expect(hours.length).toBeGreaterThan(0)
  const texts = new Set<string>()
  for (const hour of new Set(hours))
    for (const now of [hour - 1_000, hour - 500, hour - 250, hour + 250].map((ms) => new Date(ms))) {
      const text = await textOf(kept, page, now)
      expect(text).toBe(await textOf(keepSearches(catalogue.sql), page, now))
      texts.add(text)
    }
  expect(texts.size).toBeGreaterThan(1)

  const before = await textOf(kept, page, testNow)
  await keepRates(catalogue.sql, { day: '2026-12-02', microsPerEuro: new Map([['USD', 2_000_000]]) })
  const later = new Date(testNow.getTime() + 60_000) // the catalogue is looked at twice a second
  const after = await textOf(kept, page, later)
  expect(after).toBe(await textOf(keepSearches(catalogue.sql), page, later))
  expect(after).not.toBe(before)
})
