import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client'
import { SetContextLink } from '@apollo/client/link/context'
import { ErrorLink } from '@apollo/client/link/error'
import { relayStylePagination } from '@apollo/client/utilities'

import { byHash } from './by-hash.ts'
import { possibleTypes } from './schema.generated.ts'
import { accessToken, endSession } from './session.ts'
import { traced } from './trace.ts'

const identify = new SetContextLink(async (context) => {
  const token = await accessToken()
  return token ? { headers: { ...context.headers, authorization: `Bearer ${token}` } } : {}
})

/** A session that the graph no longer knows is over here too. */
const notice = new ErrorLink(({ error }) => {
  if (CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) endSession() // prettier-ignore
})

export const client = new ApolloClient({
  link: ApolloLink.from([notice, traced, identify, byHash, new HttpLink({ uri: '/graphql' })]),
  cache: new InMemoryCache({
    possibleTypes,
    typePolicies: {
      // “Show more” adds to the list it stands under: same question, same order.
      Query: { fields: { searchHotels: relayStylePagination(['where', 'sort', 'partnersWithinMs']) } },
      // An offer's id is a signed token of a kilobyte: kept by value inside what it was asked with.
      Offer: { keyFields: false },
      RatePlan: { keyFields: false },
      HotelSearchConnection: { keyFields: false },
    },
  }),
})
