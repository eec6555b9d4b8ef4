import type { Services } from '../context.ts'
import { lookAgain, leaseDue, overdueSeconds, type Whose } from '../database/reservations.ts'
import { after, leaseSeconds, nextLook } from '../domain/waits.ts'
import { advance } from './advance-reservation.ts'
import { sagaOverdueSeconds, sagasResumed } from './booking-metrics.ts'
import { currently } from './progress.ts'

const atOnce = 16

/**
 * The sweeper: takes up every reservation that is due, after a crash, a silence or the end of a hold, and moves it on
 * from its persisted step. Several may run: a lease, gone by itself when a sweeper dies, gives each its own.
 * Answers whether there may be more. `of`: a partner that takes its time must not keep our own hotels' guests waiting.
 */
export async function resumeUnfinished(services: Services, of: Whose = 'ALL', batch = atOnce): Promise<boolean> {
  const { db, now, random, logger } = services
  sagaOverdueSeconds.set(await overdueSeconds(db, now()))
  const ids = await leaseDue(db, now(), after(now(), leaseSeconds), batch, of)
  const rounds = await Promise.allSettled(
    ids.map(async (id) => {
      try {
        await advance(id, services)
        sagasResumed.inc({ outcome: 'moved' })
      } catch (error) {
        // One that cannot be moved must not keep the others waiting: it is told, and looked at again later.
        logger.error({ err: error, reservation: id }, 'a reservation could not be moved on')
        sagasResumed.inc({ outcome: 'failed' })
        const reservation = await currently(services, id)
        await lookAgain(db, id, reservation, nextLook(now(), reservation.tries, random()))
      }
    }),
  )
  for (const round of rounds) if (round.status === 'rejected') throw round.reason // our database is away: the leases end by themselves
  return ids.length === batch
}
