import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'

import { createCacheTags, tagKeys } from './cache-tags.ts'
import { createLogger } from './log.ts'
import { testRedisUrl } from './testing/database.ts'

const logger = createLogger('test', 'silent')
const redis = new Redis(testRedisUrl())
afterAll(() => redis.disconnect())
const tags = createCacheTags(redis, logger)
const keys = tagKeys('a tag of this test')
const stand = async () => ({ version: await redis.get(keys.version), changing: Number(await redis.get(keys.changing)) })

test('the version of before is gone while something changes and afterwards, also when the change fails', async () => {
  for (const fails of [false, true]) {
    await redis.set(keys.version, 'before')
    const change = tags.whileChanging(['a tag of this test'], async () => {
      expect(await stand()).toEqual({ version: null, changing: 1 })
      // A gateway that looked just before the mark was there.
      await redis.set(keys.version, 'meanwhile')
      await tags.whileChanging(['a tag of this test'], async () => {
        expect(await stand()).toEqual({ version: null, changing: 2 })
      })
      expect(await stand()).toEqual({ version: null, changing: 1 })
      if (fails) throw new Error('the transaction')
      return 'done'
    })
    expect(await change.catch((error: Error) => error.message)).toBe(fails ? 'the transaction' : 'done')
    expect(await stand()).toEqual({ version: null, changing: 0 })
  }
})

test('the mark of a process that died ends by itself', async () => {
  void tags.whileChanging(['a tag of this test'], () => new Promise(() => {}))
  await expect.poll(async () => (await stand()).changing).toBe(1)
  expect(await redis.pttl(keys.changing)).toBeGreaterThan(10_000)
  expect(await redis.pttl(keys.changing)).toBeLessThanOrEqual(15_000)
  await redis.del(keys.changing)
})

test('with Redis away the work is done, and what was kept is ended when Redis is back', async () => {
  const late = new Redis(testRedisUrl(), { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0 })
  late.on('error', () => {})
  await redis.set(keys.version, 'before')
  expect(await createCacheTags(late, logger).whileChanging(['a tag of this test'], async () => 'done')).toBe('done')
  expect((await stand()).version).toBe('before')
  // The first try has it connect.
  await expect.poll(async () => (await stand()).version, { timeout: 5_000 }).toBeNull()
  late.disconnect()
})
