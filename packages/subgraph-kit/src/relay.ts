import type { Database } from './database.ts'
import type { Queues } from './job.ts'
import type { Logger } from './log.ts'
import { relayPromised, settleRelayed } from './outbox.ts'
import { repeat } from './repeat.ts'

/** Empties the outbox into the queue until stopped. When Redis or Postgres is away it waits and tries again; the rows stay. */
export function startRelay({ db, queues, logger }: { db: Database; queues: Queues; logger: Logger }) {
  const relay = repeat('outbox relay', async () => (await relayPromised(db, queues.queueOf)) > 0, {
    everyMs: 100,
    logger,
  })
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
