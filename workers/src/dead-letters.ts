import type { Queues } from '@staygraph/subgraph-kit/job'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Queue, UnrecoverableError, type Job, type Worker } from 'bullmq'
import { Counter } from 'prom-client'

export const deadLetterQueue = 'dead-letters'

const deadLetters = new Counter({
  name: 'dead_letters_total',
  help: 'Jobs given up: poison payloads, mails refused for good, and those that failed for a day',
  labelNames: ['job'],
  registers: [metrics],
})

/** What is kept of a job that was given up. It also stays failed in its own queue, from where it can be run again. */
export type DeadLetter = { job: string; id: string; data: unknown; reason: string; attempts: number; diedAt: string }

/** Will this failure be the job's last? */
const isGivenUp = (job: Job, error: Error) =>
  error instanceof UnrecoverableError ||
  error.name === 'UnrecoverableError' ||
  job.attemptsMade >= (job.opts.attempts ?? 1)

/** Letters carry guests' names and addresses: nobody who has not looked within this time will, and they are forgotten. */
const keptMs = 30 * 86_400_000

/** Forgets the dead letters, and the failed jobs in the queues themselves, that are older than 30 days. */
export async function forgetOldLetters(letters: Queue, queues: Queue[], olderThanMs = keptMs) {
  await letters.clean(olderThanMs, 10_000, 'wait')
  for (const queue of queues) await queue.clean(olderThanMs, 10_000, 'failed')
}

/** Puts every job that is given up into one queue that nothing takes from: people look there, and an alert on its counter. */
export function keepDeadLetters(
  workers: Worker[],
  connection: Queues['connection'],
  { logger, now }: { logger: Logger; now: () => Date },
) {
  const queue = new Queue<DeadLetter>(deadLetterQueue, { connection })
  queue.on('error', (error) => logger.warn({ reason: error.message }, 'dead letters: Redis is not reachable'))
  for (const worker of workers) {
    worker.on('failed', (job, error) => {
      if (!job || !isGivenUp(job, error)) return
      const id = job.id ?? ''
      deadLetters.inc({ job: job.name })
      logger.error({ job: job.name, id, reason: error.message }, 'a job is given up')
      const letter = {
        job: job.name,
        id,
        data: job.data as unknown,
        reason: error.message,
        attempts: job.attemptsMade,
        diedAt: now().toISOString(),
      }
      queue
        .add(job.name, letter, { jobId: `${job.name}-${id}` })
        .catch((reason: Error) => logger.error({ id, reason: reason.message }, 'a dead letter could not be kept'))
    })
  }
  return queue
}
