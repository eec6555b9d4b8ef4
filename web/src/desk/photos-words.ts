import { graphql, type ResultOf } from '../graph/graphql.ts'

const TOLD = graphql(`
  fragment ToldPhotos on HotelPhotos {
    photos { id url thumbnailUrl alt }
    most
    mostBytes
    contentTypes
  }
`) // prettier-ignore

/** The photographs that a hotel's own people added. */
export const PHOTOS = graphql(
  `
  query HotelPhotos($hotelId: ID!) {
    hotelPhotos(hotelId: $hotelId) {
      __typename
      ...ToldPhotos
      ... on Refusal { message }
    }
  }
`,
  [TOLD],
) // prettier-ignore
export type Told = Extract<ResultOf<typeof PHOTOS>['hotelPhotos'], { __typename: 'HotelPhotos' }>
export type OwnPhoto = Told['photos'][number]

export const REQUEST_UPLOAD = graphql(`
  mutation RequestPhotoUpload($input: RequestPhotoUploadInput!) {
    requestPhotoUpload(input: $input) {
      __typename
      ... on PhotoUpload { id url method headers { name value } }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
export type Upload = Extract<ResultOf<typeof REQUEST_UPLOAD>['requestPhotoUpload'], { __typename: 'PhotoUpload' }>

export const ADD_PHOTO = graphql(
  `
  mutation AddHotelPhoto($input: AddHotelPhotoInput!) {
    addHotelPhoto(input: $input) { __typename ...ToldPhotos ... on Refusal { message } }
  }
`,
  [TOLD],
) // prettier-ignore

export const DESCRIBE_PHOTO = graphql(
  `
  mutation DescribeHotelPhoto($input: DescribeHotelPhotoInput!) {
    describeHotelPhoto(input: $input) { __typename ...ToldPhotos ... on Refusal { message } }
  }
`,
  [TOLD],
) // prettier-ignore

export const ARRANGE_PHOTOS = graphql(
  `
  mutation ArrangeHotelPhotos($input: ArrangeHotelPhotosInput!) {
    arrangeHotelPhotos(input: $input) { __typename ...ToldPhotos ... on Refusal { message } }
  }
`,
  [TOLD],
) // prettier-ignore

export const REMOVE_PHOTO = graphql(
  `
  mutation RemoveHotelPhoto($input: RemoveHotelPhotoInput!) {
    removeHotelPhoto(input: $input) { __typename ...ToldPhotos ... on Refusal { message } }
  }
`,
  [TOLD],
) // prettier-ignore
