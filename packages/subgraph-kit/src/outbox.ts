import { asc, inArray, isNull, lt, sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Redis } from 'ioredis'
import type { z } from 'zod'

import type { Database, Queryable } from './database.ts'
import type { Envelope, Job, Queues } from './job.ts'
import { outboxOldestSeconds, outboxPromised } from './metrics.ts'
import { outgoingTrace, type TraceCarrier } from './telemetry.ts'

/**
 * The transactional outbox: a job is promised in the transaction that calls for it, and handed to the queue after.
 * A service re-exports this table from its `database/tables.ts` so that drizzle-kit sees it. A row leaves only when
 * its job is seen done, so that a Redis that lost everything is filled again from here.
 */
export const outbox = pgTable(
  'outbox',
  {
    /** uuidv7: rows sort by the time they were promised. It is the job's id, so that handing it over twice is one job. */
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    job: text().notNull(),
    payload: jsonb().notNull(),
    trace: jsonb().$type<TraceCarrier>().notNull(),
    promisedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    relayedAt: timestamp({ withTimezone: true }),
  },
  (row) => [
    index('outbox_promised')
      .on(row.id)
      .where(sql`${row.relayedAt} is null`),
    index('outbox_relayed')
      .on(row.relayedAt)
      .where(sql`${row.relayedAt} is not null`),
  ],
)

/** Promises a job in the same transaction as the change that calls for it. */
export async function promise<Payload extends z.ZodType>(
  tx: Pick<Queryable, 'insert'>,
  job: Job<Payload>,
  payload: z.input<Payload>,
) {
  await tx
    .insert(outbox)
    .values({ job: job.name, payload: job.payload.parse(payload) as object, trace: outgoingTrace() })
}

/**
 * Hands a batch to BullMQ. Several relays may run: `SKIP LOCKED` gives each its own rows. If the process dies before
 * the commit, the rows are handed over again under the same ids; a handler is safe to run twice.
 * Returns how many rows were handed over.
 */
export async function relayPromised(db: Database, queueOf: Queues['queueOf'], batch = 200): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(isNull(outbox.relayedAt))
      .orderBy(asc(outbox.id))
      .limit(batch)
      .for('update', { skipLocked: true })
    outboxOldestSeconds.set(rows[0] ? (Date.now() - rows[0].promisedAt.getTime()) / 1_000 : 0)
    for (const [job, promised] of Map.groupBy(rows, (row) => row.job)) {
      await queueOf(job).addBulk(
        promised.map(({ id, payload, trace, promisedAt }) => ({
          name: job,
          data: { id, payload, trace, promisedAt: promisedAt.toISOString() } satisfies Envelope,
          opts: { jobId: id },
        })),
      )
      outboxPromised.inc({ job }, promised.length)
    }
    if (rows.length > 0) {
      await tx
        .update(outbox)
        .set({ relayedAt: sql`now()` })
        .where(
          inArray(
            outbox.id,
            rows.map((row) => row.id),
          ),
        )
    }
    return rows.length
  })
}

type JobState = 'ENDED' | 'UNDER_WAY' | 'UNKNOWN'

/**
 * How the jobs of these rows stand, each by its own hash in Redis: BullMQ keeps `timestamp` from the moment a job is
 * added, and `finishedOn` from the moment it is done or given up (a dead letter that is tried again loses it). One
 * message there and back for a whole batch: asked one by one, this cost more than handing the jobs over.
 */
async function statesOf(rows: { id: string; job: string }[], queueOf: Queues['queueOf']): Promise<JobState[]> {
  const [first] = rows
  if (!first) return []
  const asking = (queueOf(first.job).opts.connection as Redis).pipeline() // what `openQueues` gave it
  for (const { id, job } of rows) asking.hmget(queueOf(job).toKey(id), 'timestamp', 'finishedOn')
  const answers = await asking.exec()
  return (answers ?? []).map(([error, answer]) => {
    if (error) throw error
    const [added, finished] = answer as (string | null)[]
    if (added === null) return 'UNKNOWN'
    return finished === null ? 'UNDER_WAY' : 'ENDED'
  })
}

/**
 * Looks after rows handed over a while ago: done (or a dead letter, kept by the queue) leave; those the queue has never
 * heard of were lost with Redis and are promised again. Answers how many were lost, and whether there may be more to look after.
 */
export async function settleRelayed(
  db: Database,
  queueOf: Queues['queueOf'],
  { olderThanMs = 10_000, batch = 500 } = {},
): Promise<{ lost: number; more: boolean }> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: outbox.id, job: outbox.job })
      .from(outbox)
      .where(lt(outbox.relayedAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`))
      .orderBy(asc(outbox.relayedAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    const states = await statesOf(rows, queueOf)
    const ids = (wanted: JobState) => rows.flatMap(({ id }, at) => (states[at] === wanted ? [id] : []))
    const settled = ids('ENDED')
    const lost = ids('UNKNOWN')
    const running = ids('UNDER_WAY')
    if (settled.length > 0) await tx.delete(outbox).where(inArray(outbox.id, settled))
    if (lost.length > 0) await tx.update(outbox).set({ relayedAt: null }).where(inArray(outbox.id, lost))
    if (running.length > 0)
      await tx
        .update(outbox)
        // Looked at again later: what has waited long for a worker is asked about less often, so that a backlog of jobs
        // does not become a backlog of questions.
        .set({ relayedAt: sql`now() + least((now() - ${outbox.promisedAt}) / 2, interval '20 seconds')` })
        .where(inArray(outbox.id, running))
    return { lost: lost.length, more: rows.length === batch }
  })
}
