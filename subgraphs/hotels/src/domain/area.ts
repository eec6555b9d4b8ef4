import {
  boundsAround,
  distanceKm,
  halfDiagonalKm,
  isWithin,
  longitudeWithin,
  middleOf,
  type Bounds,
  type Point,
} from './distance.ts'

/** Where a search looks. Distances are told from its `centre`. */
export type Area = {
  /** Two areas of one key hold the same. */
  key: string
  centre: Point
  bounds: Bounds
  /** Around the centre, all of it. */
  radiusKm: number
  /** `cityId`: the town of the hotel, when known. */
  holds: (point: Point, cityId: number | null) => boolean
}

export const maxRadiusKm = 100

/** How far around its centre a town's own hotels reach, by its inhabitants: 5 km for a village, 25 for a metropolis. */
export const reachKm = (population: number): number => Math.min(25, Math.max(5, 3 + Math.sqrt(population) / 100))

/** The hotels of a town, and those within its reach. */
export function areaOfCity(city: Point & { id: number; population: number }): Area {
  const circle = areaAround(city, reachKm(city.population))
  return {
    ...circle,
    key: `${city.id} ${circle.key}`,
    holds: (point, cityId) => cityId === city.id || circle.holds(point, cityId),
  }
}

export function areaAround({ latitude, longitude }: Point, radiusKm: number): Area {
  const centre = { latitude, longitude }
  const bounds = boundsAround(centre, radiusKm)
  return {
    key: `${latitude} ${longitude} ${radiusKm}`,
    centre,
    radiusKm,
    bounds,
    holds: (point) => isWithin(point, bounds) && distanceKm(centre, point) <= radiusKm,
  }
}

export const areaWithin = (bounds: Bounds): Area => ({
  key: `${bounds.south} ${bounds.west} ${bounds.north} ${bounds.east}`,
  centre: middleOf(bounds),
  radiusKm: halfDiagonalKm(bounds),
  bounds,
  holds: (point) => isWithin(point, bounds),
})

/** Whether two rectangles share a point, across the antimeridian too. */
export function overlaps(a: Bounds, b: Bounds): boolean {
  if (a.south > b.north || b.south > a.north) return false
  return (
    longitudeWithin(a.west, b.west, b.east) ||
    longitudeWithin(a.east, b.west, b.east) ||
    longitudeWithin(b.west, a.west, a.east)
  )
}
