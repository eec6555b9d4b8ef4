import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

import { limiterLocal } from '../gateway-metrics.ts'

/** Requests a minute; 0 sets no limit. */
export type RateLimits = {
  anonymous: number
  customer: number
  integrator: number
  /** Credentials that were not known to be good, per address: what guessing keys or tokens costs. */
  unknownCredentials: number
}

export type Verdict = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }
export type RateLimiter = Awaited<ReturnType<typeof openRateLimiter>>

/** While Redis is away each process counts alone, and stricter: there may be several of us. */
const localShare = 1 / 4

export type RateLimiterOptions = { redisUrl: string | undefined; limits: RateLimits; logger: Logger }

/** Counts requests a minute in Redis, for all gateways together. Without `redisUrl`: this process alone. */
export async function openRateLimiter({ redisUrl, limits, logger }: RateLimiterOptions) {
  const redis = redisUrl === undefined ? undefined : await connect(redisUrl, logger)
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
    close: () => redis?.disconnect(),
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

/** Answers once Redis is there, or once it is known to be away. */
async function connect(url: string, logger: Logger) {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 200,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  })
  let told = false
  redis.on('error', (error: Error) => {
    if (!told) logger.warn({ reason: error.message }, 'rate limits: Redis is away, this process counts alone')
    told = true
  })
  redis.on('ready', () => {
    told = false
  })
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve)
    redis.once('error', () => resolve())
  })
  return redis
}
