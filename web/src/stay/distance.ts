export type Place = { latitude: number; longitude: number }

const EARTH_KM = 6371
const RADIANS = Math.PI / 180

/** Kilometres between two points of a city: the earth is flat at that size. */
export const kmBetween = (a: Place, b: Place): number => {
  const dy = (a.latitude - b.latitude) * RADIANS
  const dx = (a.longitude - b.longitude) * RADIANS * Math.cos(((a.latitude + b.latitude) / 2) * RADIANS)
  return EARTH_KM * Math.hypot(dx, dy)
}
