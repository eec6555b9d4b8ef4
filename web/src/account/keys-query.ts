import { graphql, type ResultOf } from '../graph/graphql.ts'

export const API_CLIENTS = graphql(`
  query ApiClients {
    apiClients { id name keyPrefix scopes mode createdAt lastUsedAt }
  }
`) // prettier-ignore
export type ApiClient = ResultOf<typeof API_CLIENTS>['apiClients'][number]

export const CREATE = graphql(`
  mutation CreateApiClient($input: CreateApiClientInput!) {
    createApiClient(input: $input) {
      __typename
      ... on NewApiClient { key client { id name keyPrefix scopes mode createdAt lastUsedAt } }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export const REVOKE = graphql(`
  mutation RevokeApiClient($id: ID!) {
    revokeApiClient(id: $id)
  }
`) // prettier-ignore
