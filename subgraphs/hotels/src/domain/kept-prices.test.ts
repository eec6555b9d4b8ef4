import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyGuests, anyHotels, anyStay } from '../testing/any-hotel.ts'
import { nightsInTown, tellNights } from '../testing/nights-in-town.ts'
import { KeptPrices, type PriceQuestion } from './kept-prices.ts'
import { plansOf, unknown, type PricedTown } from './priced-town.ts'
import { TownPricer } from './town-prices.ts'
import { townOf } from './town.ts'

const runs = Number(process.env['PRICE_RUNS'] ?? 300)

const anyTown = anyHotels.map(townOf)

/** What is told between two searches: of a room, from a night of a block on. */
const news = fc.record({
  room: fc.nat(47),
  inSecond: fc.boolean(),
  from: fc.nat(30),
  nights: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
})
const steps = fc.array(fc.array(news, { maxLength: 3 }), { minLength: 1, maxLength: 12 })
const parties = fc.array(anyGuests, { minLength: 1, maxLength: 3 })

/** Of each hotel what is worked out of it, and of those that are `exact` in the one what they cost by either. */
const figures = (of: PricedTown, exact: PricedTown) =>
  Array.from(of.states, (state, hotel) => {
    if (exact.states[hotel] === unknown) return 'nobody asked'
    if (!of.sells(hotel)) return 'nothing'
    if (!exact.isExact(hotel)) return `${state}`
    const cells = [...of.totals.keys()].slice(of.cellOf(hotel), of.cellOf(hotel) + plansOf(of.town, hotel))
    return cells.map((cell) => (of.totals[cell] === Infinity ? 'not sold' : `${of.totals[cell]} ${of.rooms[cell]} ${of.slots[cell]}`)).join() // prettier-ignore
  })

/** Searches a town again and again while what is left of its rooms changes. Calls `check` with what was kept and what is priced anew. */
function searchAgain(
  [town, dates, rooms, told]: [ReturnType<typeof townOf>, string[], { adults: number; childAges: number[] }[], Step[]],
  kept: KeptPrices,
  check: (one: PricedTown, fresh: PricedTown, wasKept: boolean) => void,
) {
  const nights = nightsInTown(town, dates, () => null)
  const pricer = () =>
    new TownPricer({
      checkIn: dates[0] ?? '',
      nights: dates,
      rooms,
      now: new Date('2026-11-01T00:00:00Z'),
      today: () => 0,
      checkInDay: 10,
      startOf: () => null,
    })
  const question: PriceQuestion = { key: 'one', today: () => 0, now: 0, pricer }
  for (const [step, changes] of [[], ...told].entries()) {
    for (const { room, inSecond, from, nights: left } of changes)
      if (room < town.roomIds.length)
        tellNights(inSecond && nights.second ? nights.second : nights.first, room, from, left.slice(0, 31 - from))
    kept.beginSearch(0)
    // Most searches ask for a part of the town only.
    const part = Int32Array.from(town.ids.keys()).filter((hotel) => hotel % 3 === step % 3)
    const { priced, wasKept } = kept.of(town, nights, question, step % 4 === 3 ? undefined : part)
    for (const hotel of step % 4 === 3 ? town.ids.keys() : part) expect(priced.states[hotel]).not.toBe(unknown)
    expect(priced.unknown).toBe(priced.states.filter((state) => state === unknown).length)
    const fresh = pricer().price(town, nights)
    for (const hotel of town.ids.keys()) if (priced.isExact(hotel)) pricer().settle(fresh, hotel)
    check(priced, fresh, wasKept)
    // What a search would have worked out of some of them.
    for (const hotel of part) if ((hotel + step) % 2 === 0) pricer().settle(priced, hotel)
  }
}
type Step = { room: number; inSecond: boolean; from: number; nights: number[] }[]

test(
  'prices that were kept are those worked out anew, whatever was told between',
  { timeout: 60_000 + 10 * runs },
  () => {
    let used = 0
    fc.assert(
      fc.property(fc.tuple(anyTown, anyStay, parties, steps), (one) => {
        searchAgain(one, new KeptPrices(1_000_000), (priced, fresh, wasKept) => {
          expect(figures(priced, priced)).toEqual(figures(fresh, priced))
          if (wasKept) used += 1
        })
      }),
      { numRuns: runs },
    )
    expect(used).toBeGreaterThan(runs) // most were kept, else nothing was tested
  },
)

test('the negative control: prices that are kept whatever was told differ', { timeout: 60_000 }, () => {
  let differing = 0
  for (const one of fc.sample(fc.tuple(anyTown, anyStay, parties, steps), { numRuns: 60, seed: 3 })) {
    const spoiled = Object.assign(new KeptPrices(1_000_000), { holds: () => true })
    searchAgain(one, spoiled, (priced, fresh) => {
      if (figures(priced, priced).join() !== figures(fresh, priced).join()) differing += 1
    })
  }
  expect(differing).toBeGreaterThan(5)
})
