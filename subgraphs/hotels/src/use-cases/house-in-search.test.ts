import { exponentOf } from '@staygraph/subgraph-kit/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { amenities, amenityBits } from '../domain/amenity.ts'
import { takeApart } from '../domain/apart.ts'
import type { Area } from '../domain/area.ts'
import { boards } from '../domain/board.ts'
import { convert } from '../domain/exchange.ts'
import { Tally, type Filters } from '../domain/matching.ts'
import { plansOf } from '../domain/priced-town.ts'
import { Page, sorts, type HotelId, type Sort } from '../domain/ranking.ts'
import { TownPricer } from '../domain/town-prices.ts'
import { searchTowns } from '../domain/town-search.ts'
import { townOf } from '../domain/town.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import { anyHotels } from '../testing/any-hotel.ts'
import { nightsInTown } from '../testing/nights-in-town.ts'
import { slowCount, slowlyShown, type SlowHotel } from '../testing/slow-matching.ts'
import { takeHouse, type HouseFound } from './house-in-search.ts'
import { openPurses } from './purses.ts'
import type { Found } from './search-result.ts'

const runs = Number(process.env['SEARCH_RUNS'] ?? 300)
const now = new Date('2026-11-01T00:00:00Z')
const dates = ['2027-02-05', '2027-02-06']
const rates = { days: new Map([['USD', '2026-11-01']]), microsPerEuro: new Map([['USD', 1_080_000]]) }
const euros = (total: number, from: string) => convert(total, from, 'EUR', rates, exponentOf) ?? total

const anyOffer = fc.record({
  board: fc.constantFrom(...boards),
  free: fc.boolean(),
  total: fc.oneof(fc.integer({ min: 1_000, max: 90_000 }), {
    weight: 4,
    arbitrary: fc.integer({ min: 90_000, max: 4_000_000_000 }),
  }),
})
const anyRate = fc.record({
  partner: fc.constantFrom('a', 'b'),
  stars: fc.constantFrom(null, 3, 4),
  pool: fc.boolean(),
  rating: fc.constantFrom(null, 7, 9),
  away: fc.integer({ min: 0, max: 9 }),
  offers: fc.array(anyOffer, { minLength: 1, maxLength: 4 }),
})
const anyQuestion = fc.record({
  town: anyHotels.map((hotels) =>
    townOf(
      hotels.map((hotel, at) => ({
        ...hotel,
        priceStep: 100,
        currency: at % 3 === 0 ? 'USD' : 'EUR',
        stars: [0, 3, 4][at % 3] ?? 0,
        amenities: at % 2 === 0 ? amenityBits(['WIFI', 'POOL']) : 0,
        rating: [0, 75, 92][at % 3] ?? 0,
        longitude: at / 100,
      })),
    ),
  ),
  /** Houses that partners sell: which of our hotels each is; beyond the last of ours, none. */
  houses: fc.uniqueArray(fc.record({ own: fc.nat(15), sold: fc.array(anyRate, { minLength: 1, maxLength: 3 }) }), {
    selector: ({ own }) => own,
    maxLength: 6,
  }),
  filters: fc.record({
    stars: fc.constantFrom(0, 0, 0b1000),
    amenities: fc.constantFrom(0, 0, amenityBits(['POOL'])),
    boards: fc.constantFrom(0, 0, 1, 6),
    priceFrom: fc.constantFrom(null, null, null, 20_000),
    priceTo: fc.constantFrom(null, null, null, 400_000),
    ratingFrom: fc.constantFrom(0, 0, 75, 90),
    freeCancellation: fc.boolean(),
    foldedName: fc.constantFrom('', '', '', 'zz'),
  }),
  sort: fc.constantFrom<Sort>(...sorts),
  first: fc.integer({ min: 1, max: 4 }),
  gone: fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }),
})
const pool = amenities.indexOf('POOL')

type Question = typeof anyQuestion extends fc.Arbitrary<infer One> ? One : never
type Rate = Question['houses'][number]['sold'][number]

const area: Area = {
  key: 'all',
  centre: { latitude: 0, longitude: 0 },
  bounds: { south: -1, north: 1, west: -1, east: 1 },
  radiusKm: 1,
  holds: () => true,
}

