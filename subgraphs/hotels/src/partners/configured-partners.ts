import { z } from 'zod'

import { liteApiSupply } from './liteapi/liteapi-supply.ts'
import type { PartnerSupply } from './partner-supply.ts'

/** What the environment says about partners. Without a key there is none, and search is our own hotels alone. */
export const partnersEnvironment = {
  LITEAPI_KEY: z.string().min(1).optional(),
  /** Where LiteAPI is, without `/v3.0`; its own address when not said. */
  LITEAPI_URL: z.url().default('https://api.liteapi.travel'),
  /** How long an answer of it may take, milliseconds. A search waits a little longer, so that a part still counts. */
  LITEAPI_TIMEOUT_MS: z.coerce.number().int().min(50).max(30_000).default(1_200),
}

const read = z.object(partnersEnvironment)

/** The partners that are configured, ready to be asked, and how to let their connections go. */
export function configuredPartners(environment: z.infer<typeof read>): {
  partners: PartnerSupply[]
  close(): Promise<void>
} {
  const { LITEAPI_KEY: apiKey, LITEAPI_URL: url, LITEAPI_TIMEOUT_MS: timeoutMs } = environment
  const partners = apiKey === undefined ? [] : [liteApiSupply({ url, apiKey, timeoutMs })]
  return {
    partners,
    async close() {
      await Promise.all(partners.map((partner) => partner.close()))
    },
  }
}
