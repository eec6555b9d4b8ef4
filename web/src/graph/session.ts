import { useSyncExternalStore } from 'react'

import { persisted, wantsText } from './by-hash.ts'
import { traceparent } from './trace.ts'

// Who is signed in. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie that
// no script can read. A flag in localStorage remembers that there may be a session, so that visitors without one do not
// ask for it on every page.

export type SignedIn = {
  id: string
  email: string
  givenName: string
  familyName: string
  /** The hotels they work for: the access token opens their desks. */
  staffOf: readonly { role: 'MANAGER' | 'DESK'; hotel: { id: string } }[]
}
export type Session = { accessToken: string; expiresAt: string; customer: SignedIn }
type State = { kind: 'unknown' } | { kind: 'guest' } | { kind: 'customer'; customer: SignedIn }

const FLAG = 'staygraph:signed-in'
const GRAPH = '/graphql'

let token: { value: string; expiresAt: number } | null = null
let state: State = localStorage.getItem(FLAG) ? { kind: 'unknown' } : { kind: 'guest' }
let refreshing: Promise<void> | null = null
const listeners = new Set<() => void>()

function become(next: State) {
  state = next
  for (const listener of listeners) listener()
}

export function beginSession({ accessToken, expiresAt, customer }: Session) {
  token = { value: accessToken, expiresAt: Date.parse(expiresAt) }
  localStorage.setItem(FLAG, '1')
  become({ kind: 'customer', customer })
}

export function endSession() {
  token = null
  localStorage.removeItem(FLAG)
  become({ kind: 'guest' })
}

const REFRESH = /* GraphQL */ `
  mutation RefreshSession {
    refreshSession {
      __typename
      ... on Session {
        accessToken
        expiresAt
        customer {
          id
          email
          givenName
          familyName
          staffOf {
            role
            hotel {
              id
            }
          }
        }
      }
    }
  }
`

type Refreshed = {
  data?: { refreshSession?: ({ __typename: 'Session' } & Session) | { __typename: 'SessionEnded' } }
  errors?: { extensions?: { code?: string } }[]
}

async function ask(body: object): Promise<Refreshed> {
  const answer = await fetch(GRAPH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: traceparent() },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Refreshed
}

/** One refresh at a time: the refresh token is rotated, and using an old one twice would end every session. */
async function refresh(): Promise<void> {
  const operationName = 'RefreshSession'
  const extensions = persisted(operationName)
  let body = await ask({ operationName, ...(extensions ? { extensions } : { query: REFRESH }) })
  if (wantsText(operationName, body)) body = await ask({ operationName, query: REFRESH })
  const outcome = body.data?.refreshSession
  if (outcome?.__typename === 'Session') return beginSession(outcome)
  if (outcome?.__typename === 'SessionEnded') return endSession()
  throw new Error('The session could not be refreshed')
}

// Two tabs share the cookie: a lock of the browser keeps them from refreshing with the same token at once.
const alone = (work: () => Promise<void>): Promise<void> =>
  navigator.locks ? navigator.locks.request('staygraph:refresh', work) : work()

/** A token that is good for at least half a minute more, refreshed when it is not. Null for guests. */
export async function accessToken(now = Date.now()): Promise<string | null> {
  if (state.kind === 'guest') return null
  if (token && token.expiresAt - now > 30_000) return token.value
  // A graph that is away must not sign anyone out: the question goes on as a guest's, and the next one tries again.
  refreshing ??= alone(refresh).catch(() => undefined).finally(() => (refreshing = null)) // prettier-ignore
  await refreshing
  return token?.value ?? null
}

/** A new token, whatever the old one is still good for: it says for which hotels one works since it was made. */
export function renewToken(): Promise<string | null> {
  token = null
  return accessToken()
}

/** `unknown` until the first answer after loading the page; ask `accessToken()` to find out. */
export const useSession = (): State =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
