import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import type { Almanac } from '../database/shelves.ts'
import { boundsAround, distanceKm, type Point } from '../domain/distance.ts'
import { farthestM, likenessOf, nextDoorM, type HouseFacts } from '../domain/same-hotel.ts'
import { hotelKey } from '../domain/shelf.ts'
import type { Town } from '../domain/town.ts'
import type { PartnerHotel } from '../partners/partner-supply.ts'

/** What was found for a partner's hotel as it was told then. */
type Near = { revision: number; told: string; rows: readonly HotelRow[] }
/** By its id: looked for again when it is told otherwise, or the catalogue changed. */
const lookedIn = new WeakMap<Context['shelves'], Map<string, Near>>()
const mostLooked = 20_000

/**
 * Hotels of our own that may be the houses of partners' hotels, by these: they stand within reach and are called alike, or stand next door and may
 * have the same telephone. Found in the columns that searches keep; only those few are read from the database.
 */
export async function ownHousesNear(
  hotels: readonly PartnerHotel[],
  { shelves, now: at }: Pick<Context, 'shelves' | 'now'>,
): Promise<ReadonlyMap<PartnerHotel, readonly HotelRow[]>> {
  if (hotels.length === 0) return new Map()
  const now = at.getTime()
  const almanac = await shelves.almanac(now)
  const { revision } = almanac
  const looked = lookedIn.get(shelves) ?? new Map<string, Near>()
  lookedIn.set(shelves, looked)
  const found = new Map<PartnerHotel, readonly HotelRow[]>()
  const fresh: PartnerHotel[] = []
  for (const hotel of hotels) {
    const known = looked.get(hotel.id)
    if (known?.revision === revision && known.told === toldOf(hotel)) found.set(hotel, known.rows)
    else fresh.push(hotel)
  }
  if (fresh.length === 0) return found
  const keys = await keysNear(fresh, { shelves, almanac, now })
  const all = [...new Set([...keys.values()].flat())]
  const rows = new Map((all.length === 0 ? [] : await shelves.hotelRows(all, now)).map((row) => [row.id, row]))
  if (looked.size > mostLooked) looked.clear()
  for (const [hotel, own] of keys) {
    const near = { revision, told: toldOf(hotel), rows: own.flatMap((key) => rows.get(key) ?? []) }
    looked.set(hotel.id, near)
    found.set(hotel, near.rows)
  }
  return found
}

/** All that it was looked for by. */
const toldOf = ({ name, address, latitude, longitude }: PartnerHotel): string =>
  `${latitude} ${longitude} ${name} ${address.city}`

type Looking = Pick<Context, 'shelves'> & { almanac: Almanac; now: number }

async function keysNear(hotels: readonly PartnerHotel[], { shelves, almanac: { map, districts }, now }: Looking) {
  const around = hotels.map((hotel) => {
    const cityIds = map.overlapping(boundsAround(hotel, farthestM / 1_000)).map(({ cityId }) => cityId)
    return { hotel, cityIds, districts: [...new Set(cityIds.flatMap((id) => districts.get(id) ?? []))] }
  })
  const all = [...new Set(around.flatMap((one) => one.districts))]
  const towns = new Map((await shelves.townsOf(all, now)).map((town, at) => [all[at], town]))
  const ids = [...new Set(around.flatMap(({ cityIds }) => cityIds))]
  const cities = await Promise.all(ids.map((id) => shelves.city(id, now)))
  const names = new Map(cities.flatMap((city) => (city ? [[city.id, city.name] as const] : [])))
  return new Map(
    around.map((one) => [
      one.hotel,
      one.districts.flatMap((district) => {
        const town = towns.get(district)
        return town ? alikeIn(town, names, one.hotel) : []
      }),
    ]),
  )
}

/** Without telephones, which columns do not have: so next door all are. */
function alikeIn(town: Town, names: ReadonlyMap<number, string>, hotel: PartnerHotel): string[] {
  const { name, address, latitude, longitude } = hotel
  const theirs: HouseFacts = { name, town: address.city, latitude, longitude, phone: null }
  return placesNear(town, hotel).flatMap((at) => {
    const ours = factsOf(town, names, at)
    const isMeant = distanceKm(ours, hotel) * 1_000 <= nextDoorM || likenessOf(theirs, ours).verdict !== 'DIFFERENT'
    return isMeant ? [hotelKey(town.ids[at] as number)] : []
  })
}

/** What columns tell of our hotels, of those that were compared: its words are read once. */
const facts = new WeakMap<Town, Map<number, HouseFacts>>()

function factsOf(town: Town, names: ReadonlyMap<number, string>, at: number): HouseFacts {
  let known = facts.get(town)
  if (!known) facts.set(town, (known = new Map()))
  let ours = known.get(at)
  if (!ours) {
    const [latitude, longitude] = [town.latitudes[at] as number, town.longitudes[at] as number]
    const name = names.get(town.cityIds[at] as number) ?? ''
    ours = { name: town.foldedNames[at] as string, town: name, latitude, longitude, phone: null }
    known.set(at, ours)
  }
  return ours
}

/** The hotels of a town from south to north. */
const northward = new WeakMap<Town, Int32Array>()

function placesNear(town: Town, point: Point): number[] {
  let order = northward.get(town)
  if (!order) {
    const { latitudes } = town
    order = Int32Array.from(latitudes.keys()).sort((a, b) => (latitudes[a] as number) - (latitudes[b] as number))
    northward.set(town, order)
  }
  const { south, north } = boundsAround(point, farthestM / 1_000)
  let [low, high] = [0, order.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((town.latitudes[order[middle] as number] as number) < south) low = middle + 1
    else high = middle
  }
  const found: number[] = []
  for (let next = low; next < order.length; next++) {
    const at = order[next] as number
    const latitude = town.latitudes[at] as number
    if (latitude > north) break
    if (distanceKm(point, { latitude, longitude: town.longitudes[at] as number }) * 1_000 <= farthestM) found.push(at)
  }
  return found
}