function partnerRate({ partner, stars, pool, rating, away, offers }: Rate, id: string): PartnerHotelRate {
  const hotel = {
    id,
    supplier: { code: partner, name: partner, hotelId: id },
    name: id.endsWith('0') ? 'Zz' : 'Other',
    stars,
    amenities: pool ? ['POOL'] : [],
    guestRating: rating === null ? null : { score: rating, count: 5 },
    latitude: 0,
    longitude: away / 100,
  }
  const made = offers.map(({ board, free, total }) => ({
    board,
    total,
    currency: 'EUR',
    cancellation: { freeUntil: free ? '2027-01-01T00:00:00Z' : null },
  }))
  return { hotel, offers: made.toSorted((a, b) => a.total - b.total) as unknown } as unknown as PartnerHotelRate
}

const ratesOf = ({ houses }: Question) =>
  houses.map(({ own, sold }, house) => ({
    own,
    rates: sold
      .map((rate, number) => partnerRate(rate, `p-${rate.partner}-${house}${number}`))
      .toSorted((a, b) => a.offers[0].total - b.offers[0].total),
  }))

const pricesOf = ({ town, gone }: Question) => {
  const pricer = new TownPricer({ checkIn: dates[0] ?? '', nights: dates, rooms: [{ adults: 2, childAges: [] }], now, today: () => 0, checkInDay: 10, startOf: () => null }) // prettier-ignore
  return { priced: pricer.price(town, nightsInTown(town, dates, (room) => (gone[room] ? 0 : null))), pricer: () => pricer } // prettier-ignore
}

/** As a search does it. `leaves`: whether our side of a house is left out of the pass over our own hotels. */
function found(one: Question, after: ConstructorParameters<typeof Page>[2], leaves = true) {
  const { town, filters, sort, first } = one
  const page: Page<Found> = new Page(sort, first, after)
  const tally = new Tally(filters)
  const purses = openPurses({ rates, limitIn: 'EUR', ...filters, compareIn: 'EUR' })
  const houses = ratesOf(one)
  const places = houses.map(({ own }) => own).filter((at) => at < town.ids.length)
  const search = { area, sort, tally, page, ...purses, apart: leaves ? new Map([[town, places]]) : undefined }
  const prices = pricesOf(one)
  searchTowns([prices.priced], search, prices.pricer)
  for (const { own, rates: sold } of houses) {
    const apart = own < town.ids.length ? takeApart(own, [prices], (totals) => tally.cheapestSlot(totals)) : null
    takeHouse({ partners: sold as [PartnerHotelRate] }, apart ?? undefined, { search, compareIn: 'EUR', now })
  }
  return { page, facets: tally.facets, range: purses.range() }
}

type Offer = { board: number; free: boolean; total: number; raw: number; id: HotelId; away: number }
type Slow = Omit<SlowHotel, 'offers'> & { names: string[]; ratingCount: number; offers: Offer[] }

