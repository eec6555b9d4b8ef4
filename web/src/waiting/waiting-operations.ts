import { graphql, type ResultOf } from '../graph/graphql.ts'
import { OFFER_FIELDS } from '../offer/offer-fields.ts'

/** Asked beside the offers of a hotel: what is gone for the stay, with the price it would have. */
export const SOLD_OUT = graphql(`
  query SoldOut($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
    hotel(id: $id) {
      id
      soldOut(stay: $stay, rooms: $rooms, currency: $currency) { ...OfferFields }
    }
  }
`, [OFFER_FIELDS]) // prettier-ignore

export const JOIN = graphql(`
  mutation JoinWaitingList($input: JoinWaitingListInput!) {
    joinWaitingList(input: $input) {
      __typename
      ... on WaitingListEntry { token }
      ... on InvalidGuest { field }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

const ENTRY_FIELDS = graphql(`
  fragment EntryFields on WaitingListEntry {
    state
    place
    heldUntil
    closesAt
    stay { checkIn checkOut nights }
    rooms { name adults childAges }
    hotel { id }
    snapshot { hotelName timeZone checkInFrom checkOutUntil roomName board address { line city country } }
    offerId
    total { amount currency }
    payNow { amount currency }
    cancellation { summary }
    guest { givenName familyName email }
  }
`) // prettier-ignore
export type Entry = ResultOf<typeof ENTRY_FIELDS>

export const ENTRY = graphql(`
  query WaitingListEntry($token: ID!) {
    waitingListEntry(token: $token) { ...EntryFields }
  }
`, [ENTRY_FIELDS]) // prettier-ignore

export const LEAVE = graphql(`
  mutation LeaveWaitingList($token: ID!) {
    leaveWaitingList(token: $token) { ...EntryFields }
  }
`, [ENTRY_FIELDS]) // prettier-ignore
