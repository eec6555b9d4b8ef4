import { setTimeout as pause } from 'node:timers/promises'

import { openSources } from '@staygraph/local/invariants/sources'
import postgres from 'postgres'

import type { Platform } from './platform.ts'
import { queueLengths } from './queue.ts'

/**
 * Waits until what a slice left behind has left the outboxes of reservations and payments and every captured payment has
 * its number, at most `patienceMs`. Answers how long it took. What then waits in the queue is the workers' own affair.
 */
export const drainOutboxes = async (platform: Platform, patienceMs = 5_000): Promise<number> => {
  const began = performance.now()
  const { reservations, payments } = platform.places.databases
  const [res, pay] = [reservations, payments].map((url) => postgres(url, { max: 1, onnotice: () => undefined }))
  if (!res || !pay) throw new Error('two databases are asked')
  try {
    while (performance.now() - began < patienceMs) {
      const [[held], [paid]] = await Promise.all([
        res`select exists (select from outbox_waiting) as waits`,
        pay`select exists (select from outbox_waiting) or exists (select from payments where status = 'CAPTURED' and receipt_id is null) as waits`,
      ])
      if (held?.['waits'] === false && paid?.['waits'] === false) break
      await pause(20)
    }
    return performance.now() - began
  } finally {
    await Promise.all([res.end(), pay.end()])
  }
}

/**
 * Waits until the papers and mails of all bookings so far are made and sent: what comes then pays for nobody else's.
 * They leave at some thirty bookings a second, so this takes minutes after thousands. Throws when they do not leave at all.
 */
export const drainPapers = async (platform: Platform, patienceMs = 600_000): Promise<void> => {
  const until = performance.now() + patienceMs
  await drainOutboxes(platform)
  const sources = openSources(platform.places)
  try {
    for (;;) {
      const { waiting, active } = await queueLengths(sources.redis)
      if (waiting + active === 0) return
      if (performance.now() > until) throw new Error(`${waiting} jobs still wait, ${active} are being done`)
      await pause(100)
    }
  } finally {
    await sources.close()
  }
}
