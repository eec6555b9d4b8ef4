import type { Logger } from '@staygraph/subgraph-kit/log'
import { Redis } from 'ioredis'

/** While Redis is away each process counts alone, and stricter: there may be several of us. */
export const localShare = 1 / 4

/** The Redis in which all gateways count together. Answers once it is there, or once it is known to be away. */
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
