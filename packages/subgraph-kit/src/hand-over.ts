import { randomUUID } from 'node:crypto'

import type { JobsOptions } from 'bullmq'
import { sql } from 'drizzle-orm'

import type { Database } from './database.ts'
import type { Envelope, Job, Queues } from './job.ts'
import { outboxOldestSeconds, outboxPromised } from './metrics.ts'
import { outboxHandedOver } from './outbox.ts'
import type { TraceCarrier } from './telemetry.ts'
import type { Carrier } from './together.ts'

export type HandOverOptions = {
  /** Whose promises are carried together. */
  together?: readonly Job[]
  /** How many promises are taken at once. */
  batch?: number
}

type Promised = { id: string; job: string; payload: unknown; trace: TraceCarrier; promisedAt: string }
type HandedOver = { id: string; job: string; together: boolean; promised: Promised[] }

/**
 * Hands a batch to BullMQ, the oldest first. Of several relays one does it at a time; who comes meanwhile finds nothing.
 * If the process dies before the commit, the promises wait as before and are handed over again: under the same ids, or
 * in another batch. A batch has an id of its own and never one of its promises': under a known id the queue would take
 * another batch for the same one, and lose what is new in it. A handler is safe to run twice.
 * Returns how many promises were handed over.
 */
export async function relayPromised(
  db: Database,
  queueOf: Queues['queueOf'],
  { together = [], batch = 200 }: HandOverOptions = {},
): Promise<number> {
  const most = new Map(together.map((job) => [job.name, job.together ?? 1]))
  return db.transaction(async (tx) => {
    const promised = await tx.execute<Promised>(sql`
      with alone as materialized (select pg_try_advisory_xact_lock(hashtext('outbox relay')) as so),
        taken as (delete from outbox_waiting where (select so from alone)
          and id in (select id from outbox_waiting order by id limit ${batch}) returning id)
      select id, job, payload, trace, promised_at as "promisedAt" from outbox join taken using (id) order by id`)
    const [oldest] = promised
    outboxOldestSeconds.set(oldest ? (Date.now() - new Date(oldest.promisedAt).getTime()) / 1_000 : 0)
    if (!oldest) return 0
    const batches = [...Map.groupBy(promised, ({ job }) => job)].flatMap(([job, of]): HandedOver[] => {
      const size = most.get(job)
      return size === undefined
        ? [{ id: randomUUID(), job, together: false, promised: of }]
        : inParts(of, size).map((part) => ({ id: randomUUID(), job, together: true, promised: part }))
    })
    await tx
      .insert(outboxHandedOver)
      .values(batches.map(({ promised: of, ...handed }) => ({ ...handed, promises: of.map(({ id }) => id) })))
    for (const [job, handed] of Map.groupBy(batches, (one) => one.job)) {
      await queueOf(job).addBulk(handed.flatMap(jobsOf))
      outboxPromised.inc(
        { job },
        handed.reduce((sum, one) => sum + one.promised.length, 0),
      )
    }
    return promised.length
  })
}

function jobsOf({
  id,
  job,
  together,
  promised,
}: HandedOver): { name: string; data: Envelope | Carrier; opts: JobsOptions }[] {
  const envelopes = promised.map(({ promisedAt, ...one }): Envelope => ({
    id: one.id,
    payload: one.payload,
    trace: one.trace,
    promisedAt: new Date(promisedAt).toISOString(),
  }))
  if (!together) return envelopes.map((data) => ({ name: job, data, opts: { jobId: data.id } }))
  const data: Carrier = { id, trace: envelopes[0]?.trace ?? {}, items: envelopes }
  return [{ name: job, data, opts: { jobId: id } }]
}

const inParts = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
