import type { PartnerQuestion } from '../partner-supply.ts'

const KM_A_DEGREE = 111.195

/** The box around a circle as they want it, `south,west,north,east`; over the antimeridian two of them. */
export function boxesAround({ latitude, longitude, radiusKm }: PartnerQuestion['place']): string[] {
  const high = radiusKm / KM_A_DEGREE
  const [south, north] = [Math.max(-90, latitude - high), Math.min(90, latitude + high)]
  const narrowest = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  const wide = narrowest > 0.01 ? high / narrowest : 180
  const box = (west: number, east: number) => [south, west, north, east].map((degrees) => degrees.toFixed(6)).join()
  if (wide >= 180) return [box(-180, 180)]
  const [west, east] = [longitude - wide, longitude + wide]
  if (west < -180) return [box(west + 360, 180), box(-180, east)]
  if (east > 180) return [box(west, 180), box(-180, east - 360)]
  return [box(west, east)]
}
