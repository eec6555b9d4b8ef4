import { NotYet, type PayloadOf } from '@staygraph/subgraph-kit/job'
import type { Job, Queue } from 'bullmq'

import type { eraseGuest } from './job.ts'

const A_PAGE = 500
const PAUSE_MS = 60_000

/**
 * Jobs bear what their work needs, so the queues keep names and addresses of jobs that are done (an hour) or given up (30
 * days), and so do the letters made of these. Those of an erased guest are removed now. One that is still to be done is
 * let be, and this job comes again after it. Documents stay as the law asks; deliveries hold no address.
 */
export async function handleEraseGuest({ reservationIds }: PayloadOf<typeof eraseGuest>, queues: Queue[]) {
  const tells = (job: Job) => {
    const data = JSON.stringify(job.data)
    return reservationIds.some((id) => data.includes(id))
  }
  let toCome = 0
  for (const queue of queues) {
    for await (const job of jobsOf(queue, ['completed', 'failed'])) if (tells(job)) await job.remove()
    const letters = queue.name === 'dead-letters'
    for await (const job of jobsOf(queue, ['waiting', 'active', 'delayed', 'prioritized'])) {
      if (!tells(job) || job.name === 'erase-guest') continue
      if (letters) await job.remove()
      else toCome += 1
    }
  }
  if (toCome > 0) throw new NotYet(`${toCome} jobs of the guest are still to be done`, PAUSE_MS)
}

/** Read from the end of the list, so that removing what was read leaves nothing out. */
async function* jobsOf(
  queue: Queue,
  states: ('completed' | 'failed' | 'waiting' | 'active' | 'delayed' | 'prioritized')[],
) {
  for (const state of states) {
    const count = (await queue.getJobCounts(state))[state] ?? 0
    for (let start = Math.floor(count / A_PAGE) * A_PAGE; start >= 0; start -= A_PAGE) {
      const page: (Job | undefined)[] = await queue.getJobs([state], start, start + A_PAGE - 1, false)
      // One that was just done or removed by somebody else is not there any more.
      for (const job of page.toReversed()) if (job) yield job
    }
  }
}
