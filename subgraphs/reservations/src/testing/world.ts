import { connectLimitStore } from '@staygraph/subgraph-kit/limit-store'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { freshDatabase, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { afterAll } from 'vitest'

import { createLookUpLimiter } from '../memory/look-up-limiter.ts'
import { openWorld } from './open-world.ts'

export { ada } from './open-world.ts'

export const migrations = new URL('../../migrations', import.meta.url)

/** A world on a real, fresh Postgres and the run's Redis, which ends with the test file. */
export async function createWorld({ connections = 10 } = {}) {
  const { db, sql, url } = await freshDatabase(migrations, { max: connections })
  const redis = await connectLimitStore(testRedisUrl(), createLogger('reservations', 'silent'))
  afterAll(() => redis.disconnect())
  const world = await openWorld({ db, sql, lookUps: createLookUpLimiter(redis) })
  afterAll(() => world.close())
  return { ...world, url }
}
export type World = Awaited<ReturnType<typeof createWorld>>
