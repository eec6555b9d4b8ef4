import type { Services } from '../../context.ts'
import type { WaitingEntryRow } from '../../database/waiting-list-tables.ts'
import { dealRooms, waitingEntry } from '../../database/waiting-list.ts'
import { entryOfToken } from './waiting-token.ts'

/**
 * The entry whose held rooms somebody wants to book. When its last attempt has come to nothing a moment ago (a declined
 * card), the rooms are dealt back to it first. NONE: it is not a token of ours.
 */
export async function heldEntry(token: string, services: Services): Promise<WaitingEntryRow | 'NONE'> {
  const entry = await entryOfToken(token, services)
  if (entry?.state !== 'BOOKING') return entry ?? 'NONE'
  await dealRooms(services.sql, entry.hotelId, services.settings.waitingOfferMinutes, services.now())
  return (await waitingEntry(services.db, entry.id)) ?? 'NONE'
}
