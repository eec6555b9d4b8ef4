import { between, hash, pick, share } from './chance.ts'
import { currencyOf } from './currencies.ts'
import { FACILITIES } from './facilities.ts'
import { distanceKm, gazetteer, type Place } from './places.ts'
import { SHARED_HOUSES, type SharedHouse } from './shared-houses.ts'

/** A kind of room a hotel has; how many of it there are is its allotment. */
export type RoomKind = {
  /** Stable within the hotel; `mappedRoomId` on the wire. */
  readonly id: number
  readonly name: string
  readonly description: string
  readonly squareMetres: number
  readonly beds: readonly { quantity: number; bedType: string; bedSize: string }[]
  readonly maxAdults: number
  readonly maxChildren: number
  readonly maxOccupancy: number
  readonly allotment: number
  /** What it costs against the hotel's plainest room. */
  readonly factor: number
}

/** A hotel this company sells. Its id holds the place and its number there, so that it can be made again from the id. */
export type SuppliedHotel = {
  readonly id: string
  readonly name: string
  readonly place: Place
  readonly address: string
  readonly zip: string
  /** As the house writes it itself, from its country's own code on. */
  readonly phone: string
  readonly latitude: number
  readonly longitude: number
  readonly stars: number
  /** 0 to 10. */
  readonly rating: number
  readonly reviewCount: number
  readonly currency: string
  readonly facilityIds: readonly number[]
  readonly rooms: readonly RoomKind[]
  readonly checkin: string
  readonly checkout: string
  /** The plainest room for two on a quiet night, in dollars. */
  readonly baseDollars: number
}

const HOUSES = (
  'Ostrelle,Norvant,Halden & Fig,Corvida,Larkspur Court,Quillon,Marelle,Tannery Row,Vesperine,Aldermoor,Petrichor,' +
  'Sable & Reed,Lumenhof,Wrenfield,Calloway,Ondine Terrace,Juniper Gate,Fenwick Arms,Belcastro,Ravello Rooms'
).split(',')
const STYLES = ['Hotel', 'House', 'Suites', 'Residence', 'Lodge', 'Boutique Hotel', 'Inn']
const STREETS = [
  'Station',
  'Market',
  'Garden',
  'Harbour',
  'Cathedral',
  'Mill',
  'Observatory',
  'Linden',
  'Bridge',
  'Museum',
]
const WAYS = ['Street', 'Avenue', 'Square', 'Road', 'Lane', 'Quay']
const AT_MOST = 14

/** How many hotels this company sells in a place: 2 in a village, 14 in a metropolis. */
export const hotelsIn = (place: Place): number =>
  Math.min(AT_MOST, Math.max(2, Math.round(2 + 3 * Math.log10(Math.max(place.population, 500) / 500))))

/** How far from a place's centre its hotels stand, at most. */
const spreadKm = (place: Place) => 0.5 + 0.55 * Math.log10(Math.max(place.population, 500) / 500)

/** The hotels around a point, the nearest first. */
export function hotelsAround(latitude: number, longitude: number, radiusKm: number): SuppliedHotel[] {
  return gazetteer()
    .near(latitude, longitude, radiusKm + 4)
    .flatMap(hotelsOf)
    .map((hotel) => ({ hotel, km: distanceKm(latitude, longitude, hotel.latitude, hotel.longitude) }))
    .filter(({ km }) => km <= radiusKm)
    .toSorted((a, b) => a.km - b.km || (a.hotel.id < b.hotel.id ? -1 : 1))
    .map(({ hotel }) => hotel)
}

export function hotelsOf(place: Place): SuppliedHotel[] {
  const invented = Array.from({ length: hotelsIn(place) }, (_, number) => make(place, number))
  const shared = SHARED_HOUSES.flatMap((house, number) =>
    house.geonameId === place.geonameId ? [makeShared(place, house, number)] : [],
  )
  return [...invented, ...shared]
}

/** The hotel of an id such as `lp2d9a3c4f`, or `lpx3` of a shared house; nothing when there is none. */
export function hotelById(id: string): SuppliedHotel | undefined {
  const shared = Number(/^lpx([1-9]\d{0,3})$/.exec(id)?.[1] ?? 0) - 1
  const house = SHARED_HOUSES[shared]
  const there = house && gazetteer().byId(house.geonameId)
  if (house && there) return makeShared(there, house, shared)
  const written = /^lp([0-9a-f]{2,8})$/.exec(id)?.[1]
  if (written === undefined) return undefined
  const packed = Number.parseInt(written, 16)
  const place = gazetteer().byId(Math.floor(packed / 16))
  return place && packed % 16 < hotelsIn(place) ? make(place, packed % 16) : undefined
}

/** A house of a place, also one that this company does not sell: the numbers after `hotelsIn` are nobody's, or another's. */
export function make(place: Place, number: number): SuppliedHotel {
  const id = `lp${(place.geonameId * 16 + number).toString(16)}`
  const written = writeUp(place, number, id)
  return { ...written, ...bodyOf(place, id, written.stars) }
}

