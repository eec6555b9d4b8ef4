import type { Logger } from '@staygraph/subgraph-kit/log'
import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** How many in how many seconds; `alone`: while Redis is away and each process counts by itself. */
type Limit = { points: number; alone: number; duration: number }

/** What one person mistypes, what one account bears from everywhere, what one address may try on all accounts. */
const limits = {
  accountFromHere: { points: 5, alone: 3, duration: 900 },
  account: { points: 50, alone: 10, duration: 3_600 },
  here: { points: 60, alone: 15, duration: 900 },
  registrations: { points: 30, alone: 8, duration: 3_600 },
} satisfies Record<string, Limit>

export type Attempts = Awaited<ReturnType<typeof openAttempts>>

/** Counts attempts to sign in and to register. An attempt is counted before it is judged, so that many at once count too. */
export async function openAttempts(redisUrl: string, logger: Logger) {
  const redis = await connect(redisUrl, logger)
  const limiter = (name: keyof typeof limits) => {
    const { points, alone, duration } = limits[name]
    const keyPrefix = `customers:attempts:${name}`
    const insuranceLimiter = new RateLimiterMemory({ keyPrefix, points: alone, duration })
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix,
      points,
      duration,
      rejectIfRedisNotReady: true,
      insuranceLimiter,
    })
  }
  const accountFromHere = limiter('accountFromHere')
  const account = limiter('account')
  const here = limiter('here')
  const registrations = limiter('registrations')
  const pair = (emailKey: string, client: string) => `${client} ${emailKey}`

  return {
    /** Seconds until this may be tried again; 0: now. The account need not exist. */
    signIn: async (emailKey: string, client: string): Promise<number> =>
      (await count(here, client)) ||
      (await count(accountFromHere, pair(emailKey, client))) ||
      (await count(account, emailKey)),
    /** The right password was given: what was counted against its owner is forgotten. */
    signedIn: async (emailKey: string, client: string): Promise<void> => {
      await Promise.all([accountFromHere.delete(pair(emailKey, client)), account.delete(emailKey), here.reward(client)])
    },
    register: (client: string): Promise<number> => count(registrations, client),
    close: () => redis.disconnect(),
  }
}

async function count(limiter: RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw refusal
  }
}

/** Answers once Redis is there, or once it is known to be away. */
async function connect(url: string, logger: Logger) {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 300,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  })
  let told = false
  redis.on('error', (error: Error) => {
    if (!told) logger.warn({ reason: error.message }, 'attempts: Redis is away, this process counts alone')
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
