import { graphql, type ResultOf } from '../graph/graphql.ts'
import { OFFER_FIELDS } from '../offer/offer-fields.ts'

export const HOTEL = graphql(`
  query Hotel($id: ID!) {
    hotel(id: $id) {
      id
      name
      stars
      description
      source
      partner
      timeZone
      checkInFrom
      checkOutUntil
      amenities
      address { line city region postalCode country }
      city { id name countryName region coordinates { latitude longitude } }
      coordinates { latitude longitude }
      photos { url thumbnailUrl alt illustrated }
      roomTypes { id name areaSqm maxAdults maxGuests beds { kind count } photo { url thumbnailUrl alt illustrated } }
      guestRating { score count }
    }
  }
`) // prettier-ignore

/** Asked apart from the hotel: the page is there at once, and its prices are always new. */
export const OFFERS = graphql(`
  query Offers($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
    hotel(id: $id) {
      id
      offers(stay: $stay, rooms: $rooms, currency: $currency) { ...OfferFields }
    }
  }
`, [OFFER_FIELDS]) // prettier-ignore

export type Hotel = NonNullable<ResultOf<typeof HOTEL>['hotel']>
