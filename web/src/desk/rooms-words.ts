import { graphql } from '../graph/graphql.ts'
import { IN_THE_WAY } from './desk-query.ts'

export const REGISTER_ROOMS = graphql(`
  mutation RegisterRooms($input: RegisterRoomsInput!) {
    registerRooms(input: $input) {
      __typename
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export const SET_OUT_OF_ORDER = graphql(`
  mutation SetOutOfOrder($input: SetOutOfOrderInput!) {
    setOutOfOrder(input: $input) {
      __typename
      ... on OutOfOrder { id }
      ... on RoomNotFree { reservations { ...InTheWayFields } }
      ... on ReservationsInTheWay { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [IN_THE_WAY]) // prettier-ignore

export const END_OUT_OF_ORDER = graphql(`
  mutation EndOutOfOrder($outOfOrderId: ID!) {
    endOutOfOrder(outOfOrderId: $outOfOrderId) {
      __typename
      ... on OutOfOrder { id ended }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
