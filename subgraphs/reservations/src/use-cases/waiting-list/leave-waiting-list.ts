import type { Context } from '../../context.ts'
import type { WaitingEntryRow } from '../../database/waiting-list-tables.ts'
import { leaveWaitingList as leave, waitingEntry } from '../../database/waiting-list.ts'
import { entryOfToken } from './waiting-token.ts'

/**
 * Takes a guest off the list; what was held for them goes to the next. Answers the entry as it then is: asked again, or of
 * one that is over or being booked, it changes nothing. Null: there is none.
 */
export async function leaveWaitingList(token: string, context: Context): Promise<WaitingEntryRow | null> {
  const entry = await entryOfToken(token, context)
  if (!entry) return null
  await leave(context.sql, entry.id, context.now())
  return waitingEntry(context.db, entry.id)
}
