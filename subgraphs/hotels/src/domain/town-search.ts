import type { Area } from './area.ts'
import { distanceKm } from './distance.ts'
import type { Purse, Tally } from './matching.ts'
import { asksDistance, type Page, type Sort } from './ranking.ts'
import type { TownLeft, TownPricer } from './town-prices.ts'
import type { Town } from './town.ts'

/** What an own hotel sells in a search: the hotel `at` its place of a town, for a total in its currency, under a plan, in rooms of one kind or of several (-1). */
export type OwnSold = { town: Town; at: number; total: number; room: number; plan: number }

export type TownSearch<Sold> = {
  area: Area
  sort: Sort
  tally: Tally
  page: Page<Sold | OwnSold>
  purseOf: (currency: string) => Purse
  /** A total in the currency in which all hotels are compared. */
  compared: (total: number, currency: string) => number
}

/** Metres from the middle of an area, whole: what a cursor can hold. */
export const distanceM = (area: Area, point: { latitude: number; longitude: number }): number =>
  Math.round(distanceKm(area.centre, point) * 1_000)

/** The one pass over a town's hotels: which lie there, what they sell, which of that fits, where it stands. */
export function searchTown<Sold>(
  town: Town,
  left: TownLeft | undefined,
  pricer: TownPricer,
  search: TownSearch<Sold>,
): void {
  const { area, sort, tally, page, purseOf, compared } = search
  if (!pricer.enter(town, left)) return
  const needsDistance = asksDistance(sort)
  const point = { latitude: 0, longitude: 0 }
  const hotel = { rating: 0, ratingCount: 0, stars: 0, distanceM: 0, total: 0 }
  let purse: Purse | undefined
  for (let at = 0; at < town.ids.length; at++) {
    const stars = town.stars[at] as number
    const amenities = town.amenities[at] as number
    if (!tally.concerns(town.foldedNames[at] as string, stars, amenities)) continue
    point.latitude = town.latitudes[at] as number
    point.longitude = town.longitudes[at] as number
    if (!area.holds(point, town.cityId)) continue
    if (!pricer.price(at)) continue
    const currency = town.book.tariffs[town.tariffs[at] as number]?.currency ?? ''
    if (purse?.currency !== currency) purse = purseOf(currency)
    const slot = tally.take(pricer.totals, stars, amenities, purse)
    if (slot < 0) continue
    const total = pricer.totals[slot] as number
    hotel.rating = town.ratings[at] as number
    hotel.ratingCount = town.ratingCounts[at] as number
    hotel.stars = stars
    hotel.distanceM = needsDistance ? distanceM(area, point) : 0
    hotel.total = compared(total, currency)
    const id = town.ids[at] as number
    if (page.wants(hotel, id))
      page.put(hotel, id, { town, at, total, room: pricer.rooms[slot] as number, plan: pricer.plans[slot] as number })
  }
}