/** Houses as a plain list: whatever anybody sells of each, in euros. */
function slowHouses(one: Question): Slow[] {
  const { town } = one
  const { priced, pricer } = pricesOf(one)
  const own = Array.from(town.ids, (id, at): Slow & { id: HotelId; lowest: number } => {
    const currency = town.book.tariffs[town.tariffs[at] ?? 0]?.currency ?? ''
    const offers: Offer[] = []
    if (priced.sells(at)) {
      pricer().settle(priced, at)
      for (let cell = priced.cellOf(at); cell < priced.cellOf(at) + plansOf(town, at); cell++) {
        const [raw, slot] = [priced.totals[cell] ?? Infinity, priced.slots[cell] ?? 0]
        const offer = { board: slot % boards.length, free: slot < boards.length, id, away: at }
        if (raw < Infinity) offers.push({ ...offer, raw, total: euros(raw, currency) })
      }
    }
    const traits = { stars: town.stars[at] ?? 0, amenities: town.amenities[at] ?? 0, rating: town.ratings[at] ?? 0 }
    const ratingCount = town.ratingCounts[at] ?? 0
    return { ...traits, ratingCount, names: [''], offers, id, lowest: Math.min(...offers.map(({ total }) => total)) }
  })
  const taken = new Set<number>()
  const houses = ratesOf(one).map(({ own: at, rates: sold }): Slow => {
    const theirs = sold.map(({ hotel, offers }) => ({
      stars: hotel.stars ?? 0,
      amenities: amenityBits(hotel.amenities),
      rating: (hotel.guestRating?.score ?? 0) * 10,
      ratingCount: hotel.guestRating?.count ?? 0,
      names: [hotel.name.toLowerCase()],
      id: hotel.id,
      lowest: offers[0].total,
      offers: offers.map(({ board, total, cancellation }): Offer => ({
        board: boards.indexOf(board),
        free: cancellation.freeUntil !== null,
        total,
        raw: total,
        id: hotel.id,
        away: Math.round(hotel.longitude * 100),
      })),
    }))
    taken.add(at)
    const ours = own[at]
    const all = [...(ours && ours.offers.length > 0 ? [ours] : []), ...theirs].toSorted(
      (a, b) => a.lowest - b.lowest || idOrder(a.id, b.id),
    )
    const rated = all.find(({ rating }) => rating > 0)
    return {
      stars: all.find(({ stars }) => stars > 0)?.stars ?? 0,
      amenities: all.reduce((bits, seller) => bits | seller.amenities, 0),
      rating: rated?.rating ?? 0,
      ratingCount: rated?.ratingCount ?? 0,
      names: all.flatMap(({ names }) => names),
      offers: all.flatMap(({ offers }) => offers),
    }
  })
  return [...own.filter((_, at) => !taken.has(at)), ...houses]
}

const shownOf = (house: Slow, filters: Filters): Offer | undefined => {
  if (!house.names.some((name) => name.includes(filters.foldedName))) return undefined
  const shown = slowlyShown(house, filters)
  return shown && house.offers.filter((offer) => offer.total === shown.total && fits(offer, filters)).toSorted(byId)[0]
}
const fits = ({ board, free }: Offer, filters: Filters) =>
  (filters.boards === 0 || ((filters.boards >> board) & 1) === 1) && (free || !filters.freeCancellation)
const byId = ({ id: a }: Offer, { id: b }: Offer) => (typeof a === 'number' ? -1 : typeof b === 'number' ? 1 : a < b ? -1 : 1) // prettier-ignore

function slowOrder(sort: Sort, filters: Filters) {
  const shown = (house: Slow) => shownOf(house, filters) as Offer
  const away = (a: Slow, b: Slow) => shown(a).away - shown(b).away
  const by: Record<Sort, (a: Slow, b: Slow) => number> = {
    PRICE: (a, b) => shown(a).total - shown(b).total,
    DISTANCE: away,
    RECOMMENDED: (a, b) => b.rating - a.rating || away(a, b),
    STARS: (a, b) => b.stars - a.stars || b.rating - a.rating || away(a, b),
    GUEST_RATING: (a, b) => b.rating - a.rating || b.ratingCount - a.ratingCount,
  }
  return (a: Slow, b: Slow) => by[sort](a, b) || idOrder(shown(a).id, shown(b).id)
}
const idOrder = (a: HotelId, b: HotelId) => (typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1)

const soldOf = (sold: Found): HouseFound['cheapest'][] => ('town' in sold ? [sold] : [sold.cheapest, ...sold.further])
const sumOf = (sold: HouseFound['cheapest']) => ('town' in sold ? sold.total : sold.offer.total)
const idOf = (sold: HouseFound['cheapest']) => ('town' in sold ? sold.town.ids[sold.at] : sold.hotel.id)

/** All pages of a search, one after the other. */
function* pagesOf(one: Question) {
  let after: ConstructorParameters<typeof Page>[2] = null
  for (;;) {
    const { page, ...counted } = found(one, after)
    yield { page, ...counted }
    after = page.placed.at(-1) ?? null
    if (!page.hasNext) return
  }
}

