import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyGuests, anyHotels, anyStay } from '../testing/any-hotel.ts'
import { nightsInTown } from '../testing/nights-in-town.ts'
import { openPurses } from '../use-cases/purses.ts'
import type { Area } from './area.ts'
import type { RoomGuests } from './guests.ts'
import { Tally, type Filters, type Purse } from './matching.ts'
import type { StayNights } from './nights.ts'
import { slotCount } from './priced-town.ts'
import { Page, sorts, type Sort } from './ranking.ts'
import type { ShelfHotel } from './shelf.ts'
import type { OwnSold } from './town-pass.ts'
import { TownPricer } from './town-prices.ts'
import { searchTowns } from './town-search.ts'
import { townOf, type Town } from './town.ts'

const runs = Number(process.env['SEARCH_RUNS'] ?? 700)
const patience = { timeout: 20_000 + 20 * runs }

const anyParty: fc.Arbitrary<RoomGuests> = fc.oneof(
  fc.constant<RoomGuests>({ adults: 2, childAges: [] }),
  fc.constant<RoomGuests>({ adults: 1, childAges: [] }),
  anyGuests,
)
/** Alike enough that an estimate has to tell them apart: one price step, and taxes that seldom count by the night. */
const anyTown = fc.tuple(anyHotels, fc.boolean(), fc.boolean()).map(([hotels, decided, bracketed]) =>
  townOf(
    hotels.map((hotel): ShelfHotel => ({
      ...hotel,
      priceStep: hotels[0]?.priceStep === 1_000_000 ? 100 : (hotels[0]?.priceStep ?? 1),
      taxes: bracketed ? hotel.taxes : hotel.taxes.map((tax) => ({ ...tax, brackets: null })),
      rooms: hotel.rooms.map((room) => {
        const { rates: _, ...rest } = room
        return decided ? room : rest
      }),
    })),
  ),
)
const anyFilters: fc.Arbitrary<Filters> = fc.record({
  stars: fc.constant(0),
  amenities: fc.constant(0),
  boards: fc.constantFrom(0, 0, 1, 6),
  priceFrom: fc.constantFrom(null, null, null, 40_000),
  priceTo: fc.constantFrom(null, null, null, 400_000),
  ratingFrom: fc.constant(0),
  freeCancellation: fc.boolean(),
  foldedName: fc.constant(''),
})
const anyQuestion = fc.record({
  town: anyTown,
  dates: anyStay,
  party: anyParty,
  filters: anyFilters,
  sort: fc.constantFrom<Sort>('PRICE', 'PRICE', ...sorts),
  first: fc.integer({ min: 1, max: 3 }),
  page: fc.integer({ min: 0, max: 2 }),
  gone: fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }),
  /** Price limits that are what some hotels cost, or next to it. */
  limits: fc.record({ from: fc.option(fc.nat(200), { freq: 2 }), to: fc.option(fc.nat(200), { freq: 2 }), off: fc.integer({ min: -1, max: 1 }) }), // prettier-ignore
})

type Question = typeof anyQuestion extends fc.Arbitrary<infer One> ? One : never

const area: Area = {
  key: 'all',
  centre: { latitude: 0, longitude: 0 },
  bounds: { south: -1, north: 1, west: -1, east: 1 },
  radiusKm: 1,
  holds: () => true,
}

const pricerOf = (dates: string[], party: RoomGuests) =>
  new TownPricer({
    checkIn: dates[0] ?? '',
    nights: dates,
    rooms: [party],
    now: new Date('2026-11-01T00:00:00Z'),
    today: () => 0,
    checkInDay: 10,
    startOf: () => null,
  })

