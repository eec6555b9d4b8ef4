import { amenitiesOf } from '../facilities.ts'
import { partnerHotelId, type PartnerHotel } from '../partner-supply.ts'
import type { FullHotel, ListedHotel } from './answers.ts'
import type { Supplier } from './offer.ts'

/** A hotel of a list in our words. */
export function fromList(
  supplier: Supplier,
  hotel: ListedHotel,
  facilityName: (id: number) => string | undefined,
): PartnerHotel {
  const names = (hotel.facilityIds ?? []).map(facilityName).filter((name) => name !== undefined)
  return {
    ...facts(supplier, hotel),
    stars: classOf(hotel.stars),
    latitude: hotel.latitude,
    longitude: hotel.longitude,
    amenities: amenitiesOf(names),
    checkInFrom: null,
    checkOutUntil: null,
  }
}

/** A hotel's own page in our words. */
export function fromPage(supplier: Supplier, hotel: FullHotel): PartnerHotel {
  const times = hotel.checkinCheckoutTimes
  return {
    ...facts(supplier, hotel),
    stars: classOf(hotel.starRating),
    ...hotel.location,
    amenities: amenitiesOf(hotel.hotelFacilities ?? []),
    checkInFrom: clockTime(times?.checkin_start ?? times?.checkin),
    checkOutUntil: clockTime(times?.checkout),
  }
}

type Facts = Pick<FullHotel, keyof FullHotel & keyof ListedHotel>

function facts(supplier: Supplier, hotel: Facts) {
  const photo = hotel.main_photo ?? ''
  return {
    id: partnerHotelId(supplier.code, hotel.id),
    supplier: { ...supplier, hotelId: hotel.id },
    name: hotel.name,
    description: plainText(hotel.hotelDescription ?? ''),
    address: {
      line: hotel.address ?? '',
      city: hotel.city ?? '',
      region: null,
      postalCode: hotel.zip || null,
      country: hotel.country.toUpperCase(),
    },
    // Their 0 means that nobody has rated it yet.
    guestRating: hotel.rating ? { score: hotel.rating, count: hotel.reviewCount ?? 0 } : null,
    phone: hotel.phone?.trim() || null,
    photoUrl: photo.startsWith('https://') ? photo : null,
  }
}

function classOf(stars: number | null | undefined): number | null {
  const whole = Math.floor(stars ?? 0)
  return whole >= 1 && whole <= 5 ? whole : null
}

/** "03:00 PM" or "15:00" as 15:00; null for anything else. */
export function clockTime(written: string | null | undefined): string | null {
  const [, hour = '', minute = '', half] =
    /^(\d{1,2}):(\d{2})(?::\d{2})?\s*([AP]M)?$/i.exec(written?.trim() ?? '') ?? []
  if (hour === '' || Number(minute) > 59) return null
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  return hours > 23 ? null : `${String(hours).padStart(2, '0')}:${minute}`
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Their descriptions are HTML; ours are text, because nobody else's markup enters our pages. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<\/p>|<br\s*\/?>(\s*<br\s*\/?>)+/gi, '\n\n')
    .replaceAll(/<br\s*\/?>|<\/li>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|(\w+));/g, (whole, number: string | undefined, name: string | undefined) =>
      number === undefined ? (ENTITIES[name ?? ''] ?? whole) : codePoint(Number(number), whole),
    )
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

const codePoint = (number: number, otherwise: string) => (number <= 0x10ffff ? String.fromCodePoint(number) : otherwise)
