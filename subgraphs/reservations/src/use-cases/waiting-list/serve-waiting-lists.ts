import type { Services } from '../../context.ts'
import { dealRooms, settleWaiting, waitingWork } from '../../database/waiting-list.ts'

const batch = 50

/**
 * One round of the waiting lists: entries whose time has come are settled, then rooms that were freed are dealt out to
 * those who wait for them. Each is one transaction that says from what it moves, mails included, so whoever dies in a
 * round leaves nothing half done, and several may run at once. Answers whether there may be more.
 */
export async function serveWaitingLists(services: Services): Promise<boolean> {
  const { sql, now, logger, settings } = services
  const work = await waitingWork(sql, now(), batch)
  const hotels = new Set(work.hotels)
  const failures: unknown[] = []
  /** One that fails must not keep the others waiting. */
  const attempt = async (one: () => Promise<void>) => one().catch((error: unknown) => failures.push(error))
  let moved = false
  for (const entry of work.entries)
    await attempt(async () => {
      const hotel = await settleWaiting(sql, entry, now())
      if (hotel === null) moved = true
      else hotels.add(hotel)
    })
  for (const hotel of hotels)
    await attempt(async () => {
      const offered = await dealRooms(sql, hotel, settings.waitingOfferMinutes, now())
      if (offered > 0) logger.info({ hotel, offered }, 'freed rooms were offered to guests on the waiting list')
    })
  if (failures.length > 0) throw failures[0]
  return moved || work.hotels.length === batch
}
