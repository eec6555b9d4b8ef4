import type { Redis } from 'ioredis'
import type { Sql } from 'postgres'

import type { Invariant, Violation } from './invariant.ts'

interface Promised {
  id: string
  job: string
  waits: boolean
  /** The id of the job that carries it, when it was handed over: its own, or that of all it was handed over with. */
  carrier: string | null
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
    select o.id::text, o.job, w.id is not null as waits, carrier::text
    from outbox o left join outbox_waiting w using (id) left join (
      select promise as id, case when together then h.id else promise end as carrier, handed_over_at
      from outbox_handed_over h, unnest(promises) promise) handed using (id)
    where coalesce(handed_over_at, promised_at) <= ${settled} order by o.id`
  const inQueue = await knownToQueue(redis, old)
  const violations = old.flatMap(({ id, job, waits, carrier }): Violation[] => {
    if (carrier !== null && inQueue.has(carrier)) return []
    if (carrier !== null) return [{ id, what: `${name} handed ${job} over, and the queue does not know it` }]
    const what = waits ? 'has not handed it over' : 'knows neither that it waits nor to whom it handed it over'
    return [{ id, what: `${name} promised ${job} and ${what}` }]
  })
  return { checked: counted?.rows ?? 0, violations }
}

/** BullMQ keeps a job as the hash `bull:{queue}:{job id}`. A queue opened by its library would write its own. */
const knownToQueue = async (redis: Redis, promised: Promised[]): Promise<Set<string>> => {
  const carriers = new Map(promised.flatMap(({ carrier, job }) => (carrier === null ? [] : [[carrier, job] as const])))
  const found = await Promise.all(
    [...carriers].map(async ([id, job]) => [id, await redis.exists(`bull:${job}:${id}`)] as const),
  )
  return new Set(found.flatMap(([id, count]) => (count === 1 ? [id] : [])))
}
