import { and, desc, eq, isNull } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { apiClients, type ApiClientRow } from '../database/tables.ts'

/** The API clients of whoever is signed in, the newest first. None for anyone else. */
export const listApiClients = async ({ db, viewer }: Context): Promise<ApiClientRow[]> =>
  viewer.kind === 'customer'
    ? db
        .select()
        .from(apiClients)
        .where(and(eq(apiClients.customerId, viewer.customerId), isNull(apiClients.revokedAt)))
        .orderBy(desc(apiClients.id))
    : []
