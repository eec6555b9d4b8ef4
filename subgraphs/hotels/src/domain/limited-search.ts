import type { Purse } from './matching.ts'
import { soldBits, type PricedTown } from './priced-town.ts'
import { asksDistance } from './ranking.ts'
import { standing } from './standing.ts'
import type { TownEstimates } from './town-estimates.ts'
import { passes, soldAt, type TownSearch } from './town-pass.ts'
import type { TownPricer } from './town-prices.ts'
import { currencyAt } from './town.ts'

/** The pass over a town's hotels where the price limits of the search decide which fit. */
export function searchWithLimits<Sold>(priced: PricedTown, search: TownSearch<Sold>, pricer: () => TownPricer): void {
  const { town, states } = priced
  const { area, sort, tally, page, purseOf, compared, apart } = search
  const { ids, stars, amenities, ratings, ratingCounts, foldedNames } = town
  const { places, distances } = standing(town, area, asksDistance(sort), apart?.get(town))
  const byPrice = sort === 'PRICE'
  const hotel = { rating: 0, ratingCount: 0, stars: 0, amenities: 0, distanceM: 0, total: 0 }
  let purse: Purse | undefined
  let estimates: TownEstimates | null | undefined
  for (const at of places) {
    if (((states[at] as number) & soldBits) === 0) continue
    hotel.stars = stars[at] as number
    hotel.amenities = amenities[at] as number
    hotel.rating = ratings[at] as number
    if (!tally.concerns(foldedNames[at] as string, hotel)) continue
    const currency = currencyAt(town, at)
    if (purse?.currency !== currency) purse = purseOf(currency)
    const id = ids[at] as number
    hotel.ratingCount = ratingCounts[at] as number
    hotel.distanceM = distances ? (distances[at] as number) : 0
    let cell: number
    let wanted: boolean | undefined
    if (!priced.isExact(at)) estimates ??= pricer().estimates(priced, tally.wantedSlots)
    if (estimates && !priced.isExact(at) && estimates.tellsApart(at, purse)) {
      if (tally.takeSums(estimates, 0, estimates.count, hotel, purse) < 0) continue
      wanted = byPrice ? !passes(estimates.low, purse, search) : page.wants(hotel, id)
      if (!wanted) continue
      if (byPrice) wanted = undefined // by what it costs exactly
      pricer().settle(priced, at)
      cell = tally.cheapest(priced, at)
    } else {
      pricer().settle(priced, at)
      cell = tally.takePlans(priced, at, hotel, purse)
      if (cell < 0) continue
    }
    hotel.total = compared(priced.totals[cell] as number, currency)
    if (wanted ?? page.wants(hotel, id)) page.put(hotel, id, soldAt(priced, at, cell))
  }
}
