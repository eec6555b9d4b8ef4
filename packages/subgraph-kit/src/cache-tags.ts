import { setTimeout as pause } from 'node:timers/promises'

import type { Redis } from 'ioredis'

import type { Logger } from './log.ts'

// What the gateway keeps of a subgraph's answers may carry tags (`@cacheTag` in the subgraph's schema). Each tag has a
// version in Redis; an answer is found only under the versions that held before it was asked for. Whoever changes what
// is behind a tag says so before and after: between the two nothing with that tag is kept or given, afterwards nothing
// older is. A process that dies between leaves its mark, which ends by itself.

/** Longer than any transaction of ours. */
const markMs = 15_000

/** Where a tag's version stands, and how many are changing what is behind it. */
export const tagKeys = (tag: string) => ({ version: `cache:tag:${tag}:version`, changing: `cache:tag:${tag}:changing` })

export type CacheTags = {
  /** Does what changes something that may be kept under these tags. Redis may be away: the work is done all the same. */
  whileChanging<Result>(tags: readonly string[], work: () => Promise<Result>): Promise<Result>
}

export function createCacheTags(redis: Redis, logger: Logger): CacheTags {
  const mark = async (tags: readonly string[]) => {
    const both = redis.multi()
    for (const { version, changing } of tags.map(tagKeys)) both.incr(changing).pexpire(changing, markMs).del(version)
    await both.exec()
  }
  const release = async (tags: readonly string[], marked: boolean) => {
    const both = redis.multi()
    for (const { version, changing } of tags.map(tagKeys)) {
      if (marked) both.decr(changing).pexpire(changing, markMs)
      both.del(version)
    }
    await both.exec()
  }
  /** What was kept when Redis went away is still there when it comes back. */
  const releaseLater = async (tags: readonly string[], marked: boolean) => {
    for (let tries = 0; tries < 600 && redis.status !== 'end'; tries += 1) {
      await pause(1_000, undefined, { ref: false })
      const done = await release(tags, marked).then(
        () => true,
        () => false,
      )
      if (done) return
    }
  }
  return {
    async whileChanging(tags, work) {
      const marked = await mark(tags).then(
        () => true,
        () => false,
      )
      try {
        return await work()
      } finally {
        await release(tags, marked).catch((error: Error) => {
          logger.warn(
            { tags, reason: error.message },
            'what is kept under these tags could not be ended; it is tried on',
          )
          void releaseLater(tags, marked)
        })
      }
    },
  }
}
