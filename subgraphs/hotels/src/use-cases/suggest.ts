import type { Context } from '../context.ts'
import type { CityRow } from '../database/cities.ts'
import type { AirportRow } from '../database/name-books.ts'
import type { Point } from '../domain/distance.ts'
import { findNames } from '../domain/names/find-names.ts'
import { refOf, writtenOf } from '../domain/names/name-book.ts'
import { foldName } from '../domain/place-name.ts'
import { readKey } from '../domain/shelf.ts'
import { refuseInput } from './refusal.ts'
import { suggestionSeconds } from './search-metrics.ts'

const most = 20
const longest = 80

export type PlaceInHand = ({ kind: 'City' } & CityRow) | ({ kind: 'Airport' } & AirportRow)
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
  const books = await context.names.books('PLACES', context.now.getTime())
  const stopWatch = suggestionSeconds.startTimer()
  const guest = { near, country, capitals: /^[A-Z]{3}$/.test(search.trim()) }
  const { found, how } = findNames(books, typed, wanted, guest)
  stopWatch({ by: how })
  const places = await readPlaces(
    found.map(({ book, subject }) => refOf(book, subject)),
    context,
  )
  return found.flatMap(({ book, key }, at) => {
    const place = places[at]
    return place ? [{ matchedName: writtenOf(book, key), place }] : []
  })
}

/** What is behind each reference, in their order. Undefined: it left the catalogue since the book was written. */
async function readPlaces(refs: readonly string[], { names, now }: Context): Promise<(PlaceInHand | undefined)[]> {
  const at = now.getTime()
  const cityIds = refs.map((ref) => readKey('c', ref))
  const [airports, cities] = await Promise.all([
    names.airports(at),
    names.cities(
      cityIds.filter((id) => id !== null),
      at,
    ),
  ])
  const cityOf = new Map(cities.map((city) => [city.id, city]))
  return refs.map((ref, place): PlaceInHand | undefined => {
    const city = cityOf.get(cityIds[place] ?? -1)
    if (city) return { kind: 'City', ...city }
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