/** The same question with limits where its hotels' totals are. */
function limited(one: Question, nights: StayNights): Question {
  const { town, dates, party, limits, filters } = one
  const pricer = pricerOf(dates, party)
  const priced = pricer.price(town, nights)
  for (const hotel of town.ids.keys()) pricer.settle(priced, hotel)
  const totals = [...priced.totals].filter((total) => total < Infinity && total > 1)
  const at = (place: number | null) =>
    place === null || totals.length === 0 ? null : (totals[place % totals.length] ?? 0) + limits.off
  const [from, to] = [at(limits.from), at(limits.to)]
  const [priceFrom, priceTo] = from !== null && to !== null && from > to ? [to, from] : [from, to]
  return { ...one, filters: { ...filters, priceFrom, priceTo } }
}

type Asked = Omit<Question, 'town' | 'gone' | 'limits'>
type Place = { town: Town; nights: StayNights }
const rates = { days: new Map<string, string>(), microsPerEuro: new Map([['EUR', 1_000_000], ['CHF', 937_400]]) } // prettier-ignore

/** The pages of a search one after the other, with all that is counted; and how many hotels of the last were worked out exactly. */
const pages = (one: Question, nights: StayNights, isLazy: boolean, spoil?: (pricer: TownPricer) => void) =>
  pagesOf([{ town: one.town, nights }], one, isLazy, spoil)

function pagesOf(
  places: readonly Place[],
  { dates, party, filters, sort, first, page: upTo }: Asked,
  isLazy: boolean,
  spoil: (pricer: TownPricer) => void = () => {},
) {
  const told: unknown[] = []
  let after: ConstructorParameters<typeof Page>[2] = null
  let exact = 0
  for (let number = 0; number <= upTo; number++) {
    const pricer = pricerOf(dates, party)
    spoil(pricer)
    const towns = places.map(({ town, nights }) => pricer.price(town, nights))
    if (!isLazy) for (const one of towns) for (const hotel of one.town.ids.keys()) pricer.settle(one, hotel)
    const page: Page<OwnSold> = new Page(sort, first, after)
    const tally = new Tally(filters)
    const purses = openPurses({ rates, limitIn: null, ...filters, compareIn: 'EUR' })
    searchTowns(towns, { area, sort, tally, page, ...purses }, () => pricer)
    const placed = page.placed.map(({ rank, id, sold }) => [rank, id, sold.total, sold.room, sold.plan])
    told.push([placed, page.count, page.skipped, page.hasNext, structuredClone(tally.facets), purses.range()])
    exact = towns.flatMap((one) => [...one.town.ids.keys()].filter((hotel) => one.isExact(hotel))).length
    after = page.placed.at(-1) ?? after
  }
  return { told, exact }
}

test('a search that prices only what it must tells the same as one that prices every hotel', patience, () => {
  let spared = 0
  fc.assert(
    fc.property(anyQuestion, (one) => {
      const nights = nightsInTown(one.town, one.dates, (room) => (one.gone[room] ? 0 : null))
      const lazy = pages(one, nights, true)
      const eager = pages(one, nights, false)
      expect(lazy.told).toEqual(eager.told)
      spared += eager.exact - lazy.exact
    }),
    { numRuns: runs },
  )
  expect(spared).toBeGreaterThan(runs / 4)
})

const anyTowns = fc.record({
  towns: fc.array(fc.record({ hotels: anyHotels, currencies: fc.array(fc.constantFrom('EUR', 'EUR', 'CHF'), { minLength: 12, maxLength: 12 }) }), { minLength: 2, maxLength: 3 }), // prettier-ignore
  one: anyQuestion,
})

test('so does one over several towns, whose hotels are sold in several currencies', patience, () => {
  let spared = 0
  fc.assert(
    fc.property(anyTowns, ({ towns, one }) => {
      const places = towns.map(({ hotels, currencies }, number): Place => {
        const town = townOf(
          hotels.map((hotel, at) => ({
            ...hotel,
            id: 100 * number + hotel.id,
            priceStep: 100,
            currency: currencies[number === 0 ? 0 : at] ?? 'EUR', // of the first town all in one
          })),
        )
        return { town, nights: nightsInTown(town, one.dates, (room) => (one.gone[room] ? 0 : null)) }
      })
      const lazy = pagesOf(places, one, true)
      const eager = pagesOf(places, one, false)
      expect(lazy.told).toEqual(eager.told)
      spared += eager.exact - lazy.exact
    }),
    { numRuns: runs / 2 },
  )
  expect(spared).toBeGreaterThan(runs / 2)
})

