import { randomUUID } from 'node:crypto'

import type { Graph } from './graph.ts'

/** Somebody who signs in. */
export interface Account {
  email: string
  /** What a signed-in request carries; signs in again in time. Undefined: it cannot be had just now. */
  headers: () => Promise<Record<string, string> | undefined>
  /** The customer, once they signed in. */
  customerId: () => string | undefined
  /** From the next request on with a new token: it says whom they work for. */
  signInAgain: () => void
}

interface Session {
  accessToken: string
  expiresAt: string
  customer: { id: string }
}

const password = 'nine herons over the canal'
/** A token that ends while it is on its way is refused. */
const renewMs = 90_000
/** Nobody tries more often: customers lets few register from one address. */
const pauseMs = 5_000

const session = '__typename ... on Session { accessToken expiresAt customer { id } }'
const register = `mutation Register($input: RegisterInput!) { register(input: $input) { ${session} } }`
const signIn = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { ${session} } }`

/** An account of one's own, opened when it is first needed. */
export const createAccount = (graph: Graph, familyName: string, count: (what: string) => void): Account => {
  const email = `account.${randomUUID()}@example.com`
  let open: { session: Session; until: number } | undefined
  let opening: Promise<void> | undefined
  let triedAt = 0

  const ask = async (mutation: 'register' | 'signIn', input: object) => {
    const { data } = await graph.ask<Record<string, Session & { __typename: string }>>(
      mutation === 'register' ? register : signIn,
      { input },
    )
    const answer = data?.[mutation]
    count(`${mutation} told ${answer?.__typename ?? 'nothing'}`)
    return answer
  }

  const enter = async (): Promise<void> => {
    triedAt = Date.now()
    const credentials = { email, password }
    let answer = open ? undefined : await ask('register', { ...credentials, givenName: 'Grace', familyName })
    // Whether a registration that was lost took place is not known: the address tells.
    if (open || answer?.__typename === 'EmailTaken') answer = await ask('signIn', credentials)
    if (answer?.__typename === 'Session') open = { session: answer, until: Date.parse(answer.expiresAt) - renewMs }
  }

  return {
    email,
    customerId: () => open?.session.customer.id,
    signInAgain: () => {
      if (open) open = { ...open, until: 0 }
      triedAt = 0
    },
    headers: async () => {
      const ended = !open || Date.now() > open.until
      if (ended && (opening || Date.now() - triedAt > pauseMs))
        await (opening ??= enter().finally(() => (opening = undefined)))
      return open && Date.now() <= open.until ? { authorization: `Bearer ${open.session.accessToken}` } : undefined
    },
  }
}
