import type { z } from 'zod'

import type { hotelsQuery, ratesBody } from './asked.ts'
import { hotelById, hotelsAround, hotelsOf, type SuppliedHotel } from './catalogue.ts'
import { sellsIn } from './currencies.ts'
import type { Desk } from './desk.ts'
import { makeOffer, type Offer } from './offer.ts'
import { gazetteer } from './places.ts'
import { fits, nightsOf, plansOf } from './pricing.ts'
import { wrongInput } from './refusal.ts'

type HotelsAsked = z.infer<typeof hotelsQuery>
type RatesAsked = z.infer<typeof ratesBody>
type Where = { radius: number } & Partial<
  Pick<HotelsAsked, 'hotelIds' | 'latitude' | 'longitude' | 'countryCode' | 'cityName'>
>
type Filters = Partial<Pick<HotelsAsked, 'hotelName' | 'starRating' | 'minRating' | 'minReviewsCount' | 'facilityIds'>>

/** The hotels a request means: by ids, by city or around a point; filtered, not yet cut into pages. */
export function hotelsAsked(asked: Where & Filters, everyFacility = false): SuppliedHotel[] {
  return whereAsked(asked).filter((hotel) => passes(hotel, asked, everyFacility))
}

function whereAsked({ hotelIds, latitude, longitude, radius, countryCode, cityName }: Where) {
  if (hotelIds) return hotelIds.map(hotelById).filter((hotel) => hotel !== undefined)
  if (latitude !== undefined && longitude !== undefined) return hotelsAround(latitude, longitude, radius / 1000)
  if (countryCode === undefined || cityName === undefined)
    throw wrongInput('hotelIds, latitude and longitude, or countryCode and cityName are required')
  const place = gazetteer().byName(countryCode, cityName)
  return place ? hotelsOf(place) : []
}

function passes(hotel: SuppliedHotel, filters: Filters, everyFacility: boolean): boolean {
  const { hotelName, starRating, minRating = 0, minReviewsCount = 0, facilityIds } = filters
  const has = (id: number) => hotel.facilityIds.includes(id)
  return (
    (hotelName === undefined || hotel.name.toLowerCase().includes(hotelName.toLowerCase())) &&
    (starRating === undefined || starRating.includes(hotel.stars)) &&
    hotel.rating >= minRating &&
    hotel.reviewCount >= minReviewsCount &&
    (facilityIds === undefined || (everyFacility ? facilityIds.every(has) : facilityIds.some(has)))
  )
}

/** The offers of every hotel asked that has a room left, the cheapest offer of each first. */
export function offersAsked(asked: RatesAsked, desk: Desk): { hotel: SuppliedHotel; offers: Offer[] }[] {
  if (!sellsIn(asked.currency)) throw wrongInput(`currency: ${asked.currency} is not sold in`)
  if (nightsOf(asked.checkin, asked.checkout).length > 30) throw wrongInput('checkout: at most 30 nights')
  const hotels = hotelsAsked({ ...asked, facilityIds: asked.facilities }, asked.strictFacilityFiltering)
  const found = hotels
    .slice(asked.offset, asked.offset + asked.limit)
    .map((hotel) => ({ hotel, offers: offersOf(hotel, asked, desk) }))
    .filter(({ offers }) => offers.length > 0)
  const [order] = asked.sort
  if (order?.field !== 'price') return found
  const sign = order.direction === 'ascending' ? 1 : -1
  return found.toSorted((a, b) => sign * ((a.offers[0]?.price ?? 0) - (b.offers[0]?.price ?? 0)))
}

function offersOf(hotel: SuppliedHotel, asked: RatesAsked, desk: Desk): Offer[] {
  const occupancies = asked.occupancies.flatMap(({ rooms, adults, children }) =>
    Array.from({ length: rooms }, () => ({ adults, children })),
  )
  const { checkin, checkout, currency } = asked
  const stay = { checkin, checkout, currency }
  const boards = asked.boardType?.split(',')
  return hotel.rooms
    .filter((room) => occupancies.every((occupancy) => fits(room, occupancy)))
    .filter((room) => desk.left(hotel, room, asked.checkin, asked.checkout) >= occupancies.length)
    .flatMap((room) =>
      plansOf(hotel)
        .filter((plan) => boards === undefined || boards.includes(plan.boardType))
        .filter((plan) => plan.refundable || !asked.refundableRatesOnly)
        .map((plan) => makeOffer(hotel, room, plan, occupancies, stay, asked.guestNationality)),
    )
    .toSorted((a, b) => a.price - b.price)
    .slice(0, asked.maxRatesPerHotel)
}
