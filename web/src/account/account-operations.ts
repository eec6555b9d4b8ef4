import { graphql } from '../graph/graphql.ts'

export const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on Session { accessToken expiresAt customer { id email givenName familyName staffOf { role hotel { id } } } }
      ... on TooManyAttempts { retryAfterSeconds }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

export const REGISTER = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on Session { accessToken expiresAt customer { id email givenName familyName staffOf { role hotel { id } } } }
      ... on TooManyAttempts { retryAfterSeconds }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
