import { graphql } from '../graph/graphql.ts'
import { DESK_STAY, IN_THE_WAY } from './desk-query.ts'

// What the desk says of a reservation. The answer holds its rooms as they are now.

export const CHECK_IN = graphql(`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      __typename
      ... on DeskReservation { id status rooms { ...DeskStayFields } }
      ... on RoomNotFree { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [DESK_STAY, IN_THE_WAY]) // prettier-ignore

export const MOVE_ROOM = graphql(`
  mutation MoveRoom($input: MoveRoomInput!) {
    moveRoom(input: $input) {
      __typename
      ... on DeskReservation { id status rooms { ...DeskStayFields } }
      ... on RoomNotFree { reservations { ...InTheWayFields } }
      ... on Refusal { message }
    }
  }
`, [DESK_STAY, IN_THE_WAY]) // prettier-ignore

export const CHECK_OUT = graphql(`
  mutation CheckOut($reservationId: ID!) {
    checkOut(reservationId: $reservationId) {
      __typename
      ... on DeskReservation { id status rooms { ...DeskStayFields } }
      ... on Refusal { message }
    }
  }
`, [DESK_STAY]) // prettier-ignore

export const NO_SHOW = graphql(`
  mutation MarkNoShow($reservationId: ID!) {
    markNoShow(reservationId: $reservationId) {
      __typename
      ... on DeskReservation { id status rooms { ...DeskStayFields } }
      ... on Refusal { message }
    }
  }
`, [DESK_STAY]) // prettier-ignore

export const REFUND = graphql(`
  mutation RefundGuest($input: RefundGuestInput!) {
    refundGuest(input: $input) {
      __typename
      ... on Reservation { id status }
      ... on RefundExceeds { left { amount currency } }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
