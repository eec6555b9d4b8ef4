import { graphql, type ResultOf } from '../graph/graphql.ts'

/** A reservation as its own page shows it. What was booked is in `snapshot`: it is there when hotels is away. */
export const RESERVATION_FIELDS = graphql(`
  fragment ReservationFields on Reservation {
    id
    reference
    status
    createdAt
    holdExpiresAt
    offerSignature
    requests
    stay { checkIn checkOut nights }
    rooms {
      position roomTypeId name adults childAges
      total { amount currency }
      payNow { amount currency }
      cancelled { at refund { amount currency } fee { amount currency } }
    }
    guest { givenName familyName email }
    total { amount currency }
    payNow { amount currency }
    hotel { id source }
    snapshot {
      hotelName timeZone checkInFrom checkOutUntil roomName ratePlanName board
      address { line city region postalCode country }
      nights { date price { amount currency } }
      taxes { name amount { amount currency } included payAtHotel }
    }
    timeline { at status text }
    cancellation { freeUntil summary tiers { from fee { amount currency } } }
    cancelled { at refund { amount currency } fee { amount currency } }
    payment {
      id
      status
      amount { amount currency }
      refunded { amount currency }
      card { brand last4 }
      receipt { number issuedAt url }
      refunds { id status createdAt amount { amount currency } creditNote { number issuedAt url } }
    }
    documents { kind url }
  }
`) // prettier-ignore

export type Reservation = ResultOf<typeof RESERVATION_FIELDS>
export type BookedRoom = Reservation['rooms'][number]
export type ReservationStatus = Reservation['status']

export const RESERVATION = graphql(`
  query Reservation($reference: String!, $surname: String!) {
    reservation(reference: $reference, surname: $surname) { ...ReservationFields }
  }
`, [RESERVATION_FIELDS]) // prettier-ignore

/** A trip as a card in the list. */
export const TRIPS = graphql(`
  query Trips($first: Int!, $after: String) {
    me {
      id
      reservations(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            id
            reference
            status
            stay { checkIn checkOut nights }
            rooms { adults childAges }
            guest { familyName }
            total { amount currency }
            hotel { id }
            snapshot { hotelName roomName timeZone address { city country } }
          }
        }
      }
    }
  }
`) // prettier-ignore

export type Trip = NonNullable<ResultOf<typeof TRIPS>['me']>['reservations']['edges'][number]['node']
export const TRIPS_PAGE = 50
