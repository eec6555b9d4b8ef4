import { hotelsIn, make, type SuppliedHotel } from '../catalogue.ts'
import { share } from '../chance.ts'
import { distanceKm, gazetteer, type Place } from '../places.ts'

/** Houses that only the bedbank sells, in every place. */
const OWN = 2

/** What the bedbank sells around a point, the nearest first: of the other company's houses some, and some of its own. */
export function bankHotelsIn({
  south,
  west,
  north,
  east,
}: {
  south: number
  west: number
  north: number
  east: number
}) {
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 }
  const radiusKm = distanceKm(middle.latitude, middle.longitude, north, east)
  return gazetteer()
    .near(middle.latitude, middle.longitude, radiusKm + 4)
    .flatMap(bankHotelsOf)
    .filter(
      ({ latitude, longitude }) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
    )
    .map((hotel) => ({ hotel, km: distanceKm(middle.latitude, middle.longitude, hotel.latitude, hotel.longitude) }))
    .toSorted((a, b) => a.km - b.km || (a.hotel.id < b.hotel.id ? -1 : 1))
    .map(({ hotel }) => hotel)
}

const bankHotelsOf = (place: Place): SuppliedHotel[] =>
  Array.from({ length: hotelsIn(place) + OWN }, (_, number) => number)
    .filter((number) => isSold(place, number))
    .map((number) => respelt(place, number))

/** The hotel of a code such as `LB-1QK3F`; nothing when there is none. */
export function bankHotelById(code: string): SuppliedHotel | undefined {
  const written = /^LB-([0-9A-Z]{2,8})$/.exec(code)?.[1]
  if (written === undefined) return undefined
  const packed = Number.parseInt(written, 36)
  const place = gazetteer().byId(Math.floor(packed / 16))
  return place && isSold(place, packed % 16) ? respelt(place, packed % 16) : undefined
}

const isSold = (place: Place, number: number): boolean =>
  number < hotelsIn(place) ? share('also sold', place.geonameId, number) < 0.6 : number < hotelsIn(place) + OWN

/** A house as the bedbank knows it: another code, its name turned and its place a few metres off, prices of its own. */
function respelt(place: Place, number: number): SuppliedHotel {
  const house = make(place, number)
  const [along, across] = [share('along', house.id) - 0.5, share('across', house.id) - 0.5]
  return {
    ...house,
    id: `LB-${(place.geonameId * 16 + number).toString(36).toUpperCase()}`,
    name: turned(house.name, place.name, share('turned', house.id)),
    latitude: Number((house.latitude + along * 0.0004).toFixed(6)),
    longitude: Number((house.longitude + across * 0.0004).toFixed(6)),
    baseDollars: house.baseDollars * (0.92 + 0.16 * share('bank', house.id)),
  }
}

/** "Quillon House Paris" as "QUILLON HOUSE", "House Quillon, Paris", as it is, or as "Quillon", which might be another. */
function turned(name: string, town: string, how: number): string {
  const without = name.endsWith(` ${town}`) ? name.slice(0, -town.length - 1) : name
  if (how < 0.4) return without.toUpperCase()
  if (how < 0.6) return name
  const words = without.split(' ')
  if (how > 0.8) return words.slice(0, -1).join(' ')
  return `${[words.at(-1), ...words.slice(0, -1)].join(' ')}, ${town}`
}