test('the negative control: it is noticed when the estimates promise a page that is cheaper than it is', () => {
  let differing = 0
  for (const one of fc.sample(anyQuestion, { numRuns: 200, seed: 9 })) {
    const nights = nightsInTown(one.town, one.dates, (room) => (one.gone[room] ? 0 : null))
    const spoiled = pages(one, nights, true, (pricer) => {
      const estimatesOf = pricer.estimates.bind(pricer)
      pricer.estimates = (...about) => {
        const made = estimatesOf(...about)
        return made && Object.assign(made, { highOf: (_: number, sum: number) => sum * 0.5 })
      }
    })
    if (JSON.stringify(spoiled.told) !== JSON.stringify(pages(one, nights, false).told)) differing += 1
  }
  expect(differing).toBeGreaterThan(5)
})

test('with price limits among the totals too, it prices only what it must', patience, () => {
  let spared = 0
  fc.assert(
    fc.property(anyQuestion, (any) => {
      const nights = nightsInTown(any.town, any.dates, (room) => (any.gone[room] ? 0 : null))
      const one = limited(any, nights)
      const lazy = pages(one, nights, true)
      const eager = pages(one, nights, false)
      expect(lazy.told).toEqual(eager.told)
      if (one.filters.priceFrom !== null || one.filters.priceTo !== null) spared += eager.exact - lazy.exact
    }),
    { numRuns: runs },
  )
  expect(spared).toBeGreaterThan(runs / 8)
})

test('the negative control: it is noticed when a limit that lies within the margin of an estimate is decided by it', () => {
  let differing = 0
  const noLimits = { least: 0, most: Infinity }
  for (const any of fc.sample(anyQuestion, { numRuns: 200, seed: 5 })) {
    const nights = nightsInTown(any.town, any.dates, (room) => (any.gone[room] ? 0 : null))
    const one = limited(any, nights)
    const spoiled = pages(one, nights, true, (pricer) => {
      const estimatesOf = pricer.estimates.bind(pricer)
      pricer.estimates = (...about) => {
        const made = estimatesOf(...about)
        const tellsApart = made?.tellsApart.bind(made)
        return made && Object.assign(made, { tellsApart: (hotel: number, purse: Purse) => tellsApart?.(hotel, { ...purse, ...noLimits }) }) // prettier-ignore
      }
    })
    if (JSON.stringify(spoiled.told) !== JSON.stringify(pages(one, nights, false).told)) differing += 1
  }
  expect(differing).toBeGreaterThan(5)
})

test('the lowest total of a hotel lies between the sums that are estimated', patience, () => {
  let looked = 0
  fc.assert(
    fc.property(anyQuestion, ({ town, dates, party, filters, gone }) => {
      const nights = nightsInTown(town, dates, (room) => (gone[room] ? 0 : null))
      const pricer = pricerOf(dates, party)
      const priced = pricer.price(town, nights)
      const { wantedSlots } = new Tally(filters)
      const estimates = pricer.estimates(priced, wantedSlots)
      const totals = new Float64Array(slotCount)
      for (const hotel of town.ids.keys()) {
        if (priced.isExact(hotel) || ((priced.states[hotel] ?? 0) & wantedSlots) === 0) continue
        estimates?.look(hotel)
        pricer.settle(priced, hotel)
        priced.lowest(hotel, totals)
        const lowest = Math.min(...[...totals].filter((_, slot) => (wantedSlots >> slot) & 1))
        expect(estimates?.low).toBeLessThanOrEqual(lowest)
        expect(estimates?.high).toBeGreaterThanOrEqual(lowest)
        looked += 1
      }
    }),
    { numRuns: runs },
  )
  expect(looked).toBeGreaterThan(runs)
})
