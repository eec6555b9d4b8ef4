import { createHash } from 'node:crypto'

import { identifyClient } from '@staygraph/customers/contract/identify-client'
import type { Call } from '@staygraph/subgraph-kit/command'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { z } from 'zod'

type Client = z.output<typeof identifyClient.output>
/** The integrator; null: nobody's key, or taken back; or that nobody can tell now. */
export type KeyVerdict = NonNullable<Client> | null | 'UNVERIFIABLE'
export type ApiKeys = ReturnType<typeof openApiKeys>

const keptAtMost = 10_000

/** Only what looks like a key of ours is asked about. */
export const looksLikeApiKey = (text: string) => /^sg_(test|live)_[A-Za-z0-9_-]{20,160}$/.test(text)

/**
 * Asks customers whose key it is and keeps the answer for `keptMs`, by the key's hash: a key taken back stops working
 * within this time. Fails closed: no answer, no entry.
 */
export function openApiKeys(call: Call, customersUrl: string, logger: Logger, keptMs: number) {
  const kept = new Map<string, { client: Client; until: number }>()

  const keep = (hash: string, client: Client, now: number) => {
    if (kept.size >= keptAtMost) {
      const oldest = kept.keys().next()
      if (!oldest.done) kept.delete(oldest.value)
    }
    kept.set(hash, { client, until: now + keptMs })
  }
  const hashOf = (apiKey: string) => createHash('sha256').update(apiKey).digest('base64url')
  const known = (apiKey: string, now: number) => {
    const entry = kept.get(hashOf(apiKey))
    return entry && entry.until > now ? entry : undefined
  }

  return {
    /** Whether `identify` answers without asking customers. */
    isKnown: (apiKey: string, now: number) => known(apiKey, now) !== undefined,
    identify: async (apiKey: string, now: number): Promise<KeyVerdict> => {
      const entry = known(apiKey, now)
      if (entry) return entry.client
      const hash = hashOf(apiKey)
      kept.delete(hash)
      try {
        const client = await call({ name: 'customers', url: customersUrl }, identifyClient, { apiKey })
        keep(hash, client, now)
        return client
      } catch (error) {
        logger.warn({ reason: (error as Error).message }, 'an API key cannot be checked')
        return 'UNVERIFIABLE'
      }
    },
  }
}
