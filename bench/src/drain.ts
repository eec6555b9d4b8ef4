import { setTimeout as pause } from 'node:timers/promises'

import postgres from 'postgres'

import type { Platform } from './platform.ts'

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
