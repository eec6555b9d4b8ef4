import { setTimeout as after } from 'node:timers/promises'

import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import type { Carrier } from '@staygraph/subgraph-kit/together'
import postgres from 'postgres'

import { dateIn } from './questions.ts'

const job = 'availability-changed'
/** So many at most. */
const together = 100

/** As the outbox of reservations tells: what was promised in the last tenth of a second goes together. */
const everyMs = 100

/** Tells so many changes a second through the queue, of any room types, three nights each, until stopped. */
export const tellEvents = async (redisUrl: string, databaseUrl: string, aSecond: number) => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  const [last] = await sql<{ id: number; revision: number }[]>`
    select (select max(id) from hotel) as id, coalesce(max(revision), 0)::float8 as revision from availability_told`
  await sql.end()
  const { queueOf, close } = openQueues(redisUrl, createLogger('bench', 'silent'))
  let told = 0
  let stopped = false
  const running = (async () => {
    const begun = performance.now()
    while (!stopped) {
      const due = Math.floor(((performance.now() - begun) / 1_000) * aSecond) - told
      const promisedAt = new Date().toISOString()
      const items = Array.from({ length: due }, () => {
        told += 1
        const hotel = 1 + Math.floor(Math.random() * (last?.id ?? 1))
        const from = 5 + Math.floor(Math.random() * 350)
        const payload = {
          roomTypeId: `r${hotel * 8}`,
          revision: (last?.revision ?? 0) + told,
          nights: [0, 1, 2].map((night) => ({ night: dateIn(from + night), left: Math.floor(Math.random() * 6) })),
        }
        return { id: `${last?.revision ?? 0}-${told}`, payload, trace: {}, promisedAt }
      })
      for (let from = 0; from < items.length; from += together) {
        const carrier: Carrier = { id: items[from]?.id ?? '', trace: {}, items: items.slice(from, from + together) }
        await queueOf(job).add(job, carrier)
      }
      await after(everyMs)
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await running
      await close()
    },
  }
}
