import { asc, inArray, sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Database, Queryable } from './database.ts'
import type { Envelope, Job, openQueues } from './job.ts'
import type { Logger } from './log.ts'
import { outboxOldestSeconds, outboxPromised } from './metrics.ts'
import { outgoingTrace, type TraceCarrier } from './telemetry.ts'

/**
 * The transactional outbox: a job is promised in the transaction that calls for it, and handed to the queue after.
 * A service re-exports this table from its `database/tables.ts` so that drizzle-kit sees it.
 */
export const outbox = pgTable(
  'outbox',
  {
    /** uuidv7: rows sort by the time they were promised. It is the job's id, so that handing it over twice is one job. */
    id: uuid().primaryKey().default(sql`uuidv7()`),
    job: text().notNull(),
    payload: jsonb().notNull(),
    trace: jsonb().$type<TraceCarrier>().notNull(),
    promisedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (row) => [index('outbox_promised_at').on(row.promisedAt)],
)

/** Promises a job in the same transaction as the change that calls for it. */
export async function promise<Payload extends z.ZodType>(tx: Pick<Queryable, 'insert'>, job: Job<Payload>, payload: z.input<Payload>) {
  await tx.insert(outbox).values({ job: job.name, payload: job.payload.parse(payload) as object, trace: outgoingTrace() })
}

/**
 * Hands a batch to BullMQ, then forgets the rows. Several relays may run: `SKIP LOCKED` gives each its own rows. If the
 * process dies between the two, the rows are handed over again under the same ids; a handler is safe to run twice.
 */
export async function relayOnce(db: Database, queueOf: ReturnType<typeof openQueues>['queueOf'], batch = 200): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.select().from(outbox).orderBy(asc(outbox.id)).limit(batch).for('update', { skipLocked: true })
    if (rows.length === 0) {
      outboxOldestSeconds.set(0)
      return 0
    }
    outboxOldestSeconds.set((Date.now() - rows[0]!.promisedAt.getTime()) / 1_000)
    const byJob = Map.groupBy(rows, (row) => row.job)
    for (const [job, promised] of byJob) {
      await queueOf(job).addBulk(
        promised.map(({ id, payload, trace, promisedAt }) => ({
          name: job,
          data: { id, payload, trace, promisedAt: promisedAt.toISOString() } satisfies Envelope,
          opts: { jobId: id },
        })),
      )
      outboxPromised.inc({ job }, promised.length)
    }
    await tx.delete(outbox).where(inArray(outbox.id, rows.map((row) => row.id)))
    return rows.length
  })
}

export type RelayOptions = { db: Database; queues: ReturnType<typeof openQueues>; logger: Logger; everyMs?: number }

/** Relays until stopped; when the queue or the database is away it waits and tries again, the rows stay. */
export function startRelay({ db, queues, logger, everyMs = 100 }: RelayOptions) {
  let stopped = false
  let wake = () => {}
  const pause = (ms: number) => new Promise<void>((resolve) => { const timer = setTimeout(resolve, ms); wake = () => { clearTimeout(timer); resolve() } })
  const running = (async () => {
    let failures = 0
    while (!stopped) {
      try {
        const relayed = await relayOnce(db, queues.queueOf)
        failures = 0
        if (relayed === 0) await pause(everyMs)
      } catch (error) {
        failures += 1
        if (failures === 1 || failures % 60 === 0) logger.warn({ reason: (error as Error).message, failures }, 'outbox: could not hand jobs over, they are kept')
        await pause(Math.min(everyMs * 2 ** Math.min(failures, 5), 2_000))
      }
    }
  })()
  return { stop: async () => { stopped = true; wake(); await running } }
}