/** A house that others sell too, as this company knows it: its id is its place in the list. */
function makeShared(place: Place, house: SharedHouse, number: number): SuppliedHotel {
  const id = `lpx${number + 1}`
  const { name, address, zip, phone, latitude, longitude, stars, dollars } = house
  const written = { id, place, name, address, zip, phone, latitude, longitude, stars }
  return { ...written, ...bodyOf(place, id, stars), baseDollars: dollars }
}

/** What is written of an invented house. */
function writeUp(place: Place, number: number, id: string) {
  // Walking the list from a start of the place's own gives each hotel of a place another house.
  const house = HOUSES[(hash('house', place.geonameId) + number) % HOUSES.length] ?? 'Ostrelle'
  const stars = pick([2, 3, 3, 3, 4, 4, 4, 5], 'stars', id)
  const away = spreadKm(place) * Math.sqrt(share('away', id))
  const bearing = 2 * Math.PI * share('bearing', id)
  const latitude = place.latitude + (away * Math.cos(bearing)) / 111.195
  const longitude =
    place.longitude +
    (away * Math.sin(bearing)) / (111.195 * Math.max(0.02, Math.cos((place.latitude * Math.PI) / 180)))
  return {
    id,
    name: `${house} ${pick(STYLES, 'style', id)} ${place.name}`,
    place,
    address: `${between(1, 180, 'number', id)} ${pick(STREETS, 'street', id)} ${pick(WAYS, 'way', id)}`,
    zip: String(between(10_000, 99_999, 'zip', place.geonameId)),
    phone: `+${between(20, 98, 'dial', place.country)} ${between(10, 99, 'exchange', place.geonameId)} ${between(1000, 9999, 'line', id)} ${between(1000, 9999, 'phone', id)}`,
    latitude: Number(latitude.toFixed(6)),
    longitude: Number((((longitude + 540) % 360) - 180).toFixed(6)),
    stars,
  }
}

/** What a house has, and what it costs. */
function bodyOf(place: Place, id: string, stars: number) {
  const metropolis = Math.log10(Math.max(place.population, 1000)) / 6
  return {
    rating: Number((6.2 + 0.35 * stars + 1.6 * share('rating', id)).toFixed(1)),
    reviewCount: between(12, 2400, 'reviews', id),
    currency: currencyOf(place.country),
    facilityIds: FACILITIES.filter(
      ({ facility_id }) => facility_id === 107 || share('facility', id, facility_id) < 0.12 + 0.13 * stars,
    ).map(({ facility_id }) => facility_id),
    rooms: roomsOf(id, stars),
    checkin: pick(['02:00 PM', '03:00 PM', '04:00 PM'], 'checkin', id),
    checkout: pick(['10:00 AM', '11:00 AM', '12:00 PM'], 'checkout', id),
    baseDollars: (26 + 14 * stars ** 1.6) * (0.55 + 0.45 * metropolis) * (0.75 + 0.6 * share('level', place.country)),
  }
}

const double = { quantity: 1, bedType: 'Double bed(s)', bedSize: '131-150 cm wide' }
const single = { quantity: 2, bedType: 'Single bed(s)', bedSize: '90-130 cm wide' }
const sofa = { quantity: 1, bedType: 'Sofa bed', bedSize: 'Variable size' }
const KINDS = [
  { name: 'Standard Double Room', beds: [double], maxAdults: 2, maxChildren: 1, maxOccupancy: 2, factor: 1 },
  { name: 'Standard Twin Room', beds: [single], maxAdults: 2, maxChildren: 1, maxOccupancy: 3, factor: 1.04 },
  { name: 'Superior King Room', beds: [double], maxAdults: 2, maxChildren: 2, maxOccupancy: 3, factor: 1.22 },
  { name: 'Family Room', beds: [double, single], maxAdults: 4, maxChildren: 3, maxOccupancy: 5, factor: 1.55 },
  { name: 'Junior Suite', beds: [double, sofa], maxAdults: 3, maxChildren: 2, maxOccupancy: 4, factor: 1.9 },
] as const

function roomsOf(hotelId: string, stars: number): RoomKind[] {
  // Every hotel has the plain double and the family room, so that two people or a family always find something to ask for.
  return KINDS.filter(
    (_, index) => index === 0 || index === 3 || (index === 4 ? stars >= 4 : share('kind', hotelId, index) < 0.6),
  ).map((kind, index) => ({
    ...kind,
    id: (hash('room', hotelId) % 900_000) * 10 + index,
    description: `${kind.name} of the house, with its own bathroom and a desk at the window.`,
    squareMetres: Math.round(14 + 4 * stars * kind.factor),
    allotment: between(2, 7, 'allotment', hotelId, kind.name),
  }))
}
