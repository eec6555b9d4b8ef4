import type { Database } from '@staygraph/subgraph-kit/database'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'

import type { AccessTokens } from './credentials/access-tokens.ts'
import type { Attempts } from './credentials/attempts.ts'
import type { Passwords } from './credentials/passwords.ts'

/** What a process opens once. */
export type Services = {
  db: Database
  clock: () => Date
  logger: Logger
  passwords: Passwords
  /** Passwords that many people use, in lower case. */
  commonPasswords: ReadonlySet<string>
  accessTokens: AccessTokens
  attempts: Attempts
}

/** The refresh cookie of one request. Setting it twice keeps the last. */
export type RefreshCookie = {
  token: string | undefined
  set: (token: string, expiresAt: Date) => void
  clear: () => void
}

/** A request's dependencies, and on whose behalf it is made. */
export type Context = Services & {
  now: Date
  viewer: Viewer
  /** The address the request came from as the gateway saw it. */
  client: string
  cookie: RefreshCookie
}
