import { sql as expression } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { nearestCities } from '../database/cities.ts'
import { partnerHotel } from '../database/tables.ts'
import { amenityBits } from '../domain/amenity.ts'
import type { PartnerHotel } from '../partners/partner-supply.ts'

/** Told again after this long, so that a change of theirs is seen; and seen-at says which hotels a partner still sells. */
const freshMs = 6 * 3_600_000

/**
 * Stores partners' hotels under our ids, with the nearest place we know. What is known and fresh is left alone, and not read again
 * by this request where the process has it as it stands.
 */
export async function keepPartnerHotels(
  hotels: readonly PartnerHotel[],
  { db, sql, now, shelves, loaders }: Pick<Context, 'db' | 'sql' | 'now' | 'shelves' | 'loaders'>,
): Promise<void> {
  if (hotels.length === 0) return
  const ids = hotels.map(({ id }) => id)
  // Every search asks this: one text however many they are, which the driver has prepared.
  const known = await sql<{ id: string; seenMs: number; told: string | null; version: string }[]>`
    select id, (extract(epoch from seen_at) * 1000)::float8 as "seenMs", check_in_from as told, xmin::text as version
    from partner_hotel where id = any(${ids}::text[])`
  const fresh = new Map(
    known.filter(({ seenMs }) => now.getTime() - seenMs < freshMs).map(({ id, told }) => [id, told]),
  )
  // A hotel's own page tells more than a list: it is stored even over a fresh row that came from a list.
  const stale = hotels.filter(
    ({ id, checkInFrom }) => !fresh.has(id) || (checkInFrom !== null && fresh.get(id) === null),
  )
  const rewritten = new Set(stale.map(({ id }) => id))
  for (const { id, version } of known) {
    const row = rewritten.has(id) ? undefined : shelves.partnerRow(id, version)
    if (row) loaders.hotel.prime(id, row)
  }
  if (stale.length === 0) return
  const towns = new Map((await nearestCities(sql, stale)).map((town) => [town.at, town]))
  await db
    .insert(partnerHotel)
    .values(
      stale.map((hotel, at) => rowOf(hotel, towns.get(at + 1), now)).toSorted((a, b) => (a.id < b.id ? -1 : 1)), // one order for all: two searches at once never wait for each other
    )
    .onConflictDoUpdate({
      target: partnerHotel.id,
      set: {
        ...Object.fromEntries(
          (
            [
              'name',
              'stars',
              'description',
              'addressLine',
              'addressCity',
              'addressRegion',
              'postalCode',
              'country',
              'latitude',
              'longitude',
              'timeZone',
              'cityId',
              'amenities',
              'rating',
              'ratingCount',
              'photoUrl',
              'seenAt',
            ] as const
          ).map((column) => [column, expression`excluded.${expression.identifier(snake(column))}`]),
        ),
        checkInFrom: expression`coalesce(excluded.check_in_from, ${partnerHotel.checkInFrom})`,
        checkOutUntil: expression`coalesce(excluded.check_out_until, ${partnerHotel.checkOutUntil})`,
      },
    })
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const rowOf = (
  hotel: PartnerHotel,
  town: { id: number; timeZone: string } | undefined,
  now: Date,
): typeof partnerHotel.$inferInsert => ({
  id: hotel.id,
  supplier: hotel.supplier.code,
  supplierName: hotel.supplier.name,
  theirId: hotel.supplier.hotelId,
  name: hotel.name,
  stars: hotel.stars,
  description: hotel.description,
  addressLine: hotel.address.line,
  addressCity: hotel.address.city,
  addressRegion: hotel.address.region,
  postalCode: hotel.address.postalCode,
  country: hotel.address.country,
  latitude: hotel.latitude,
  longitude: hotel.longitude,
  timeZone: town?.timeZone ?? seaTime(hotel.longitude),
  cityId: town?.id ?? null,
  amenities: amenityBits(hotel.amenities),
  rating: hotel.guestRating ? Math.round(hotel.guestRating.score * 10) : null,
  ratingCount: hotel.guestRating?.count ?? 0,
  checkInFrom: hotel.checkInFrom,
  checkOutUntil: hotel.checkOutUntil,
  photoUrl: hotel.photoUrl,
  seenAt: now,
})

/** Far from every town: the zone ships keep there. Etc's signs are those of POSIX: west is plus. */
function seaTime(longitude: number): string {
  const hours = Math.round(longitude / 15)
  return hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}
