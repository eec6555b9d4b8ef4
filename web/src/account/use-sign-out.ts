import { useApolloClient, useMutation } from '@apollo/client/react'
import { useNavigate } from '@tanstack/react-router'

import { graphql } from '../graph/graphql.ts'
import { endSession } from '../graph/session.ts'
import { forgetGuests } from '../trips/known-guests.ts'

const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut
  }
`)

/** Ends the session here and there, and forgets on this page whatever was read under it. */
export function useSignOut(): () => Promise<void> {
  const client = useApolloClient()
  const navigate = useNavigate()
  const [signOut] = useMutation(SIGN_OUT)
  return async () => {
    await signOut().catch(() => undefined) // the cookie of a graph that is away ends by itself
    endSession()
    forgetGuests()
    await client.clearStore()
    await navigate({ to: '/' })
  }
}
