import type { Redis } from 'ioredis'

/** Jobs that wait for a worker, are being done, wait for their next try, and were given up. */
export interface QueueLengths {
  waiting: number
  active: number
  delayed: number
  failed: number
}

/** Over all queues. BullMQ keeps what waits and what is done in lists, the rest in sorted sets. */
export const queueLengths = async (redis: Redis): Promise<QueueLengths> => {
  if (redis.status !== 'ready') await redis.connect().catch(() => undefined)
  const queues = await redis.keys('bull:*:meta')
  const lengths = await Promise.all(
    queues.map(async (key) => {
      const of = key.slice(0, -':meta'.length)
      const [wait, prioritized, active, delayed, failed] = await Promise.all([
        redis.llen(`${of}:wait`),
        redis.zcard(`${of}:prioritized`),
        redis.llen(`${of}:active`),
        redis.zcard(`${of}:delayed`),
        redis.zcard(`${of}:failed`),
      ])
      return { waiting: wait + prioritized, active, delayed, failed }
    }),
  )
  const over = (name: keyof QueueLengths) => lengths.reduce((total, length) => total + length[name], 0)
  return { waiting: over('waiting'), active: over('active'), delayed: over('delayed'), failed: over('failed') }
}
