import { graphql, type ResultOf } from '../graph/graphql.ts'

/** Who works for a hotel: told to its managers only. */
export const PEOPLE = graphql(`
  query HotelPeople($hotelId: ID!) {
    hotelStaff(hotelId: $hotelId) {
      __typename
      ... on HotelStaff { members { id email givenName familyName role addedAt addedBy } }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
export type Colleague = Extract<ResultOf<typeof PEOPLE>['hotelStaff'], { __typename: 'HotelStaff' }>['members'][number]

export const ADD = graphql(`
  mutation AddHotelStaff($input: AddHotelStaffInput!) {
    addHotelStaff(input: $input) {
      __typename
      ... on HotelStaffMember { id givenName familyName }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export const REMOVE = graphql(`
  mutation RemoveHotelStaff($input: RemoveHotelStaffInput!) {
    removeHotelStaff(input: $input) {
      __typename
      ... on StaffRemoved { email }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
