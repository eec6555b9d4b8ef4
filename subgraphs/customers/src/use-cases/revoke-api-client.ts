import { and, eq, isNull } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { apiClients } from '../database/tables.ts'

/** Takes a key of the signed-in customer back. The gateway keeps what it knows of a key for a minute. */
export async function revokeApiClient(id: string, { db, now, viewer }: Context): Promise<boolean> {
  if (viewer.kind !== 'customer' || !isUuid(id)) return false
  const revoked = await db
    .update(apiClients)
    .set({ revokedAt: now })
    .where(and(eq(apiClients.id, id), eq(apiClients.customerId, viewer.customerId), isNull(apiClients.revokedAt)))
    .returning({ id: apiClients.id })
  return revoked.length > 0
}

/** Anything else is no id of ours, and Postgres would call it an error. */
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
