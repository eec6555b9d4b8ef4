import { graphql, type ResultOf, type VariablesOf } from '../graph/graphql.ts'
import { nightsBetween } from '../language/dates.ts'
import { type HotelSearch, limitOf, listOf, type Stay } from '../stay/search-params.ts'
import { weekendMonth } from '../stay/weekend.ts'

export const SEARCH_HOTELS = graphql(`
  query SearchHotels($where: HotelSearchInput!, $sort: HotelSort!, $first: Int!, $after: String, $partnersWithinMs: Int) {
    searchHotels(where: $where, sort: $sort, first: $first, after: $after, partnersWithinMs: $partnersWithinMs) {
      edges {
        cursor
        node {
          distanceKm
          hotel {
            id
            name
            stars
            timeZone
            source
            partner
            coordinates { latitude longitude }
            address { line city }
            photos { url thumbnailUrl alt illustrated }
            guestRating { score count }
          }
          offer {
            checkIn
            checkOut
            roomName
            board
            total { amount currency }
            shownTotal { amount currency }
            payNow { amount currency }
            cancellation { freeUntil tiers { from fee { amount currency } } }
          }
          furtherOffers {
            checkIn
            checkOut
            shownTotal { amount currency }
            hotel { id partner }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
      partners { name status hotelCount }
      facets {
        stars { stars count }
        amenities { amenity count }
        boards { board count }
        guestRatings { from count }
        freeCancellation
        price { lowest { amount currency } highest { amount currency } }
      }
    }
  }
`) // prettier-ignore

export type Results = ResultOf<typeof SEARCH_HOTELS>['searchHotels']
export type Result = Results['edges'][number]['node']
export type Where = VariablesOf<typeof SEARCH_HOTELS>['where']

/** Where it looks: a city, or around an airport. */
export type WhereAbouts = Pick<Where, 'cityId' | 'near'>

/** When, as the graph is asked: a stay, moved by some days perhaps, or any weekend of a month. */
function whenOf(
  { checkIn, checkOut }: Stay,
  flex: HotelSearch['flex'],
): Pick<Where, 'stay' | 'flexibleDays' | 'anyWeekendOf'> {
  const stay = { checkIn, checkOut }
  if (flex !== 'weekend') return { stay, ...(flex ? { flexibleDays: Number(flex) } : {}) }
  const month = weekendMonth({ from: checkIn, to: checkOut })
  return month === null ? { stay } : { anyWeekendOf: { month, nights: nightsBetween(checkIn, checkOut) } }
}

/** The question that an address asks. */
export function whereOf(search: HotelSearch, place: WhereAbouts, stay: Stay, currency: string): Where {
  const { stars, amenities, boards, free, rating, name, flex } = search
  const [least, most] = [limitOf(search, 'min', currency), limitOf(search, 'max', currency)]
  return {
    ...place,
    ...whenOf(stay, flex),
    rooms: stay.rooms,
    currency,
    ...(stars ? { stars: listOf(stars).map(Number) } : {}),
    ...(amenities ? { amenities: listOf(amenities) as NonNullable<Where['amenities']> } : {}),
    ...(boards ? { boards: listOf(boards) as NonNullable<Where['boards']> } : {}),
    ...(free ? { freeCancellation: true } : {}),
    ...(least ? { priceFrom: least.amount } : {}),
    // Of two limits that exclude each other the lower one counts: an address may come from anywhere.
    ...(most ? { priceTo: Math.max(most.amount, least?.amount ?? 0) } : {}),
    ...(rating ? { guestRatingFrom: Number(rating) } : {}),
    ...(name ? { name } : {}),
  }
}
