import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyGuests, anyHotels } from '../testing/any-hotel.ts'
import { nightsInTown } from '../testing/nights-in-town.ts'
import { slowCount, slowlyShown, type SlowHotel } from '../testing/slow-matching.ts'
import { openPurses } from '../use-cases/purses.ts'
import type { Area } from './area.ts'
import { boards } from './board.ts'
import { addDays } from './calendar.ts'
import { searchTownFlexibly, type StayPrices } from './flexible-search.ts'
import type { RoomGuests } from './guests.ts'
import { Tally, type Filters } from './matching.ts'
import { plansOf } from './priced-town.ts'
import { Page, sorts, type Sort } from './ranking.ts'
import { staysAround } from './stay.ts'
import type { OwnSold } from './town-pass.ts'
import { TownPricer } from './town-prices.ts'
import { townOf, type Town } from './town.ts'

const runs = Number(process.env['SEARCH_RUNS'] ?? 300)

const anyQuestion = fc.record({
  town: anyHotels.map((hotels) => townOf(hotels.map((hotel) => ({ ...hotel, priceStep: 100 })))),
  checkIn: fc.integer({ min: 0, max: 300 }).map((day) => addDays('2026-12-01', day)),
  nights: fc.integer({ min: 1, max: 5 }),
  days: fc.integer({ min: 1, max: 3 }),
  rooms: fc.oneof(fc.constant<RoomGuests[]>([{ adults: 2, childAges: [] }]), fc.array(anyGuests, { minLength: 1, maxLength: 2 })), // prettier-ignore
  filters: fc.record({
    stars: fc.constantFrom(0, 0, 0b1000, 0b10000),
    amenities: fc.constant(0),
    boards: fc.constantFrom(0, 0, 1, 6),
    priceFrom: fc.constantFrom(null, null, null, 40_000),
    priceTo: fc.constantFrom(null, null, null, 400_000),
    ratingFrom: fc.constantFrom(0, 0, 80, 90),
    freeCancellation: fc.boolean(),
    foldedName: fc.constant(''),
  }),
  sort: fc.constantFrom<Sort>('PRICE', 'PRICE', ...sorts),
  first: fc.integer({ min: 1, max: 4 }),
  gone: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 200, maxLength: 200 }),
})

const area: Area = {
  key: 'all',
  centre: { latitude: 0, longitude: 0 },
  bounds: { south: -1, north: 1, west: -1, east: 1 },
  radiusKm: 1,
  holds: () => true,
}

type Question = typeof anyQuestion extends fc.Arbitrary<infer One> ? One : never

/** Prices for each of the stays; on every other one a plan that costs something to cancel is still free for now. */
const pricesOf = ({ town, checkIn, nights, days, rooms, gone }: Question): StayPrices[] =>
  staysAround({ checkIn, checkOut: addDays(checkIn, nights) }, days, '2026-12-01').map((stay, number) => {
    const dates = Array.from({ length: nights }, (_, night) => addDays(stay.checkIn, night))
    const startOf = () => (number % 2 === 1 ? new Date('2026-12-02T00:00:00Z') : null)
    const now = new Date('2026-12-01T00:00:00Z')
    const question = { checkIn: stay.checkIn, nights: dates, rooms, now, today: () => 0, checkInDay: 10, startOf }
    const pricer = new TownPricer(question)
    const left = nightsInTown(town, dates, (room, night) =>
      gone[(room * 31 + number * 7 + night) % 200] === 0 ? 0 : null,
    )
    return { priced: pricer.price(town, left), pricer: () => pricer }
  })

type Sold = SlowHotel & { id: number; ratingCount: number; offers: { board: number; free: boolean; total: number; checkIn: string }[] } // prettier-ignore

