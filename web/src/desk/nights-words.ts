import { graphql, type ResultOf } from '../graph/graphql.ts'
import { IN_THE_WAY } from './desk-query.ts'

/** What is on sale of a kind of room, night by night, and for how much. The two come from different services: one may be away. */
export const NIGHTS = graphql(`
  query DeskNights($hotelId: ID!, $roomTypeId: ID!, $from: Date!, $to: Date!) {
    hotelDesk(hotelId: $hotelId) {
      __typename
      ... on HotelDesk {
        nights(roomTypeId: $roomTypeId, from: $from, to: $to) {
          __typename
          ... on DeskNights { nights { date planned outOfOrder closed held sold left } }
          ... on Refusal { message }
        }
      }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export const RATES = graphql(`
  query DeskRates($roomTypeId: ID!, $from: Date!, $to: Date!) {
    hotelRates(roomTypeId: $roomTypeId, from: $from, to: $to) {
      __typename
      ... on HotelRates {
        nights { date price { amount currency } standard { amount currency } decided { ofStandardBps at } }
      }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
export type NightlyRate = Extract<ResultOf<typeof RATES>['hotelRates'], { __typename: 'HotelRates' }>['nights'][number]

export const SET_ALLOTMENT = graphql(`
  mutation SetAllotment($input: SetAllotmentInput!) {
    setAllotment(input: $input) {
      __typename
      ... on ReservationsInTheWay { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [IN_THE_WAY]) // prettier-ignore

export const CLOSE_NIGHTS = graphql(`
  mutation CloseNights($input: NightsInput!) {
    closeNights(input: $input) {
      __typename
      ... on ReservationsInTheWay { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [IN_THE_WAY]) // prettier-ignore

export const OPEN_NIGHTS = graphql(`
  mutation OpenNights($input: NightsInput!) {
    openNights(input: $input) {
      __typename
      ... on ReservationsInTheWay { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [IN_THE_WAY]) // prettier-ignore

export const SET_RATES = graphql(`
  mutation SetRates($input: SetRatesInput!) {
    setRates(input: $input) {
      __typename
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
