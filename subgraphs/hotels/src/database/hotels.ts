import type postgres from 'postgres'

import { amenitiesOf, type Amenity } from '../domain/amenity.ts'
import { hotelKey, readKey } from '../domain/shelf.ts'
import type { partnerHotel } from './tables.ts'

/** A hotel of either source, as the graph tells it. */
export type HotelRow = {
  /** `h12` or `p-<supplier>-<their id>`. */
  id: string
  source: 'OWN' | 'PARTNER'
  partner: string | null
  name: string
  stars: number | null
  description: string
  addressLine: string
  addressCity: string
  addressRegion: string | null
  postalCode: string | null
  country: string
  latitude: number
  longitude: number
  timeZone: string
  cityId: number | null
  amenities: Amenity[]
  /** Tenths. */
  rating: number | null
  ratingCount: number
  /** Null for a partner's: the partner tells its hotels of a booking. */
  email: string | null
  phone: string | null
  /** Null while a partner has not told. */
  checkInFrom: string | null
  checkOutUntil: string | null
  /** A partner's. */
  photoUrl: string | null
  /** Of a partner's row: another one whenever it is written. */
  version?: string
  /** Those that its own people added, in their order. */
  photos: { id: string; alt: string }[]
}

type OwnRow = Omit<HotelRow, 'id' | 'source' | 'partner' | 'amenities' | 'photoUrl' | 'photos'> & {
  id: number
  amenities: number
  photos: HotelRow['photos'] | null
}

/** Hotels by their names outside, in any order; those that are none are left out. */
export async function hotelsByKey(sql: postgres.Sql, keys: readonly string[]): Promise<HotelRow[]> {
  const own = keys.map((key) => readKey('h', key)).filter((id) => id !== null)
  const partners = keys.filter((key) => key.startsWith('p-'))
  const [ownRows, partnerRows] = await Promise.all([
    own.length > 0 ? ownHotels(sql, own) : [],
    partners.length > 0 ? partnerHotels(sql, partners) : [],
  ])
  return [...ownRows.map(fromOwn), ...partnerRows.map(fromPartner)]
}

const ownHotels = (sql: postgres.Sql, ids: readonly number[]) =>
  sql<OwnRow[]>`
    select hotel.id, hotel.name, hotel.stars, hotel.description, hotel.address_line as "addressLine",
      city.name as "addressCity", city.region as "addressRegion", hotel.postal_code as "postalCode", city.country,
      hotel.latitude, hotel.longitude, city.time_zone as "timeZone", hotel.city_id as "cityId", hotel.amenities,
      hotel.rating, hotel.rating_count as "ratingCount", hotel.email, hotel.phone,
      hotel.check_in_from as "checkInFrom", hotel.check_out_until as "checkOutUntil", hotel.photos
    from hotel join city on city.id = hotel.city_id
    where hotel.id = any(${ids as number[]}::int[])`

type PartnerRow = typeof partnerHotel.$inferSelect & { version: string }

const partnerHotels = (sql: postgres.Sql, ids: readonly string[]) =>
  sql<PartnerRow[]>`
    select id, supplier_name as "supplierName", name, stars, description, address_line as "addressLine",
      address_city as "addressCity", address_region as "addressRegion", postal_code as "postalCode", country,
      latitude, longitude, time_zone as "timeZone", city_id as "cityId", amenities, rating,
      rating_count as "ratingCount", check_in_from as "checkInFrom", check_out_until as "checkOutUntil",
      photo_url as "photoUrl", xmin::text as version
    from partner_hotel where id = any(${ids as string[]}::text[])`

const fromOwn = (row: OwnRow): HotelRow => ({
  ...row,
  id: hotelKey(row.id),
  source: 'OWN',
  partner: null,
  amenities: amenitiesOf(row.amenities),
  photoUrl: null,
  photos: row.photos ?? [],
})

const fromPartner = ({ supplierName, amenities, ...row }: PartnerRow): HotelRow => ({
  ...row,
  source: 'PARTNER',
  partner: supplierName,
  amenities: amenitiesOf(amenities),
  email: null,
  phone: null,
  photos: [],
})
