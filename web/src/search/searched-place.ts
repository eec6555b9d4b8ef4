import { useQuery } from '@apollo/client/react'

import { graphql } from '../graph/graphql.ts'
import type { Place as Point } from '../stay/distance.ts'
import type { Place } from '../stay/place.ts'
import type { HotelSearch } from '../stay/search-params.ts'
import type { WhereAbouts } from './search-query.ts'

const CITY = graphql(`
  query SearchedCity($id: ID!) {
    city(id: $id) { id name region countryName coordinates { latitude longitude } }
  }
`) // prettier-ignore

const AIRPORT = graphql(`
  query SearchedAirport($id: ID!) {
    airport(id: $id) { id name city { id name } countryName coordinates { latitude longitude } searchRadiusKm }
  }
`) // prettier-ignore

/** Where a search looks, and what it is called; empty and null while that is not known. */
export type Searched = { where: WhereAbouts; name: string; cityName: string; centre: Point | null }

type Asked = {
  searched: Searched | null
  place: Place | null
  loading: boolean
  error: unknown
  retry: () => void
}

const skipped = { skip: true, variables: { id: '' } }

/** The place of an address. A city is searched in before more than its id is known; around an airport only when it is known where it lies. */
export function useSearchedPlace({ city: cityId, airport: airportId }: HotelSearch): Asked {
  const ofCity = useQuery(CITY, cityId ? { variables: { id: cityId } } : skipped)
  const ofAirport = useQuery(AIRPORT, airportId && !cityId ? { variables: { id: airportId } } : skipped)
  const { loading, error, refetch } = cityId ? ofCity : ofAirport
  const retry = () => void refetch()
  const told = { loading, error, retry }
  if (cityId) {
    const city = ofCity.data?.city ?? null
    const name = city?.name ?? ''
    return {
      ...told,
      searched: { where: { cityId }, name, cityName: name, centre: city?.coordinates ?? null },
      place: city && { id: city.id, name, countryName: city.countryName, region: city.region ?? null },
    }
  }
  const airport = ofAirport.data?.airport
  if (!airport) return { ...told, searched: null, place: null }
  const { id, name, city, countryName, coordinates, searchRadiusKm: radiusKm } = airport
  const { latitude, longitude } = coordinates
  return {
    ...told,
    searched: { where: { near: { latitude, longitude, radiusKm } }, name, cityName: city.name, centre: coordinates },
    place: { id, name, countryName, region: city.name },
  }
}
