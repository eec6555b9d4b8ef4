import type { Database } from './database.ts'
import { relayPromised } from './hand-over.ts'
import type { Job, Queues } from './job.ts'
import type { Logger } from './log.ts'
import { repeat } from './repeat.ts'
import { settleRelayed } from './settle.ts'

const batch = 200

export type RelayOptions = { db: Database; queues: Queues; logger: Logger; together?: readonly Job[] }

/**
 * Empties the outbox into the queue until stopped. When Redis or Postgres is away it waits and tries again; the rows stay.
 * `together`: the jobs of this service that are declared so.
 */
export function startRelay({ db, queues, logger, together = [] }: RelayOptions) {
  // At once again only while there is more than a batch: in a rush one large batch every 100 ms takes a tenth of what
  // many small ones do, from the database, from Redis and from this process, which answers guests.
  const relay = repeat(
    'outbox relay',
    async () => (await relayPromised(db, queues.queueOf, { together, batch })) === batch,
    { everyMs: 100, logger },
  )
  const settle = repeat(
    'outbox settle',
    async () => {
      const { lost, more } = await settleRelayed(db, queues.queueOf)
      if (lost > 0) logger.warn({ lost }, 'outbox: the queue had lost jobs, they are promised again')
      return more // a backlog must not grow until the queue has forgotten jobs that are done
    },
    { everyMs: 5_000, logger },
  )
  return {
    stop: async () => {
      await Promise.all([relay.stop(), settle.stop()])
    },
  }
}
