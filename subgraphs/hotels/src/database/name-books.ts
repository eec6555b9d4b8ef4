import type postgres from 'postgres'

import type { NamedHotel } from '../domain/names/hotel-names.ts'
import { openBook, type NameBook } from '../domain/names/name-book.ts'

export type BookKind = 'PLACES' | 'HOTELS'
export type BookState = { kind: BookKind; part: number; revision: number }

/** Which books there are, in the order in which they are looked through. */
export const readBookStates = (sql: postgres.Sql) =>
  sql<BookState[]>`select kind, part, revision from name_book order by kind desc, part`

/** Null: it has just been written anew, and is looked for again. */
export async function readBook(sql: postgres.Sql, { kind, part, revision }: BookState): Promise<NameBook | null> {
  const [row] = await sql<{ bytes: Buffer }[]>`
    select bytes from name_book where kind = ${kind} and part = ${part} and revision = ${revision}`
  return row ? openBook(new Uint8Array(row.bytes)) : null // a copy: arrays of wider numbers cannot begin anywhere
}

export type AirportRow = {
  code: string
  name: string
  cityId: number
  country: string
  latitude: number
  longitude: number
  timeZone: string
}

export const readAirports = (sql: postgres.Sql) =>
  sql<AirportRow[]>`
    select code, name, city_id as "cityId", country, latitude, longitude, time_zone as "timeZone" from airport`

/** A partner's hotel, and when it was seen last, in milliseconds. */
export type SeenHotel = NamedHotel & { seenMs: number }

/** Partners' hotels in the order in which they were seen, behind some instant (and of that instant behind some id). */
export const readSeenHotels = (sql: postgres.Sql, after: { seenMs: number; ref: string }, most: number) =>
  sql<SeenHotel[]>`
    select id as ref, name, latitude, longitude, country, array[address_city, address_region] as lies, rating,
      rating_count as "ratingCount", (extract(epoch from seen_at) * 1000)::float8 as "seenMs"
    from partner_hotel where (seen_at, id) > (to_timestamp(${after.seenMs}::float8 / 1000), ${after.ref})
    order by seen_at, id limit ${most}`
