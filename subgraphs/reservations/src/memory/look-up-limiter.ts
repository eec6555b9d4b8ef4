import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** Looks that found nothing, an address: a person mistypes a few times, a machine that guesses is slowed to nothing. */
const misses = { points: 10, duration: 600 }
/** While Redis is away each process counts alone, and more strictly. */
const missesAlone = { points: 4, duration: 600 }

/** A connection that would rather fail than keep a guest waiting: the count goes on in memory then. */
export const connectCounting = (redisUrl: string) =>
  new Redis(redisUrl, { commandTimeout: 300, maxRetriesPerRequest: 1, enableOfflineQueue: false })

/**
 * Slows down whoever guesses references. A look is counted before it is made (many at once are counted too) and
 * forgiven when it found something, so that a guest's page may refresh itself. Once too many were missed, even the
 * right answer is not given for a while, or guessing would go on.
 */
export function createLookUpLimiter(redis: Redis) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    rejectIfRedisNotReady: true,
    keyPrefix: 'reservations:look-up',
    ...misses,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: 'reservations:look-up', ...missesAlone }),
  })
  return {
    /** Seconds to wait before this address may look again; 0: it may look now. */
    async count(client: string): Promise<number> {
      try {
        await limiter.consume(client)
        return 0
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
        throw refusal
      }
    },
    async forgive(client: string): Promise<void> {
      await limiter.reward(client)
    },
  }
}
export type LookUpLimiter = ReturnType<typeof createLookUpLimiter>
