import { graphql, type ResultOf } from '../graph/graphql.ts'
import { locale } from '../language/i18n.ts'
import type { Place } from './place.ts'

export const SUGGESTIONS = graphql(`
  query Suggestions($search: String!, $near: CoordinatesInput, $country: String) {
    suggestions(search: $search, first: 8, near: $near, country: $country) {
      matchedName
      place {
        __typename
        ... on City { id name region countryName }
        ... on Airport { id name countryName city { id name } }
        ... on Hotel { id name address { city country } }
      }
    }
  }
`) // prettier-ignore

/** A place, and by which of its names it was found. */
export type SuggestedPlace = Place & { matchedName?: string }
type Suggestion = ResultOf<typeof SUGGESTIONS>['suggestions'][number]

export const placesOf = (data: ResultOf<typeof SUGGESTIONS> | undefined): SuggestedPlace[] =>
  (data?.suggestions ?? []).map(({ matchedName, place }) => ({ ...placeOf(place), matchedName }))

function placeOf(place: Suggestion['place']): Place {
  const { id, name } = place
  switch (place.__typename) {
    case 'City':
      return { id, name, region: place.region, countryName: place.countryName }
    case 'Airport':
      return { id, name, region: place.city.name, countryName: place.countryName }
    case 'Hotel':
      return { id, name, region: place.address.city, countryName: countryName(place.address.country) }
  }
}

const countryName = (code: string): string => new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code
