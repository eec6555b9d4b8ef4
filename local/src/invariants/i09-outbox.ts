import type { Redis } from 'ioredis'
import type { Sql } from 'postgres'

import type { Invariant, Violation } from './invariant.ts'

interface Promised {
  id: string
  job: string
  relayedAt: Date | null
}

export const outbox: Invariant = {
  name: 'I9',
  says: 'no promise of the outbox is unsent 60 s after healing, and none that was handed over is lost to the queue',
  look: async ({ sources: { databases, redis }, overdue }) => {
    const looked = await Promise.all(
      Object.entries(databases).map(async ([name, sql]) => {
        const [there] = await sql<{ rows: number | null }[]>`
          select case when to_regclass('public.outbox') is null then null else 0 end as rows`
        return there?.rows === 0 ? lookAt(name, sql, redis, overdue('unsent')) : { checked: 0, violations: [] }
      }),
    )
    return {
      checked: looked.reduce((sum, { checked }) => sum + checked, 0),
      things: 'promises not yet seen done',
      violations: looked.flatMap(({ violations }) => violations),
    }
  },
}

/** A row leaves when its job was seen done, so every row is a promise that is still to be kept. */
const lookAt = async (name: string, sql: Sql, redis: Redis, settled: Date) => {
  const [counted] = await sql<{ rows: number }[]>`select count(*)::int as rows from outbox`
  const old = await sql<Promised[]>`
    select id::text, job, relayed_at as "relayedAt" from outbox where coalesce(relayed_at, promised_at) <= ${settled} order by id`
  const handedOver = old.filter(({ relayedAt }) => relayedAt !== null)
  const inQueue = new Set(await knownToQueue(redis, handedOver))
  const violations = old.flatMap(({ id, job, relayedAt }): Violation[] => {
    if (relayedAt === null) return [{ id, what: `${name} promised ${job} and has not handed it over` }]
    return inQueue.has(id) ? [] : [{ id, what: `${name} handed ${job} over, and the queue does not know it` }]
  })
  return { checked: counted?.rows ?? 0, violations }
}

/** BullMQ keeps a job as the hash `bull:{queue}:{job id}`. A queue opened by its library would write its own. */
const knownToQueue = async (redis: Redis, promised: Promised[]): Promise<string[]> => {
  const found = await Promise.all(
    promised.map(async ({ id, job }) => [id, await redis.exists(`bull:${job}:${id}`)] as const),
  )
  return found.flatMap(([id, count]) => (count === 1 ? [id] : []))
}
