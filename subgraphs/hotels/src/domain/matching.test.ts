import fc from 'fast-check'
import { expect, test } from 'vitest'

import { slowCount, slowlyShown, type SlowHotel, type SlowOffer } from '../testing/slow-matching.ts'
import { boards } from './board.ts'
import { slotOf, Tally, type Filters, type Purse } from './matching.ts'
import { slotCount } from './priced-town.ts'

const runs = Number(process.env['MATCHING_RUNS'] ?? 500)

const figure = fc.integer({ min: 1, max: 40 })
const anyOffer: fc.Arbitrary<SlowOffer> = fc.record({
  board: fc.integer({ min: 0, max: 2 }),
  free: fc.boolean(),
  total: figure,
})
const anyHotel: fc.Arbitrary<SlowHotel> = fc.record({
  stars: fc.integer({ min: 0, max: 5 }),
  amenities: fc.integer({ min: 0, max: 7 }),
  rating: fc.integer({ min: 0, max: 100 }),
  offers: fc.array(anyOffer, { maxLength: 5 }),
})
const anyFilters: fc.Arbitrary<Filters> = fc.record({
  stars: fc.constantFrom(0, 0, 0b001000, 0b110000),
  amenities: fc.constantFrom(0, 0, 1, 3),
  boards: fc.constantFrom(0, 0, 1, 0b110),
  priceFrom: fc.option(figure),
  priceTo: fc.option(figure),
  ratingFrom: fc.constantFrom(0, 0, 60, 75, 90),
  freeCancellation: fc.boolean(),
  foldedName: fc.constant(''),
})

test('what is shown is what fits every filter, and each facet is the count with its own filter chosen anew', () => {
  let [kept, left] = [0, 0]
  fc.assert(
    fc.property(fc.array(anyHotel, { maxLength: 12 }), anyFilters, (hotels, filters) => {
      const tally = new Tally(filters)
      const purse: Purse = {
        currency: 'EUR',
        least: filters.priceFrom ?? 0,
        most: filters.priceTo ?? Infinity,
        lowest: Infinity,
        highest: -Infinity,
        behind: Infinity,
      }
      for (const hotel of hotels) {
        const totals = new Float64Array(slotCount).fill(Infinity)
        for (const { board, free, total } of hotel.offers) {
          const slot = slotOf(board, free)
          totals[slot] = Math.min(totals[slot] ?? Infinity, total)
        }
        const slot = tally.concerns('', hotel) ? tally.take(totals, hotel, purse) : -1
        const expected = slowlyShown(hotel, filters)
        expect(slot < 0 ? undefined : totals[slot]).toBe(expected?.total)
        if (expected) kept += 1
        else left += 1
      }
      const { facets } = tally
      for (let stars = 1; stars <= 5; stars++)
        expect(facets.stars[stars]).toBe(slowCount(hotels, { ...filters, stars: 1 << stars }))
      for (let bit = 0; bit < 3; bit++)
        expect(facets.amenities[bit]).toBe(slowCount(hotels, { ...filters, amenities: 1 << bit }))
      for (let board = 0; board < boards.length; board++)
        expect(facets.boards[board]).toBe(slowCount(hotels, { ...filters, boards: 1 << board }))
      for (let point = 0; point <= 10; point++)
        expect(facets.ratings.subarray(point).reduce((sum, count) => sum + count, 0)).toBe(
          slowCount(hotels, { ...filters, ratingFrom: point * 10 }),
        )
      expect(facets.freeCancellation).toBe(slowCount(hotels, { ...filters, freeCancellation: true }))
      const sums = hotels.flatMap(
        (hotel) => slowlyShown(hotel, { ...filters, priceFrom: null, priceTo: null })?.total ?? [],
      )
      expect([purse.lowest, purse.highest]).toEqual([Math.min(...sums), Math.max(...sums)])
    }),
    { numRuns: runs },
  )
  expect(Math.min(kept, left)).toBeGreaterThan(runs / 10)
})
