import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

import type { Logger } from './log.ts'

/**
 * The Redis in which all processes of a service count together. It would rather fail than keep anybody waiting: whoever
 * counts goes on alone then, and stricter. Answers once it is there, or once it is known to be away.
 */
export async function connectLimitStore(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 200,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  })
  let told = false
  redis.on('error', (error: Error) => {
    if (!told) logger.warn({ reason: error.message }, 'limits: Redis is away, this process counts alone')
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

/** How many in how many seconds; `alone`: while Redis is away and each process counts by itself. */
export type Limit = { points: number; alone: number; duration: number }

/** Counts in Redis for all processes together, and in this one alone while Redis is away. */
export const createLimiter = (storeClient: Redis, keyPrefix: string, { points, alone, duration }: Limit) =>
  new RateLimiterRedis({
    storeClient,
    keyPrefix,
    points,
    duration,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points: alone, duration }),
  })

/** Counts one more; answers the seconds until this may be tried again, 0: now. */
export async function secondsToWait(limiter: RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw refusal
  }
}
