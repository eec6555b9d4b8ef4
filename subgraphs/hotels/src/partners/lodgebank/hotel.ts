import { amenitiesOf } from '../facilities.ts'
import { partnerHotelId, type PartnerHotel } from '../partner-supply.ts'
import type { Hotel } from './answers.ts'

export type Supplier = { readonly code: string; readonly name: string }

/** Their hotel in our words. */
export function hotelOf(supplier: Supplier, theirs: Hotel): PartnerHotel {
  const [, stars] = /^([1-5])\*/.exec(theirs.class ?? '') ?? []
  return {
    id: partnerHotelId(supplier.code, theirs.code),
    supplier: { ...supplier, hotelId: theirs.code },
    name: theirs.title,
    stars: stars === undefined ? null : Number(stars),
    description: theirs.about?.trim() ?? '',
    address: {
      line: theirs.street ?? '',
      city: theirs.town ?? '',
      region: null,
      postalCode: theirs.post || null,
      country: theirs.country.toUpperCase(),
    },
    latitude: theirs.lat,
    longitude: theirs.lon,
    phone: theirs.phone?.trim() || null,
    amenities: amenitiesOf(theirs.tags),
    guestRating:
      theirs.score && theirs.score.of > 0 ? { score: theirs.score.percent / 10, count: theirs.score.of } : null,
    checkInFrom: clockTime(theirs.arrival?.from),
    checkOutUntil: clockTime(theirs.departure?.until),
    photoUrl: null,
  }
}

const clockTime = (written: string | undefined): string | null =>
  written !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(written) ? written : null
