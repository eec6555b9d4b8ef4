import { widen, type Purse } from './matching.ts'
import { plansOf, slotCount, soldBits, type PricedTown } from './priced-town.ts'
import { asksDistance } from './ranking.ts'
import { standing } from './standing.ts'
import type { TownEstimates } from './town-estimates.ts'
import { passes, soldAt, type TownSearch } from './town-pass.ts'
import type { TownPricer } from './town-prices.ts'
import { currencyAt } from './town.ts'

/** A town's prices for one of the stays that will do. */
export type StayPrices = { priced: PricedTown; pricer: () => TownPricer }

/**
 * The pass of `searchTown` for whoever may come on other days: each hotel sells what it sells for any of the stays, the nearest first, and costs
 * what the cheapest of them does. What can be said of it by estimates is not priced.
 */
export function searchTownFlexibly<Sold>(
  town: PricedTown['town'],
  stays: readonly StayPrices[],
  search: TownSearch<Sold>,
): void {
  const { area, sort, tally, page, purseOf, compared, apart } = search
  const { places, distances } = standing(town, area, asksDistance(sort), apart?.get(town))
  const byPrice = sort === 'PRICE'
  const several = new SeveralStays(stays, tally.wantedSlots)
  const hotel = { rating: 0, ratingCount: 0, stars: 0, amenities: 0, distanceM: 0, total: 0 }
  let purse: Purse | undefined
  for (const at of places) {
    const slots = several.soldBy(at)
    if (slots === 0) continue
    hotel.stars = town.stars[at] as number
    hotel.amenities = town.amenities[at] as number
    hotel.rating = town.ratings[at] as number
    if (!tally.concerns(town.foldedNames[at] as string, hotel)) continue
    const currency = currencyAt(town, at)
    if (purse?.currency !== currency) purse = purseOf(currency)
    const id = town.ids[at] as number
    hotel.ratingCount = town.ratingCounts[at] as number
    hotel.distanceM = distances ? (distances[at] as number) : 0
    let slot: number
    let wanted: boolean | undefined
    if (purse.most < Infinity || purse.least > 0) {
      several.settle(at)
      slot = tally.take(several.totals, hotel, purse)
      if (slot < 0) continue
    } else {
      if (!tally.takeSold(slots, hotel)) continue
      if (!byPrice) wanted = page.wants(hotel, id)
      if (!wanted && several.estimate(at)) {
        const isBetween = several.low >= purse.lowest && several.high <= purse.highest
        if (isBetween && (!byPrice || passes(several.low, purse, search))) continue
      }
      several.settle(at)
      slot = tally.cheapestSlot(several.totals)
      widen(purse, several.totals[slot] as number)
    }
    if (byPrice) {
      hotel.total = compared(several.totals[slot] as number, currency)
      wanted = page.wants(hotel, id)
    }
    if (wanted ?? page.wants(hotel, id)) page.put(hotel, id, several.sold(at, slot))
  }
}

/** What one hotel after the other costs for the cheapest of several stays. */
export class SeveralStays {
  readonly #stays: readonly StayPrices[]
  readonly #wantedSlots: number
  readonly #estimates: (TownEstimates | null | undefined)[]
  /** By slot, of the hotel that was settled last. */
  readonly totals = new Float64Array(slotCount)
  readonly #ofOne = new Float64Array(slotCount)
  /** Between which sums the lowest of the wanted totals lies, of the hotel that was estimated last. */
  low = 0
  high = 0

  constructor(stays: readonly StayPrices[], wantedSlots: number) {
    this.#stays = stays
    this.#wantedSlots = wantedSlots
    this.#estimates = stays.map(() => undefined)
  }

  soldBy(at: number): number {
    let slots = 0
    for (const { priced } of this.#stays) slots |= (priced.states[at] as number) & soldBits
    return slots
  }

  /** Whether it can be estimated: not where all is priced exactly from the beginning. */
  estimate(at: number): boolean {
    this.low = Infinity
    this.high = Infinity
    for (let number = 0; number < this.#stays.length; number++) {
      const { priced, pricer } = this.#stays[number] as StayPrices
      if (((priced.states[at] as number) & this.#wantedSlots) === 0) continue
      if (priced.isExact(at)) return false
      const estimates = (this.#estimates[number] ??= pricer().estimates(priced, this.#wantedSlots))
      if (!estimates) return false
      estimates.look(at)
      this.low = Math.min(this.low, estimates.low)
      this.high = Math.min(this.high, estimates.high)
    }
    return true
  }

  /** Works out the lowest total of each slot. */
  settle(at: number): void {
    const { totals } = this
    totals.fill(Infinity)
    for (const { priced, pricer } of this.#stays) {
      if (!priced.sells(at)) continue
      pricer().settle(priced, at)
      priced.lowest(at, this.#ofOne)
      for (let slot = 0; slot < slotCount; slot++) totals[slot] = Math.min(totals[slot] as number, this.#ofOne[slot] as number) // prettier-ignore
    }
  }

  /** What is sold at the lowest total of a slot: for the nearest of the stays that cost the same. */
  sold(at: number, slot: number) {
    for (const { priced } of this.#stays) {
      const { town, totals, slots } = priced
      if (!priced.sells(at)) continue
      const from = priced.cellOf(at)
      for (let cell = from; cell < from + plansOf(town, at); cell++)
        if (slots[cell] === slot && totals[cell] === this.totals[slot]) return soldAt(priced, at, cell)
    }
    throw new Error(`no stay costs what h${this.#stays[0]?.priced.town.ids[at]} was found for`)
  }
}
