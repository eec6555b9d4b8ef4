import type { Area } from './area.ts'
import { distanceKm } from './distance.ts'
import { noFilters, Tally, type Facets } from './matching.ts'
import { soldBits } from './priced-town.ts'
import type { Town } from './town.ts'

/** Which hotels of a town lie in an area, and how far from its middle. */
export type Standing = {
  area: string
  /** The places of those that do. */
  places: Int32Array
  /** By place, of those; null: nobody asked. */
  distances: Int32Array | null
  /** How many of them have what; null: nobody asked. */
  crowd: Crowd | null
}

/** How many hotels are of each class, have each amenity, and each whole point of the guest rating. */
export type Crowd = Pick<Facets, 'stars' | 'amenities' | 'ratings'>

/** What hotels that lie in an area have, whatever they sell: worked out when it is first asked for. */
export function crowdOf({ stars, amenities, ratings }: Town, standing: Standing): Crowd {
  if (standing.crowd) return standing.crowd
  const tally = new Tally(noFilters)
  const hotel = { stars: 0, amenities: 0, rating: 0 }
  for (const at of standing.places) {
    hotel.stars = stars[at] as number
    hotel.amenities = amenities[at] as number
    hotel.rating = ratings[at] as number
    tally.takeSold(soldBits, hotel)
  }
  return (standing.crowd = tally.facets)
}

/** Metres from the middle of an area, whole: what a cursor can hold. */
export const distanceM = (area: Area, point: { latitude: number; longitude: number }): number =>
  Math.round(distanceKm(area.centre, point) * 1_000)

/** Of the last areas in which a town was searched: where its hotels stand is the same each time. */
const standings = new WeakMap<Town, Standing[]>()
const mostStandings = 4
const worthKeeping = 4

/** `apart`: places of hotels that are taken for none there. */
export function standing(town: Town, area: Area, needsDistance: boolean, apart?: readonly number[]): Standing {
  const one = standingOf(town, area, needsDistance)
  if (!apart) return one
  const without = new Set(apart)
  return { ...one, places: one.places.filter((at) => !without.has(at)), crowd: null }
}

function standingOf(town: Town, area: Area, needsDistance: boolean): Standing {
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
  const places = new Int32Array(count)
  const distances = needsDistance ? new Int32Array(count) : null
  const point = { latitude: 0, longitude: 0 }
  let inside = 0
  for (let at = 0; at < count; at++) {
    point.latitude = town.latitudes[at] as number
    point.longitude = town.longitudes[at] as number
    if (!area.holds(point, town.cityIds[at] as number)) continue
    places[inside++] = at
    if (distances) distances[at] = distanceM(area, point)
  }
  return { area: area.key, places: places.slice(0, inside), distances, crowd: null }
}
