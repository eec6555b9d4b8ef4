import type postgres from 'postgres'

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
