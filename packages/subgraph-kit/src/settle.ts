import { eq, sql, type AnyColumn } from 'drizzle-orm'
import type { Redis } from 'ioredis'

import type { Database } from './database.ts'
import type { Queues } from './job.ts'
import { outbox, outboxHandedOver } from './outbox.ts'

type HandedOver = Pick<typeof outboxHandedOver.$inferSelect, 'id' | 'job' | 'together' | 'promises'>
type JobState = 'ENDED' | 'UNDER_WAY' | 'UNKNOWN'
/** How the promises of a batch stand. `together`: those under way are still carried by one job. */
type Standing = { batch: HandedOver; ended: string[]; lost: string[]; underWay: string[]; together: boolean }

const stateOf = (added: string | null, finished: string | null): JobState =>
  added === null ? 'UNKNOWN' : finished === null ? 'UNDER_WAY' : 'ENDED'

/**
 * How the jobs of these batches stand, each by its own hash in Redis: BullMQ keeps `timestamp` from the moment a job is
 * added, `finishedOn` from the moment it is done or given up (a dead letter that is tried again loses it), and what it
 * answered. One message there and back for all: asked one by one, this cost more than handing the jobs over.
 */
async function standings(batches: HandedOver[], queueOf: Queues['queueOf']): Promise<Standing[]> {
  const [first] = batches
  if (!first) return []
  const asking = (queueOf(first.job).opts.connection as Redis).pipeline() // what `openQueues` gave it
  const jobsOf = ({ id, together, promises }: HandedOver) => (together ? [id] : promises)
  for (const batch of batches)
    for (const id of jobsOf(batch))
      asking.hmget(queueOf(batch.job).toKey(id), 'timestamp', 'finishedOn', ...(batch.together ? ['returnvalue'] : []))
  const answers = (await asking.exec()) ?? []
  let at = 0
  const next = () => {
    const [error, answer] = answers[at++] ?? [new Error('Redis answered less than it was asked')]
    if (error) throw error
    return answer as (string | null)[]
  }
  return batches.map((batch) => {
    if (batch.together) return ofCarrier(batch, next())
    const states = batch.promises.map((id) => {
      const [added = null, finished = null] = next()
      return { id, state: stateOf(added, finished) }
    })
    const ids = (wanted: JobState) => states.flatMap(({ id, state }) => (state === wanted ? [id] : []))
    return { batch, ended: ids('ENDED'), lost: ids('UNKNOWN'), underWay: ids('UNDER_WAY'), together: false }
  })
}

/** One job for all. When it is done it has answered whom it put apart: these have jobs of their own from then on. */
function ofCarrier(batch: HandedOver, [added = null, finished = null, answer]: (string | null)[]): Standing {
  const { promises } = batch
  const state = stateOf(added, finished)
  if (state === 'UNKNOWN') return { batch, ended: [], lost: promises, underWay: [], together: true }
  if (state === 'UNDER_WAY') return { batch, ended: [], lost: [], underWay: promises, together: true }
  const answered: unknown = answer ? JSON.parse(answer) : null // nothing: it was given up, and is kept by the queue
  const apart = new Set(Array.isArray(answered) ? answered : [])
  return {
    batch,
    ended: promises.filter((id) => !apart.has(id)),
    lost: [],
    underWay: promises.filter((id) => apart.has(id)),
    together: false,
  }
}

/** One statement for any number of ids, so that it is prepared once. */
const oneOf = (id: AnyColumn, ids: string[]) => sql`${id} = any(${sql.param(ids)}::uuid[])`

export type SettleOptions = {
  /** Looks also at what was to be looked at only so many milliseconds from now. */
  aheadMs?: number
  /** How many batches are looked at in one go. */
  batch?: number
}

/**
 * Looks after what was handed over a while ago: done (or a dead letter, kept by the queue) leaves; what the queue has never
 * heard of was lost with Redis and is promised again. Answers how many were lost, and whether there may be more to look after.
 */
export async function settleRelayed(
  db: Database,
  queueOf: Queues['queueOf'],
  { aheadMs = 0, batch = 40 }: SettleOptions = {},
): Promise<{ lost: number; more: boolean }> {
  return db.transaction(async (tx) => {
    const batches = await tx
      .select({
        id: outboxHandedOver.id,
        job: outboxHandedOver.job,
        together: outboxHandedOver.together,
        promises: outboxHandedOver.promises,
      })
      .from(outboxHandedOver)
      .where(sql`${outboxHandedOver.lookAt} < now() + ${aheadMs} * interval '1 millisecond'`)
      .limit(batch)
      .for('update', { skipLocked: true })
    const found = await standings(batches, queueOf)
    const [ended, lost] = [found.flatMap((one) => one.ended), found.flatMap((one) => one.lost)]
    const over = found.filter(({ underWay }) => underWay.length === 0).map((one) => one.batch.id)
    const rest = found.filter(({ underWay }) => underWay.length > 0)
    if (ended.length > 0) await tx.delete(outbox).where(oneOf(outbox.id, ended))
    if (lost.length > 0)
      await tx.execute(sql`
        insert into outbox_waiting select id from outbox where ${oneOf(outbox.id, lost)} on conflict do nothing`)
    if (over.length > 0) await tx.delete(outboxHandedOver).where(oneOf(outboxHandedOver.id, over))
    for (const { batch: known, together, underWay } of rest)
      if (underWay.length < known.promises.length || together !== known.together)
        await tx.update(outboxHandedOver).set({ promises: underWay, together }).where(eq(outboxHandedOver.id, known.id))
    const waited = sql`now() - ${outboxHandedOver.handedOverAt}`
    if (rest.length > 0)
      await tx
        .update(outboxHandedOver)
        // What has waited long for a worker is asked about less often, so that a backlog of jobs does not become a
        // backlog of questions.
        .set({ lookAt: sql`now() + least((${waited}) / 2, interval '30 seconds')` })
        .where(
          oneOf(
            outboxHandedOver.id,
            rest.map((one) => one.batch.id),
          ),
        )
    return { lost: lost.length, more: batches.length === batch }
  })
}
