import type postgres from 'postgres'

import { subjectOfHotel, type NamedHotel } from '../domain/names/hotel-names.ts'
import { packBook, type Subject } from '../domain/names/name-book.ts'
import type { Airport } from './airports.ts'
import { copyInto } from './copy.ts'
import { subjectOfAirport, subjectOfPlace } from './place-names.ts'
import type { Place } from './places.ts'

/** Of places a book. The first ones have most of the names, and answer most of what is typed. */
const placesABook = 32_768

export async function loadAirports(tx: postgres.TransactionSql, airports: readonly Airport[]): Promise<void> {
  await copyInto(
    tx,
    'airport',
    ['code', 'name', 'city_id', 'country', 'latitude', 'longitude', 'time_zone'],
    airports.map(({ code, name, city, country, latitude, longitude, timeZone }) => [
      code,
      name,
      city.id,
      country,
      latitude,
      longitude,
      timeZone,
    ]),
  )
}

/** Writes the books of all places and airports, the heaviest first, within the caller's transaction. */
export async function loadPlaceNames(
  tx: postgres.TransactionSql,
  places: readonly Place[],
  airports: readonly Airport[],
  tell: (done: number) => void,
): Promise<void> {
  const flights = airports.map(subjectOfAirport).sort((a, b) => b.weight - a.weight)
  for (let part = 0; part === 0 || part * placesABook < places.length; part++) {
    const towns = places.slice(part * placesABook, (part + 1) * placesABook).map(subjectOfPlace)
    await writeBook(tx, 'PLACES', part, part === 0 ? [...towns, ...flights] : towns)
    tell(Math.min((part + 1) * placesABook, places.length))
  }
}

const hotelsABook = 60_000

/** Writes the books of our own hotels' names that are missing, or were made of fewer hotels; each when it is done. */
export async function loadHotelNames(sql: postgres.Sql, hotels: number, tell: (done: number) => void): Promise<void> {
  const known = await sql<{ part: number; subjects: number }[]>`
    select part, subjects from name_book where kind = 'HOTELS'`
  const made = new Map(known.map(({ part, subjects }) => [part, subjects]))
  for (let part = 0; part * hotelsABook < hotels; part++) {
    const [from, to] = [part * hotelsABook + 1, Math.min((part + 1) * hotelsABook, hotels)]
    if (made.get(part) !== to - from + 1) {
      const named = await readNamedHotels(sql, from, to)
      await writeBook(sql, 'HOTELS', part, named.map(subjectOfHotel))
    }
    tell(to)
  }
}

const readNamedHotels = (sql: postgres.Sql, from: number, to: number) =>
  sql<NamedHotel[]>`
    select 'h' || hotel.id as ref, hotel.name, hotel.latitude, hotel.longitude, city.country, hotel.rating,
      hotel.rating_count as "ratingCount", array[city.name, city.local_name, city.region] as lies
    from hotel join city on city.id = hotel.city_id
    where hotel.id between ${from} and ${to} order by hotel.id`

/** Writes one book, over the one of its name that may be there. */
export async function writeBook(
  sql: postgres.Sql | postgres.TransactionSql,
  kind: 'PLACES' | 'HOTELS',
  part: number,
  subjects: readonly Subject[],
): Promise<void> {
  const bytes = packBook(subjects)
  await sql`
    insert into name_book (kind, part, subjects, revision, bytes)
    values (${kind}, ${part}, ${subjects.length}, 1, ${Buffer.from(bytes.buffer)})
    on conflict (kind, part) do update
      set subjects = excluded.subjects, revision = name_book.revision + 1, bytes = excluded.bytes`
}
