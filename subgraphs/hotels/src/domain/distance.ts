/** WGS 84 degrees. */
export type Point = { latitude: number; longitude: number }

const radians = Math.PI / 180
export const earthRadiusKm = 6_371.0088
/** Kilometres of a degree of latitude. */
export const degreeKm = earthRadiusKm * radians

/** The great circle's length (haversine on the mean radius: within 0.5 % of the ellipsoid). */
export function distanceKm(a: Point, b: Point): number {
  const half =
    Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2 +
    Math.cos(a.latitude * radians) *
      Math.cos(b.latitude * radians) *
      Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** West may be greater than east: the rectangle then crosses the antimeridian. */
export type Bounds = { south: number; west: number; north: number; east: number }

export const longitudeWithin = (longitude: number, west: number, east: number): boolean =>
  west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east

export const isWithin = ({ latitude, longitude }: Point, { south, west, north, east }: Bounds): boolean =>
  latitude >= south && latitude <= north && longitudeWithin(longitude, west, east)

const wrap = (longitude: number) => ((((longitude + 180) % 360) + 360) % 360) - 180

/** The smallest rectangle around a circle. Near a pole it spans all longitudes. */
export function boundsAround({ latitude, longitude }: Point, radiusKm: number): Bounds {
  const reach = radiusKm / degreeKm
  const south = Math.max(-90, latitude - reach)
  const north = Math.min(90, latitude + reach)
  const ratio = Math.sin(Math.min(Math.PI / 2, radiusKm / earthRadiusKm)) / Math.cos(latitude * radians)
  if (south === -90 || north === 90 || ratio >= 1) return { south, north, west: -180, east: 180 }
  const width = Math.asin(ratio) / radians
  return { south, north, west: wrap(longitude - width), east: wrap(longitude + width) }
}

/** The middle of a rectangle, across the antimeridian when it crosses it. */
export function middleOf({ south, west, north, east }: Bounds): Point {
  const width = west <= east ? east - west : east - west + 360
  return { latitude: (south + north) / 2, longitude: wrap(west + width / 2) }
}

/** Kilometres from the middle of a rectangle to its farthest corner. */
export function halfDiagonalKm(bounds: Bounds): number {
  const middle = middleOf(bounds)
  return Math.max(
    distanceKm(middle, { latitude: bounds.north, longitude: bounds.east }),
    distanceKm(middle, { latitude: bounds.south, longitude: bounds.east }),
  )
}
