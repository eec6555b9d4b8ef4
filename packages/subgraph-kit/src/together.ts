import { Queue, type Job as Queued, type JobType } from 'bullmq'

import { isOutage, wasRolledBack } from './database.ts'
import {
  handled,
  jobOptions,
  takeJobs,
  whyNotYet,
  type ConsumeOptions,
  type Envelope,
  type Handler,
  type Job,
  type PayloadOf,
} from './job.ts'
import type { TraceCarrier } from './telemetry.ts'

/** What lies in the queue for promises that are carried together. Its trace is the first one's; the span links to all. */
export type Carrier = { id: string; trace: TraceCarrier; items: Envelope[] }

/** One of the promises that came together. */
export type Together<J extends Job> = { id: string; payload: PayloadOf<J>; promisedAt: Date }

/** Where a job of the queue is that is not done. */
const unheard = ['active', 'wait', 'delayed'] as const satisfies JobType[]
const lookedAt = 10

/** Does what it can for all at once, in the order of the promises. Answers those that need a job of their own. */
export type HandlerTogether<J extends Job> = (items: Together<J>[]) => Promise<Together<J>[]>

/** After so many workers that died with it, none takes it whole: something in it may be what they die of. */
const mostDeaths = 2
/** So often a batch is tried whole while its database is away or rolls it back: some minutes. */
const mostWhole = 8

/**
 * Takes promises of a job that is declared `together`. Whatever cannot be done with the others is put apart, as a job of
 * its own under its promise's id, and done by `alone`: it is retried and given up there, and holds up nobody. The batch
 * answers whom it put apart, so that the outbox looks after them under their own names (`settle.ts`). A batch is retried
 * whole only while what is missing is missing for all: the database, a sister.
 */
export function consumeTogether<J extends Job>(
  job: J,
  { together, alone }: { together: HandlerTogether<J>; alone: Handler<J> },
  options: ConsumeOptions,
) {
  const one = handled(job, alone, options.logger)

  async function mustGoApart({ data, attemptsMade, stalledCounter }: Queued<Carrier>): Promise<Envelope[]> {
    if (stalledCounter > mostDeaths) return data.items
    const read = data.items.map((item) => ({ item, parsed: job.payload.safeParse(item.payload) }))
    const sound = read.flatMap(({ item: { id, promisedAt }, parsed }) =>
      parsed.success ? [{ id, payload: parsed.data as PayloadOf<J>, promisedAt: new Date(promisedAt) }] : [],
    )
    try {
      const apart = new Set((sound.length > 0 ? await together(sound) : []).map(({ id }) => id))
      return read.flatMap(({ item, parsed }) => (!parsed.success || apart.has(item.id) ? [item] : []))
    } catch (error) {
      const passes = isOutage(error) || wasRolledBack(error)
      if (whyNotYet(error) !== null || (passes && attemptsMade < mostWhole)) throw error
      const reason = (error as Error).message
      options.logger.warn({ job: job.name, id: data.id, reason }, 'what came together failed, each is tried by itself')
      return data.items
    }
  }

  const { worker, connection, close } = takeJobs<Envelope | Carrier>(
    job.name,
    async (queued) => {
      if (!('items' in queued.data)) return one(queued as Queued<Envelope>)
      const apart = await mustGoApart(queued as Queued<Carrier>)
      if (apart.length > 0)
        await queue.addBulk(apart.map((data) => ({ name: job.name, data, opts: { jobId: data.id } })))
      return apart.map(({ id }) => id)
    },
    options,
    (data) => ('items' in data ? data.items.map(({ trace }) => trace) : []),
  )
  const queue = new Queue<Envelope | Carrier>(job.name, { connection, defaultJobOptions: jobOptions })
  queue.on('error', () => {}) // the worker already tells
  return {
    worker,
    /**
     * When the oldest was promised of those that are in the queue and not done: they wait, are under way, or wait to be tried again. Null:
     * there are none. Of each kind only the first some are looked at.
     */
    oldest: async (): Promise<Date | null> => {
      const queued: (Queued<Envelope | Carrier> | undefined)[] = await queue.getJobs(
        [...unheard],
        0,
        lookedAt - 1,
        true,
      )
      const promised = queued.flatMap((one) =>
        (one ? ('items' in one.data ? one.data.items : [one.data]) : []).map(({ promisedAt }) =>
          Date.parse(promisedAt),
        ),
      )
      return promised.length > 0 ? new Date(Math.min(...promised)) : null
    },
    close: async () => {
      await worker.close() // what is under way may still put something apart
      await queue.close()
      await close()
    },
  }
}
