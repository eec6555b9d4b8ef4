import { DelayedError, Queue, UnrecoverableError, Worker, type Job as Queued, type JobsOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'

import { backOff } from './back-off.ts'
import { CommandFailed } from './command.ts'
import type { Logger } from './log.ts'
import { jobSeconds } from './metrics.ts'
import { inSpan, SpanKind, type TraceCarrier } from './telemetry.ts'

/**
 * A promise of work: its name is its queue, its payload carries all that the work needs. `together`: up to so many
 * promises of a round of the relay are carried by one job of the queue, and heard by `consumeTogether`.
 */
export type Job<Payload extends z.ZodType = z.ZodType> = { name: string; payload: Payload; together?: number }
export type PayloadOf<J extends Job> = z.infer<J['payload']>

export const defineJob = <Payload extends z.ZodType>(job: Job<Payload>): Job<Payload> => job

/** What lies in the queue: the payload, the trace it belongs to, and the outbox row that promised it. */
export type Envelope = { id: string; payload: unknown; trace: TraceCarrier; promisedAt: string }

/**
 * Retried after waits anywhere up to a bound that doubles (1 s, 2 s, ...; a day or so in all), then kept as failed: the
 * dead letters seen in the queue dashboard.
 */
export const jobOptions: JobsOptions = {
  attempts: 18,
  backoff: { type: 'exponential', delay: 1_000, jitter: 1 },
  removeOnComplete: { age: 3_600, count: 50_000 },
  removeOnFail: false,
}

/** BullMQ asks for a connection without a limit of retries for workers; a queue (a producer) should fail fast instead. */
export const connectRedis = (url: string, role: 'producer' | 'consumer') =>
  new Redis(url, {
    maxRetriesPerRequest: role === 'consumer' ? null : 1,
    enableOfflineQueue: role === 'consumer',
    retryStrategy: (attempt) => 50 + backOff(attempt, { firstMs: 200, mostMs: 2_000 }),
    lazyConnect: false,
  })

export type Queues = ReturnType<typeof openQueues>

/** The producing side: one BullMQ queue a job name, over one connection that fails fast. */
export function openQueues(redisUrl: string, logger: Logger) {
  const connection = connectRedis(redisUrl, 'producer')
  connection.on('error', (error: Error) =>
    logger.warn({ reason: error.message }, 'queue: Redis is not reachable, the outbox keeps the jobs'),
  )
  const queues = new Map<string, Queue>()
  const queueOf = (name: string) => {
    const known = queues.get(name)
    if (known) return known
    const queue = new Queue(name, { connection, defaultJobOptions: jobOptions })
    queue.on('error', () => {}) // the connection above already tells
    queues.set(name, queue)
    return queue
  }
  return {
    queueOf,
    connection,
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      connection.disconnect()
    },
  }
}

/** What a handler throws when its time has not come: the job comes again after `afterMs`, and no attempt is counted. */
export class NotYet extends Error {
  readonly afterMs: number
  constructor(why: string, afterMs: number) {
    super(why)
    this.name = 'NotYet'
    this.afterMs = afterMs
  }
}

/** While a sister is left alone, what needs it waits for so long, and somewhat more: nothing was tried, so no attempt is counted. */
const sisterAwayMs = 5_000

/** In how many milliseconds a job's time may have come. Null: it was tried, and failed. */
export function whyNotYet(error: unknown): number | null {
  if (error instanceof NotYet) return error.afterMs
  const notAsked = error instanceof CommandFailed && error.reason === 'NOT_ASKED'
  return notAsked ? sisterAwayMs * (1 + Math.random()) : null
}

export type ConsumeOptions = { redisUrl: string; logger: Logger; concurrency?: number }

/** A handler may be run twice with one job (a stalled worker, a re-promised row): it must know by its own database what it did. */
export type Handler<J extends Job> = (
  payload: PayloadOf<J>,
  about: { id: string; attempt: number; promisedAt: Date; logger: Logger },
) => Promise<void>

/** Takes jobs of one kind from its queue until closed. A payload that the contract refuses is a dead letter at once: no retry mends it. */
export function consume<J extends Job>(job: J, handle: Handler<J>, options: ConsumeOptions) {
  return takeJobs<Envelope>(job.name, handled(job, handle, options.logger), options)
}

/** The work of one job that carries one promise. */
export const handled =
  <J extends Job>(job: J, handle: Handler<J>, logger: Logger) =>
  async ({ data, attemptsMade }: Queued<Envelope>): Promise<void> => {
    const payload = job.payload.safeParse(data.payload)
    if (!payload.success) throw new UnrecoverableError(`poison payload: ${z.prettifyError(payload.error)}`)
    const promisedAt = new Date(data.promisedAt)
    await handle(payload.data as PayloadOf<J>, { id: data.id, attempt: attemptsMade + 1, promisedAt, logger })
  }

const idOf = ({ traceparent }: TraceCarrier) => traceparent?.split('-')[1]
const otherTraces = (own: TraceCarrier, all: TraceCarrier[]) =>
  [...new Set(all.map(idOf))].filter((id) => id !== undefined && id !== idOf(own))

/** A queue's worker, in a span of the trace that its job belongs to; `links` names the others that are done in it. */
export function takeJobs<Data extends { id: string; trace: TraceCarrier }>(
  name: string,
  work: (queued: Queued<Data>) => Promise<unknown>,
  { redisUrl, logger, concurrency = 8 }: ConsumeOptions,
  links: (data: Data) => TraceCarrier[] = () => [],
) {
  const connection = connectRedis(redisUrl, 'consumer')
  const worker = new Worker<Data>(
    name,
    async (queued, token) => {
      const { data, attemptsMade } = queued
      const about = { job: name, id: data.id }
      const linked = links(data)
      const span = { kind: SpanKind.CONSUMER, from: data.trace, links: linked }
      const traces = otherTraces(data.trace, linked)
      const done = await inSpan(`job ${name}`, span, async (): Promise<unknown> => {
        const stop = jobSeconds.startTimer({ job: name })
        try {
          const answer = await work(queued)
          const ms = Math.round(stop({ outcome: 'done' }) * 1_000)
          // Whoever looks for a trace in the log finds it here too, though the line stands in another.
          logger.info({ ...about, attempt: attemptsMade + 1, ms, ...(traces.length > 0 && { traces }) }, 'job done')
          return answer
        } catch (error) {
          const waitMs = whyNotYet(error)
          if (waitMs !== null) {
            stop({ outcome: 'not yet' })
            logger.debug({ ...about, reason: (error as Error).message }, 'job waits')
            await queued.moveToDelayed(Date.now() + waitMs, token)
            return new DelayedError((error as Error).message) // its span did not fail
          }
          stop({ outcome: 'failed' })
          logger.warn({ ...about, attempt: attemptsMade + 1, reason: (error as Error).message }, 'job failed')
          throw error
        }
      })
      if (done instanceof DelayedError) throw done
      return done
    },
    { connection, concurrency, lockDuration: 30_000, maxStalledCount: 10 },
  )
  worker.on('error', (error) => logger.warn({ job: name, reason: error.message }, 'worker: Redis is not reachable'))
  return {
    worker,
    connection,
    close: async () => {
      await worker.close()
      connection.disconnect()
    },
  }
}
