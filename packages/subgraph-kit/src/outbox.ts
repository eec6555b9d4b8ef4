import { sql } from 'drizzle-orm'
import { boolean, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'

import type { Queryable } from './database.ts'
import type { Job } from './job.ts'
import { outgoingTrace, type TraceCarrier } from './telemetry.ts'

// The transactional outbox: a job is promised in the transaction that calls for it, handed to the queue after
// (`hand-over.ts`), and leaves when it is seen done (`settle.ts`), so that a Redis that lost everything is filled again
// from here. A promise is written once and deleted once: its payload is never written again to note how far it is. What
// waits is told by ids, what is on its way by a row for each batch.
// A service re-exports these tables from its `database/tables.ts` so that drizzle-kit sees them. The migration that makes
// them also makes the trigger `mark_promise`, which puts each new promise among those that wait.

export const outbox = pgTable('outbox', {
  /** uuidv7: rows sort by the time they were promised. It is the job's id, so that handing it over twice is one job. */
  id: uuid()
    .primaryKey()
    .default(sql`uuidv7()`),
  job: text().notNull(),
  payload: jsonb().notNull(),
  trace: jsonb().$type<TraceCarrier>().notNull(),
  promisedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})

/** The promises that were not handed over yet. */
export const outboxWaiting = pgTable('outbox_waiting', { id: uuid().primaryKey() })

/** What was handed over in one go, and not yet seen done. */
export const outboxHandedOver = pgTable('outbox_handed_over', {
  id: uuid().primaryKey(),
  job: text().notNull(),
  /** One job of the queue, named by this row's id, carries them all. Otherwise each has its own, named by the promise's id. */
  together: boolean().notNull(),
  promises: uuid().array().notNull(),
  handedOverAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  /** When to ask the queue how they are. */
  lookAt: timestamp({ withTimezone: true })
    .notNull()
    .default(sql`now() + interval '10 seconds'`),
})

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