test('a house that we sell and partners too is one of the search: found, ordered, counted and paged as a slow list says', () => {
  let [twice, oursFirst, theirsFirst] = [0, 0, 0]
  fc.assert(
    fc.property(anyQuestion, (one) => {
      const { filters, sort, first } = one
      const houses = slowHouses(one)
      const expected = houses.filter((house) => shownOf(house, filters)).toSorted(slowOrder(sort, filters))
      const pages = [...pagesOf(one)]
      expect(pages.map(({ page }) => [page.count, page.skipped, page.placed.length])).toEqual(
        pages.map((_, number) => [expected.length, number * first, Math.min(first, expected.length - number * first)]),
      )
      const placed = pages.flatMap(({ page }) => page.placed)
      expect(placed.map(({ id, sold }) => [id, ...soldOf(sold).slice(0, 1).map(sumOf)])).toEqual(
        expected.map((house) => [shownOf(house, filters)?.id, shownOf(house, filters)?.raw]),
      )
      const sellers = placed.flatMap(({ sold }) => soldOf(sold).map(idOf))
      expect(new Set(sellers).size).toBe(sellers.length)

      const named = houses.filter(({ names }) => names.some((name) => name.includes(filters.foldedName)))
      const count = (chosen: Partial<Filters>) => slowCount(named, { ...filters, ...chosen })
      const sums = named.flatMap((house) => slowlyShown(house, { ...filters, priceFrom: null, priceTo: null })?.total ?? []) // prettier-ignore
      for (const { facets, range } of pages) {
        for (let stars = 1; stars <= 5; stars++) expect(facets.stars[stars]).toBe(count({ stars: 1 << stars }))
        expect(facets.amenities[pool]).toBe(count({ amenities: filters.amenities | (1 << pool) }))
        for (const board of boards.keys()) expect(facets.boards[board]).toBe(count({ boards: 1 << board }))
        expect(facets.freeCancellation).toBe(count({ freeCancellation: true }))
        expect(range?.lowest.amount ?? Infinity).toBe(Math.min(...sums))
        expect(range?.highest.amount ?? -Infinity).toBe(Math.max(...sums))
      }
      if (found(one, null, false).page.count > expected.length) twice += 1
      for (const { sold } of placed) {
        const isOurs = soldOf(sold).map((seller) => 'town' in seller)
        if (isOurs.lastIndexOf(true) > 0) theirsFirst += 1
        else if (isOurs[0] && isOurs.length > 1) oursFirst += 1
      }
    }),
    { numRuns: runs },
  )
  // Had ours not been left out, houses would have been counted twice; and the cheaper one was now ours, now theirs.
  expect(twice).toBeGreaterThan(runs / 25)
  expect(oursFirst).toBeGreaterThan(runs / 100)
  expect(theirsFirst).toBeGreaterThan(runs / 50)
})

test('what is known of a rate holds until one of its offers ceases to be free to cancel, and not before its time', () => {
  const filters: Filters = { stars: 0, amenities: 0, boards: 0, priceFrom: null, priceTo: null, ratingFrom: 0, freeCancellation: true, foldedName: '' } // prettier-ignore
  const house = { partner: 'a', stars: 3, pool: false, rating: 7, away: 0 } as const
  const offers = [
    { board: 'ROOM_ONLY', free: false, total: 1_000 },
    { board: 'BREAKFAST', free: true, total: 2_000 },
  ] as const
  const rate = partnerRate({ ...house, offers: [...offers] }, 'p-a-1')
  const freeAt = (at: string) => {
    const tally = new Tally(filters)
    const search = { area, sort: 'PRICE' as const, tally, page: new Page<Found>('PRICE', 1, null), ...openPurses({ rates, limitIn: 'EUR', ...filters, compareIn: 'EUR' }) } // prettier-ignore
    return takeHouse({ partners: [rate] }, undefined, { search, compareIn: 'EUR', now: new Date(at) })?.cheapest
  }
  expect(freeAt('2026-11-01T00:00:00Z')).toMatchObject({ offer: { total: 2_000 } })
  expect(freeAt('2026-12-31T23:59:59.999Z')).toMatchObject({ offer: { total: 2_000 } })
  expect(freeAt('2027-01-01T00:00:00Z')).toBeUndefined()
  expect(freeAt('2027-06-01T00:00:00Z')).toBeUndefined()
  expect(freeAt('2026-12-31T23:59:59.999Z')).toMatchObject({ offer: { total: 2_000 } })
})
