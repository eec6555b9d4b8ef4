import type { Logger } from '@staygraph/subgraph-kit/log'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'

const claims = z.object({ sub: z.string(), email: z.string(), staffOf: z.array(z.string()).optional() })

/** Whose token it is; or that it proves nothing; or that nobody can tell now, as the keys were never seen. */
export type TokenVerdict =
  | { customerId: string; email: string; staffOf?: string[] }
  | 'INVALID'
  | 'EXPIRED'
  | 'UNVERIFIABLE'
export type AccessTokens = ReturnType<typeof openAccessTokens>

/** How often the published keys are read again, so that a key taken back is not trusted for long. */
const refreshMs = 300_000

/**
 * Verifies the access tokens that customers signs, with the keys it publishes. Keys once seen keep working while
 * customers is away; an unknown key is asked for, at most every 5 seconds.
 */
export function openAccessTokens(customersUrl: string, logger: Logger) {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', customersUrl), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: 5_000,
    timeoutDuration: 2_000,
  })
  const refresh = () =>
    keys.reload().catch((error: Error) => {
      logger.warn({ reason: error.message }, 'the keys of customers cannot be read: those known stay in use')
    })
  const timer = setInterval(() => void refresh(), refreshMs)
  timer.unref()
  void refresh()

  return {
    verify: async (token: string): Promise<TokenVerdict> => {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: 'staygraph:customers',
          audience: 'staygraph:gateway',
          algorithms: ['EdDSA'],
          requiredClaims: ['exp'],
          clockTolerance: 5,
        })
        const { sub, email, staffOf } = claims.parse(payload)
        return { customerId: sub, email, ...(staffOf === undefined ? {} : { staffOf }) }
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'EXPIRED'
        if (isUnreachable(error) && keys.jwks() === undefined) return 'UNVERIFIABLE'
        return 'INVALID'
      }
    },
    close: () => clearInterval(timer),
  }
}

/** What jose throws when the key set could not be fetched, as against a token that is wrong. */
const isUnreachable = (error: unknown) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof TypeError ||
  (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')
