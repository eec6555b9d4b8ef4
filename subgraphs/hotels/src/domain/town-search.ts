import type { Area } from './area.ts'
import { distanceKm } from './distance.ts'
import type { Purse, Tally } from './matching.ts'
import type { StayNights } from './nights.ts'
import { mixedRooms, type PricedTown } from './priced-town.ts'
import { asksDistance, type Page, type Sort } from './ranking.ts'
import type { Town } from './town.ts'

/**
 * What an own hotel sells in a search: the hotel `at` its place of a town, for a total in its currency, under a plan, in rooms of one kind or
 * of several (-1). `nights`: what is left there.
 */
export type OwnSold = { town: Town; nights: StayNights; at: number; total: number; room: number; plan: number }

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

/** The one pass over a town's hotels with their prices: which lie there, what they sell, which of that fits, where it stands. */
export function searchTown<Sold>(priced: PricedTown, search: TownSearch<Sold>): void {
  const { town, nights } = priced
  const { area, sort, tally, page, purseOf, compared } = search
  const { tariffs } = town.book
  const { inside, distances } = standing(town, area, asksDistance(sort))
  const hotel = { rating: 0, ratingCount: 0, stars: 0, amenities: 0, distanceM: 0, total: 0 }
  let purse: Purse | undefined
  for (let at = 0; at < town.ids.length; at++) {
    if (inside[at] === 0) continue
    hotel.stars = town.stars[at] as number
    hotel.amenities = town.amenities[at] as number
    hotel.rating = town.ratings[at] as number
    if (!tally.concerns(town.foldedNames[at] as string, hotel)) continue
    const currency = tariffs[town.tariffs[at] as number]?.currency ?? ''
    if (purse?.currency !== currency) purse = purseOf(currency)
    const plan = tally.takePlans(priced, at, hotel, purse)
    if (plan < 0) continue
    const total = priced.totals[plan] as number
    hotel.ratingCount = town.ratingCounts[at] as number
    hotel.distanceM = distances ? (distances[at] as number) : 0
    hotel.total = compared(total, currency)
    const id = town.ids[at] as number
    if (!page.wants(hotel, id)) continue
    const room = priced.rooms[plan] as number
    page.put(hotel, id, { town, nights, at, total, room: room === mixedRooms ? -1 : (town.roomsFrom[at] as number) + room, plan }) // prettier-ignore
  }
}

/** Which hotels of a town lie in an area, and how far from its middle. */
type Standing = { area: string; inside: Uint8Array; distances: Int32Array | null }

/** Of the last areas in which a town was searched: where its hotels stand is the same each time. */
const standings = new WeakMap<Town, Standing[]>()
const mostStandings = 4
const worthKeeping = 64

function standing(town: Town, area: Area, needsDistance: boolean): Standing {
  if (town.ids.length < worthKeeping) return stand(town, area, needsDistance)
  const known = standings.get(town) ?? []
  const one = known.find((kept) => kept.area === area.key && (kept.distances !== null || !needsDistance))
  if (one) return one
  const made = stand(town, area, needsDistance)
  standings.set(town, [made, ...known.filter((kept) => kept.area !== area.key)].slice(0, mostStandings))
  return made
}

function stand(town: Town, area: Area, needsDistance: boolean): Standing {
  const count = town.ids.length
  const inside = new Uint8Array(count)
  const distances = needsDistance ? new Int32Array(count) : null
  const point = { latitude: 0, longitude: 0 }
  for (let at = 0; at < count; at++) {
    point.latitude = town.latitudes[at] as number
    point.longitude = town.longitudes[at] as number
    if (!area.holds(point, town.cityId)) continue
    inside[at] = 1
    if (distances) distances[at] = distanceM(area, point)
  }
  return { area: area.key, inside, distances }
}
