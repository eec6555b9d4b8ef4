import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

import { limiterLocal } from '../gateway-metrics.ts'

/** While Redis is away each process counts alone, and stricter: there may be several of us. */
export const localShare = 1 / 4

/** Requests a minute; 0 sets no limit. */
export type RateLimits = {
  anonymous: number
  customer: number
  integrator: number
  /** Credentials that were not known to be good, per address: what guessing keys or tokens costs. */
  unknownCredentials: number
}

export type Verdict = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }
export type RateLimiter = ReturnType<typeof createRateLimiter>

/** Counts requests a minute in Redis, for all gateways together. Without it: this process alone. */
export function createRateLimiter(limits: RateLimits, redis: Redis | undefined) {
  const minute = { duration: 60 }
  const counters = new Map(
    Object.entries(limits).map(([kind, points]) => {
      const local = new RateLimiterMemory({ ...minute, points: redis ? Math.ceil(points * localShare) : points })
      const together =
        redis &&
        new RateLimiterRedis({
          ...minute,
          points,
          storeClient: redis,
          keyPrefix: `gateway:limit:${kind}`,
          rejectIfRedisNotReady: true,
        })
      return [kind, { local, together }]
    }),
  )

  const take = async (kind: keyof RateLimits, key: string): Promise<Verdict> => {
    const counter = counters.get(kind)
    if (limits[kind] === 0 || !counter) return { allowed: true, limit: 0, remaining: 0, resetSeconds: 0 }
    if (counter.together) {
      const verdict = await count(counter.together, key)
      if (verdict) return verdict
      limiterLocal.inc()
    }
    const verdict = await count(counter.local, key)
    if (!verdict) throw new Error('a counter in memory cannot be away')
    return verdict
  }
  return {
    request: (viewer: Viewer, address: string) => {
      if (viewer.kind === 'customer') return take('customer', viewer.customerId)
      if (viewer.kind === 'integrator') return take('integrator', viewer.clientId)
      return take('anonymous', address)
    },
    unknownCredentials: (address: string) => take('unknownCredentials', address),
  }
}

/** Null: the store did not answer, nothing was counted. */
async function count(limiter: RateLimiterRedis | RateLimiterMemory, key: string): Promise<Verdict | null> {
  const verdict = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Verdict => ({
    allowed,
    limit: limiter.points,
    remaining: Math.max(0, remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  })
  return limiter.consume(key).then(
    (counted) => verdict(true, counted),
    (refused: unknown) => (refused instanceof RateLimiterRes ? verdict(false, refused) : null),
  )
}
