import type { SuppliedHotel } from '../catalogue.ts'
import { decimals } from '../currencies.ts'
import type { Booking } from '../desk.ts'
import { facilityName } from '../facilities.ts'
import { offerId, type Offer } from '../offer.ts'
import type { RoomQuote } from '../pricing.ts'

/** Our things as the bedbank writes them: sums as text without their currency, taxes apart from the net price, hours before arrival. */

export const written = (minor: number, currency: string): string => {
  const digits = decimals(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

const MEALS: Readonly<Record<string, string>> = { RO: 'NONE', BI: 'BREAKFAST', HB: 'DINNER' }
export const mealsOf = (boardType: string): string => MEALS[boardType] ?? 'NONE'

export const content = (hotel: SuppliedHotel) => ({
  code: hotel.id,
  title: hotel.name,
  class: `${hotel.stars}*`,
  lat: hotel.latitude.toFixed(6),
  lon: hotel.longitude.toFixed(6),
  street: hotel.address,
  town: hotel.place.name,
  post: hotel.zip,
  country: hotel.place.country,
  phone: hotel.phone,
  tags: hotel.facilityIds.map((id) => facilityName(id).toLowerCase()),
  score: { percent: Math.round(hotel.rating * 10), of: hotel.reviewCount },
  arrival: { from: clock(hotel.checkin) },
  departure: { until: clock(hotel.checkout) },
  about: `${hotel.name}: ${hotel.rooms.length} kinds of rooms at ${hotel.address}.`,
})

/** "03:00 PM" as "15:00". */
function clock(time: string): string {
  const [hours = 0] = time.split(':').map(Number)
  return `${String((hours % 12) + (time.endsWith('PM') ? 12 : 0)).padStart(2, '0')}:00`
}

/** An offer, the same in the answers of availability and of a quote but for its key. */
export function offerPage(offer: Offer) {
  const { currency, checkin } = offer.stay
  return {
    room: { code: String(offer.room.id), title: offer.room.name },
    meals: mealsOf(offer.plan.boardType),
    parties: offer.quotes.map((quote) => ({
      adults: quote.occupancy.adults,
      ages: quote.occupancy.children,
      net: written(quote.total - collected(quote), currency),
      taxes: quote.fees.map(({ description, amount, included }) => ({
        title: description,
        sum: written(amount, currency),
        pay: included ? 'NOW' : 'THERE',
      })),
    })),
    sum: written(offer.price, currency),
    conditions: conditions(offer, checkin, currency),
  }
}

export const keyed = (offer: Offer, now: Date) => ({ key: offerId(offer, now), ...offerPage(offer) })

const collected = ({ fees }: RoomQuote) =>
  fees.filter(({ included }) => included).reduce((sum, { amount }) => sum + amount, 0)

/** Hours count back from 00:00 UTC of the day of arrival; `returns` is what is given back from then on. */
function conditions({ plan, quotes, price }: Offer, arrive: string, currency: string) {
  if (!plan.refundable) return { refund: 'NONE' }
  const times = [...new Set(quotes.flatMap(({ penalties }) => penalties.map(({ from }) => from.getTime())))]
  const keptAt = (time: number) =>
    quotes.reduce(
      (sum, { penalties }) =>
        sum + penalties.reduce((due, { from, amount }) => (from.getTime() <= time ? amount : due), 0),
      0,
    )
  return {
    refund: 'STEPS',
    steps: times
      .toSorted((a, b) => a - b)
      .map((time) => ({
        hoursBefore: (Date.parse(arrive) - time) / 3_600_000,
        returns: written(price - keptAt(time), currency),
      })),
  }
}

export const bookingOf = (booking: Booking, percentMore = 0) => {
  const price = Math.round((booking.price * (100 + percentMore)) / 100)
  return {
    reference: booking.clientReference,
    locator: booking.bookingId,
    state: booking.status === 'CONFIRMED' ? 'BOOKED' : 'CANCELLED',
    hotel: booking.hotelId,
    currency: booking.currency,
    sum: written(price, booking.currency),
    returned: booking.cancelledAt === null ? null : written(price - booking.cancellationFee, booking.currency),
    made: booking.createdAt.toISOString(),
  }
}
