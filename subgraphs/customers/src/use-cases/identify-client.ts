import { and, eq, isNull } from 'drizzle-orm'
import type { z } from 'zod'

import type { identifyClient as contract } from '../../contract/identify-client.ts'
import type { Services } from '../context.ts'
import { apiClients } from '../database/tables.ts'
import { hashOfSecret } from '../domain/secret.ts'

/** Whose API key this is; null when nobody's. Found by its hash, so the time it takes tells nothing about other keys. */
export async function identifyClient(
  { apiKey }: z.output<typeof contract.input>,
  { db }: Pick<Services, 'db'>,
  now: Date,
): Promise<z.input<typeof contract.output>> {
  const [client] = await db
    .update(apiClients)
    .set({ lastUsedAt: now })
    .where(and(eq(apiClients.keyHash, hashOfSecret(apiKey)), isNull(apiClients.revokedAt)))
    .returning({ clientId: apiClients.id, scopes: apiClients.scopes, mode: apiClients.mode })
  return client ?? null
}
