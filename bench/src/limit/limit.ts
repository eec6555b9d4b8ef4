import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import postgres from 'postgres'

import { cpuMs } from '../cpu.ts'
import type { OfferInHand } from '../load/offers.ts'
import type { Platform } from '../platform.ts'
import { pidOf } from '../processes.ts'
import { makeLimitDatabase, makeNights } from './limit-database.ts'
import { pgbenchScript } from './pgbench-script.ts'
import { startPgbench } from './pgbench.ts'
import { recordBooking } from './record-booking.ts'

export interface LimitSlice {
  bookingsASecond: number
  /** Milliseconds of processor time a booking took of Postgres, and of pgbench itself. */
  postgresMs: number
  pgbenchMs: number
}

export interface Limit {
  /** The statements of a booking that pgbench sends, shortened, with the database of each. */
  statements: string[]
  /** Lets pgbench work for so many seconds; the platform should stand still meanwhile. */
  slice: (kind: 'spread' | 'hot', seconds: number) => Promise<LimitSlice>
  stop: () => Promise<void>
}

/** The same SQL functions in the same order, by pgbench alone: what this machine's Postgres can do when nothing else is in its way. */
export const openLimit = async (
  pgbench: string,
  platform: Platform,
  superuser: string,
  { offers, clients }: { offers: OfferInHand[]; clients: number },
): Promise<Limit> => {
  const [offer] = offers
  if (!offer) throw new Error('no offer to record a booking of')
  const recorded = await recordBooking(platform, superuser, offer)
  const limitUrl = await makeLimitDatabase(superuser)
  await makeNights(limitUrl, 'spread', offer, offers.length)
  await makeNights(limitUrl, 'hot', offer, 1)
  const running = await Promise.all(
    (['spread', 'hot'] as const).map(async (kind) => {
      const scriptFile = path.join(platform.dataFolder, `limit-${kind}.sql`)
      fs.writeFileSync(scriptFile, pgbenchScript(recorded, kind, kind === 'hot' ? 1 : offers.length))
      const started = startPgbench(pgbench, { limitUrl, scriptFile, clients })
      await pause(1_500) // until all are connected and every statement is prepared
      started.halt()
      return [kind, started] as const
    }),
  )
  const of = Object.fromEntries(running) as Record<'spread' | 'hot', (typeof running)[number][1]>
  const sql = postgres(limitUrl, { max: 1 })
  const made = async () => Number((await sql`select count(*) as made from reservations.charges`)[0]?.['made'])

  return {
    statements: recorded.statements.map(
      ({ database, text }) => `${database}: ${text.replaceAll(/\s+/g, ' ').slice(0, 60)}`,
    ),
    slice: async (kind, seconds) => {
      const postgresPid = pidOf(platform, 'postgres')
      of[kind].go()
      await pause(200)
      const [count, began, postgresMs, pgbenchMs] = [
        await made(),
        performance.now(),
        cpuMs(postgresPid),
        cpuMs(of[kind].pid),
      ]
      await pause(seconds * 1_000)
      // On a machine that is busy with other things a short slice may see none.
      for (let waits = 0; waits < 100 && (await made()) === count; waits += 1) await pause(200)
      const lasted = (performance.now() - began) / 1_000
      const [postgresAfter, pgbenchAfter] = [cpuMs(postgresPid), cpuMs(of[kind].pid)]
      const bookings = (await made()) - count
      of[kind].halt()
      if (bookings === 0) throw new Error(`pgbench made no booking in ${seconds} s: the machine has no time for it`)
      await pause(50) // what was sent is answered
      return {
        bookingsASecond: bookings / lasted,
        postgresMs: (postgresAfter - postgresMs) / bookings,
        pgbenchMs: (pgbenchAfter - pgbenchMs) / bookings,
      }
    },
    stop: async () => {
      for (const one of Object.values(of)) await one.stop()
      await sql.end()
    },
  }
}
