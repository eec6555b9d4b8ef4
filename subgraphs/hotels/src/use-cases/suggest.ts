import type { Context } from '../context.ts'
import type { CityRow } from '../database/cities.ts'
import type { HotelRow } from '../database/hotels.ts'
import type { AirportRow } from '../database/name-books.ts'
import type { Point } from '../domain/distance.ts'
import { findNames, type How } from '../domain/names/find-names.ts'
import type { Found, Guest } from '../domain/names/likeliest.ts'
import { refOf, writtenOf, type NameBook } from '../domain/names/name-book.ts'
import { foldName } from '../domain/place-name.ts'
import { readKey } from '../domain/shelf.ts'
import { refuseInput } from './refusal.ts'
import { suggestionSeconds } from './search-metrics.ts'

const most = 20
const longest = 80

export type PlaceInHand =
  | ({ kind: 'City' } & CityRow)
  | ({ kind: 'Airport' } & AirportRow)
  | ({ kind: 'Hotel' } & HotelRow)
export type Suggested = { matchedName: string; place: PlaceInHand }

type Asked = { search: string; first: number; near: Point | null; country: string | null }

/** What somebody may mean by what they have typed so far, the likeliest first. */
export async function suggest({ search, first, near, country }: Asked, context: Context): Promise<Suggested[]> {
  if (near && !(Math.abs(near.latitude) <= 90 && Math.abs(near.longitude) <= 180))
    throw refuseInput('A latitude is between -90 and 90 degrees, a longitude between -180 and 180.')
  if (country !== null && !/^[A-Za-z]{2}$/.test(country)) throw refuseInput('A country has two letters: PT.')
  const wanted = Math.min(Math.max(first, 0), most)
  const typed = foldName(search.slice(0, longest))
  if (typed === '' || wanted === 0) return []
  const at = context.now.getTime()
  const [places, hotels] = await Promise.all([context.names.books('PLACES', at), context.names.books('HOTELS', at)])
  const stopWatch = suggestionSeconds.startTimer()
  const guest = { near, country, capitals: /^[A-Z]{3}$/.test(search.trim()) }
  const { found, how } = findBoth({ places, hotels }, typed, wanted, guest)
  const inHand = await readPlaces(
    found.map(({ book, subject }) => refOf(book, subject)),
    context,
  )
  stopWatch({ by: how })
  return withoutTwins(
    found.flatMap(({ book, key }, rank) => {
      const place = inHand[rank]
      return place ? [{ matchedName: writtenOf(book, key) || place.name, place }] : []
    }),
  )
}

/** Of what is answered so many are hotels, if there are so many; more only where places are too few. */
const shareOfHotels = 3 / 8
/** From so many letters on hotels are looked for, and with a slip: their names have all words there are. */
const hotelFrom = 3
const hotelSlipFrom = 6
/** "hotel", "grand": what so many are called by tells none of them apart. */
const idleShare = 0.05

type Books = { places: readonly NameBook[]; hotels: readonly NameBook[] }

function findBoth(books: Books, typed: string, wanted: number, guest: Guest): { found: readonly Found[]; how: How } {
  if (typed.length < hotelFrom) return findNames(books.places, typed, wanted, guest)
  const named = findNames(books.hotels, typed, wanted, guest, { slips: 0, share: idleShare })
  // Where hotels are called so, nobody slipped twice; where a place was meant, no hotel is looked for by another name.
  const isHotel = named.found.length > 0
  const places = findNames(books.places, typed, wanted, guest, { slips: isHotel ? 1 : 2, share: 1 })
  const slipped = !isHotel && places.how === 'slip' && typed.length >= hotelSlipFrom
  const hotels = slipped
    ? findNames(books.hotels, typed, wanted, guest, { slips: 1, share: idleShare, onlySlips: true })
    : named
  const few = Math.max(Math.ceil(wanted * shareOfHotels), wanted - places.found.length)
  const some = hotels.found.slice(0, few)
  const both = [...places.found.slice(0, wanted - some.length), ...some]
  return { found: both.toSorted((one, other) => other.score - one.score), how: places.how }
}

/** One house that several partners sell is suggested once. */
function withoutTwins(suggested: readonly Suggested[]): Suggested[] {
  const seen = new Set<string>()
  return suggested.filter(({ place }) => {
    if (place.kind !== 'Hotel') return true
    const house = `${foldName(place.name)} ${place.cityId ?? place.addressCity}`
    return !seen.has(house) && seen.add(house)
  })
}

/** What is behind each reference, in their order. Undefined: it left the catalogue since the book was written. */
async function readPlaces(refs: readonly string[], context: Context): Promise<(PlaceInHand | undefined)[]> {
  const { names, shelves, now } = context
  const cityIds = refs.map((ref) => readKey('c', ref))
  const hotelKeys = refs.filter((ref) => /^h|^p-/.test(ref))
  const [airports, cities, hotels] = await Promise.all([
    names.airports(now.getTime()),
    names.cities(
      cityIds.filter((id) => id !== null),
      now.getTime(),
    ),
    hotelKeys.length > 0 ? shelves.hotelRows(hotelKeys, now.getTime()) : [],
  ])
  const cityOf = new Map(cities.map((city) => [city.id, city]))
  const hotelOf = new Map(hotels.map((hotel) => [hotel.id, hotel]))
  return refs.map((ref, place): PlaceInHand | undefined => {
    const city = cityOf.get(cityIds[place] ?? -1)
    if (city) return { kind: 'City', ...city }
    const hotel = hotelOf.get(ref)
    if (hotel) return { kind: 'Hotel', ...hotel }
    const airport = airports.get(ref.slice(1))
    return airport && { kind: 'Airport', ...airport }
  })
}

/** An airport by its id. */
export async function readAirport(id: string, { names, now }: Context): Promise<AirportRow | null> {
  const code = /^a([A-Z]{3})$/.exec(id)?.[1]
  return code === undefined ? null : ((await names.airports(now.getTime())).get(code) ?? null)
}

/** The city that an airport serves. */
export async function cityOfAirport({ code, cityId }: AirportRow, { names, now }: Context): Promise<CityRow> {
  const [city] = await names.cities([cityId], now.getTime())
  if (!city) throw new Error(`the city of ${code} is none`)
  return city
}

/** How far from an airport hotels may be that are still at it: by the road a quarter to half an hour. */
export const airportRadiusKm = 20
