import { middleOf, type Bounds } from './distance.ts'

/**
 * Towns of one time zone that lie next to each other, whose hotels are kept, priced and searched as one: most towns are small, a search of a
 * large one looks at hundreds of them, and each would cost what a town costs whatever its size.
 */
export type District = { cityIds: readonly number[]; hotels: number; timeZone: string }

type Member = Bounds & { cityId: number; hotels: number; timeZone: string }

/** A larger one is less to look up, and more that nobody asked for: at the edge of a search, and when one of its hotels changes. */
export const hotelsOfDistrict = 192

/** Smaller cells than the fortieth half of the globe tell no two towns apart. */
const mostHalves = 40

/** Puts each town into one district of at most so many hotels; a town with more is one by itself. */
export function divide(towns: readonly Member[], atMost = hotelsOfDistrict): District[] {
  const districts: District[] = []
  const add = (members: readonly Member[], hotels: number) => {
    const [first] = members
    if (first) districts.push({ cityIds: members.map(({ cityId }) => cityId), hotels, timeZone: first.timeZone })
  }
  /** Halves a cell of the globe, by latitude and by longitude in turn, until what lies in it is few. */
  const halve = (members: readonly Member[], cell: Bounds, depth: number) => {
    const hotels = members.reduce((sum, town) => sum + town.hotels, 0)
    if (hotels <= atMost || members.length === 1) return add(members, hotels)
    if (depth === mostHalves) {
      for (const town of members) add([town], town.hotels)
      return
    }
    const [latitude, longitude] = [(cell.south + cell.north) / 2, (cell.west + cell.east) / 2]
    const byLongitude = depth % 2 === 0
    const isBelow = (town: Member) => {
      const at = middleOf(town)
      return byLongitude ? at.longitude < longitude : at.latitude < latitude
    }
    const below = members.filter(isBelow)
    const above = members.filter((town) => !isBelow(town))
    halve(below, byLongitude ? { ...cell, east: longitude } : { ...cell, north: latitude }, depth + 1)
    halve(above, byLongitude ? { ...cell, west: longitude } : { ...cell, south: latitude }, depth + 1)
  }
  const [large, small] = [[] as Member[], [] as Member[]]
  for (const town of towns) (town.hotels > atMost / 2 ? large : small).push(town)
  for (const town of large) add([town], town.hotels)
  const globe = { south: -90, north: 90, west: -180, east: 180 }
  for (const zone of Map.groupBy(small, ({ timeZone }) => timeZone).values()) halve(zone, globe, 0)
  return districts
}
