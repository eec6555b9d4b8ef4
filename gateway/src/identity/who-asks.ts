import type { IncomingHttpHeaders } from 'node:http'

import type { Viewer } from '@staygraph/subgraph-kit/identity'

import { refreshCookieName } from '../context.ts'
import type { RateLimiter } from '../policies/rate-limit.ts'
import type { AccessTokens } from './access-tokens.ts'
import { looksLikeApiKey, type ApiKeys } from './api-keys.ts'

/** A request that is not let in, as it is answered. */
export type NotAdmitted = { status: 401 | 429 | 503; code: string; message: string; retryAfterSeconds?: number }

export type Identification = { accessTokens: AccessTokens; apiKeys: ApiKeys; rateLimiter: RateLimiter }

const refused = (message: string): NotAdmitted => ({ status: 401, code: 'UNAUTHENTICATED', message })
const unverifiable: NotAdmitted = {
  status: 503,
  code: 'SUBGRAPH_UNAVAILABLE',
  message:
    'customers does not answer at the moment, so the credentials cannot be checked. Try again in a little while.',
  retryAfterSeconds: 5,
}

/**
 * On whose behalf a request is made. No credentials: anonymous. Credentials that prove nothing are refused and never
 * taken for none: whoever thinks they are signed in must not be answered as a stranger.
 */
export async function whoAsks(
  headers: IncomingHttpHeaders,
  address: string,
  { accessTokens, apiKeys, rateLimiter }: Identification,
  now: number,
): Promise<Viewer | NotAdmitted> {
  const { authorization, 'x-api-key': keyHeader } = headers
  if (authorization === undefined && keyHeader === undefined) return { kind: 'anonymous' }
  if (authorization !== undefined && keyHeader !== undefined)
    return refused('Send either `authorization` or `x-api-key`, not both.')
  const credential = typeof keyHeader === 'string' ? keyHeader : /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!credential) return refused('Credentials must be `Authorization: Bearer <token>` or `x-api-key: <key>`.')

  if (keyHeader !== undefined || credential.startsWith('sg_')) {
    if (!looksLikeApiKey(credential)) return refused('This is not an API key.')
    if (!apiKeys.isKnown(credential, now)) {
      const tooMany = await guessing(rateLimiter, address)
      if (tooMany) return tooMany
    }
    const client = await apiKeys.identify(credential, now)
    if (client === 'UNVERIFIABLE') return unverifiable
    return client ? { kind: 'integrator', ...client } : refused('This API key is not known, or was taken back.')
  }

  const verdict = await accessTokens.verify(credential)
  if (verdict === 'UNVERIFIABLE') return unverifiable
  if (verdict === 'EXPIRED') return refused('The access token has ended. Call `refreshSession`, or sign in again.')
  if (verdict === 'INVALID')
    return (await guessing(rateLimiter, address)) ?? refused('The access token is not valid. Sign in again.')
  return { kind: 'customer', ...verdict }
}

/** A fresh guess is counted against its address, so that neither keys nor customers' time can be had by trying. */
async function guessing(rateLimiter: RateLimiter, address: string): Promise<NotAdmitted | null> {
  const { allowed, resetSeconds } = await rateLimiter.unknownCredentials(address)
  if (allowed) return null
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `Too many unknown credentials from here. Try again in ${resetSeconds} seconds.`,
    retryAfterSeconds: resetSeconds,
  }
}

/** The refresh cookie's value, if the client has one. */
export function refreshCookie({ cookie }: IncomingHttpHeaders): string | undefined {
  if (cookie === undefined) return undefined
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === refreshCookieName && value && /^[A-Za-z0-9_.-]{1,200}$/.test(value)) return value
  }
  return undefined
}
