import { graphql, type ResultOf } from '../graph/graphql.ts'

/** A hotel as its own staff see it: its kinds of room, its doors, what is out of order. */
export const DESK = graphql(`
  query HotelDesk($hotelId: ID!) {
    hotelDesk(hotelId: $hotelId) {
      __typename
      ... on HotelDesk {
        hotel { id }
        name
        timeZone
        today
        roomTypes { id name allotment }
        rooms { id number floor roomTypeId }
        outOfOrder { id room { id number roomTypeId } from to reason ended }
      }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export type Desk = Extract<ResultOf<typeof DESK>['hotelDesk'], { __typename: 'HotelDesk' }>
export type Door = Desk['rooms'][number]

export const DESK_STAY = graphql(`
  fragment DeskStayFields on DeskStay {
    reservationId
    reference
    status
    n
    stay { checkIn checkOut nights }
    roomTypeId
    roomName
    adults
    childAges
    guest { givenName familyName email phone }
    requests
    room { id number floor }
    arrivedAt
    leftAt
  }
`) // prettier-ignore
export type DeskStay = ResultOf<typeof DESK_STAY>

const PAGE = graphql(`
  fragment DeskStayPage on DeskStayConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { ...DeskStayFields } }
  }
`, [DESK_STAY]) // prettier-ignore

// One question a list: each is paged by itself.
export const ARRIVALS = graphql(`
  query DeskArrivals($hotelId: ID!, $date: Date!, $after: String) {
    hotelDesk(hotelId: $hotelId) {
      __typename
      ... on HotelDesk { list: arrivals(date: $date, first: 50, after: $after) { ...DeskStayPage } }
      ... on Refusal { message }
    }
  }
`, [PAGE]) // prettier-ignore
export const DEPARTURES = graphql(`
  query DeskDepartures($hotelId: ID!, $date: Date!, $after: String) {
    hotelDesk(hotelId: $hotelId) {
      __typename
      ... on HotelDesk { list: departures(date: $date, first: 50, after: $after) { ...DeskStayPage } }
      ... on Refusal { message }
    }
  }
`, [PAGE]) // prettier-ignore
export const IN_HOUSE = graphql(`
  query DeskInHouse($hotelId: ID!, $date: Date!, $after: String) {
    hotelDesk(hotelId: $hotelId) {
      __typename
      ... on HotelDesk { list: inHouse(date: $date, first: 50, after: $after) { ...DeskStayPage } }
      ... on Refusal { message }
    }
  }
`, [PAGE]) // prettier-ignore

export const IN_THE_WAY = graphql(`
  fragment InTheWayFields on DeskReservation {
    id
    reference
    status
    stay { checkIn checkOut nights }
    rooms { n roomName guest { givenName familyName } room { number } }
  }
`) // prettier-ignore
export type ReservationInTheWay = ResultOf<typeof IN_THE_WAY>