/** Everything that each hotel sells for any of the stays. */
const allSold = (town: Town, stays: readonly StayPrices[]): Sold[] =>
  Array.from(town.ids, (id, at) => ({
    id,
    stars: town.stars[at] ?? 0,
    amenities: town.amenities[at] ?? 0,
    rating: town.ratings[at] ?? 0,
    ratingCount: town.ratingCounts[at] ?? 0,
    offers: stays.flatMap(({ priced, pricer }) => {
      if (!priced.sells(at)) return []
      pricer().settle(priced, at)
      const from = priced.cellOf(at)
      return Array.from({ length: plansOf(town, at) }, (_, plan) => from + plan).flatMap((cell) => {
        const [total, slot] = [priced.totals[cell] ?? Infinity, priced.slots[cell] ?? 0]
        const offer = { board: slot % boards.length, free: slot < boards.length, total }
        return total === Infinity ? [] : [{ ...offer, checkIn: priced.nights.stay.checkIn }]
      })
    }),
  }))

/** All hotels lie in one place. */
function slowOrder(sort: Sort, filters: Filters) {
  const total = (hotel: Sold) => slowlyShown(hotel, filters)?.total ?? 0
  const by: Record<Sort, (a: Sold, b: Sold) => number> = {
    PRICE: (a, b) => total(a) - total(b),
    DISTANCE: () => 0,
    RECOMMENDED: (a, b) => b.rating - a.rating,
    STARS: (a, b) => b.stars - a.stars || b.rating - a.rating,
    GUEST_RATING: (a, b) => b.rating - a.rating || b.ratingCount - a.ratingCount,
  }
  return (a: Sold, b: Sold) => by[sort](a, b) || a.id - b.id
}

test('each hotel is found with the cheapest of the stays that will do, and all is filtered, ordered and counted by it', () => {
  let moved = 0
  fc.assert(
    fc.property(anyQuestion, (one) => {
      const { town, filters, sort, first, checkIn } = one
      const page: Page<OwnSold> = new Page(sort, first, null)
      const tally = new Tally(filters)
      const purses = openPurses({ rates: { days: new Map(), microsPerEuro: new Map() }, limitIn: null, ...filters, compareIn: 'EUR' }) // prettier-ignore
      searchTownFlexibly(town, pricesOf(one), { area, sort, tally, page, ...purses })

      const hotels = allSold(town, pricesOf(one))
      const found = hotels.filter((hotel) => slowlyShown(hotel, filters)).toSorted(slowOrder(sort, filters))
      expect(page.count).toBe(found.length)
      expect(page.placed.map(({ id, sold }) => [id, sold.total])).toEqual(
        found.slice(0, first).map((hotel) => [hotel.id, slowlyShown(hotel, filters)?.total]),
      )
      for (const { id, sold } of page.placed) {
        const offers = hotels.find((hotel) => hotel.id === id)?.offers ?? []
        expect(offers).toContainEqual(expect.objectContaining({ total: sold.total, checkIn: sold.nights.stay.checkIn }))
        if (sold.nights.stay.checkIn !== checkIn) moved += 1
      }
      const { facets } = tally
      for (let stars = 1; stars <= 5; stars++) expect(facets.stars[stars]).toBe(slowCount(hotels, { ...filters, stars: 1 << stars })) // prettier-ignore
      for (const board of boards.keys()) expect(facets.boards[board]).toBe(slowCount(hotels, { ...filters, boards: 1 << board })) // prettier-ignore
      expect(facets.freeCancellation).toBe(slowCount(hotels, { ...filters, freeCancellation: true }))
      const sums = hotels.flatMap((hotel) => slowlyShown(hotel, { ...filters, priceFrom: null, priceTo: null })?.total ?? []) // prettier-ignore
      expect(purses.range()).toEqual(
        sums.length === 0
          ? null
          : {
              lowest: { amount: Math.min(...sums), currency: 'EUR' },
              highest: { amount: Math.max(...sums), currency: 'EUR' },
            },
      )
    }),
    { numRuns: runs },
  )
  expect(moved).toBeGreaterThan(runs / 10)
})
