import type { Area } from './area.ts'
import { searchByEstimates } from './estimated-search.ts'
import { searchWithLimits } from './limited-search.ts'
import { plansOf, soldBits, type PricedTown } from './priced-town.ts'
import { standing } from './standing.ts'
import type { TownEstimates } from './town-estimates.ts'
import type { TownSearch } from './town-pass.ts'
import type { TownPricer } from './town-prices.ts'
import { currencyAt } from './town.ts'

/**
 * The pass over the hotels of some towns with their prices for one stay: which lie there, what they sell, which of that fits, where it stands. The
 * pricer works out what was only estimated of those hotels that may be on the page, or the cheapest or the dearest of all.
 */
export function searchTowns<Sold>(
  towns: readonly PricedTown[],
  search: TownSearch<Sold>,
  pricer: () => TownPricer,
): void {
  if (search.tally.hasLimits) for (const priced of towns) searchWithLimits(priced, search, pricer)
  else searchByEstimates(towns, search, pricer)
}

/** The lowest total of a town's hotels that lie in an area, by currency. The pricer works out those that may be it. */
export function lowestTotals(priced: PricedTown, area: Area, pricer: () => TownPricer): Map<string, number> {
  const { town } = priced
  const lowest = new Map<string, number>()
  let estimates: TownEstimates | null | undefined
  for (const at of standing(town, area, false).places) {
    if (!priced.sells(at)) continue
    const currency = currencyAt(town, at)
    let least = lowest.get(currency) ?? Infinity
    if (!priced.isExact(at)) {
      estimates ??= pricer().estimates(priced, soldBits)
      if (estimates) {
        estimates.look(at)
        if (estimates.low >= least) continue
      }
      pricer().settle(priced, at)
    }
    const from = priced.cellOf(at)
    for (let cell = from; cell < from + plansOf(town, at); cell++)
      least = Math.min(least, priced.totals[cell] as number)
    lowest.set(currency, least)
  }
  return lowest
}
