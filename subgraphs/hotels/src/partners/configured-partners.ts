import { z } from 'zod'

import { keepingAnswers } from './kept-answers.ts'
import { liteApiSupply } from './liteapi/liteapi-supply.ts'
import { lodgebankSupply } from './lodgebank/lodgebank-supply.ts'
import type { PartnerSupply } from './partner-supply.ts'

/** What the environment says about partners. Without a key there is none, and search is our own hotels alone. */
export const partnersEnvironment = {
  LITEAPI_KEY: z.string().min(1).optional(),
  /** Where LiteAPI is, without `/v3.0`; its own address when not said. */
  LITEAPI_URL: z.url().default('https://api.liteapi.travel'),
  /** How long an answer of it may take, milliseconds. A search waits a little longer, so that a part still counts. */
  LITEAPI_TIMEOUT_MS: z.coerce.number().int().min(50).max(30_000).default(1_200),
  /** As many requests a second as were agreed with it. */
  LITEAPI_PER_SECOND: z.coerce.number().min(1).default(250),
  LODGEBANK_KEY: z.string().min(1).optional(),
  /** Where Lodgebank is, without `/b2b`. It is invented, and has no address of its own but the sandbox's. */
  LODGEBANK_URL: z.url().default('http://127.0.0.1:5004'),
  LODGEBANK_TIMEOUT_MS: z.coerce.number().int().min(50).max(30_000).default(1_200),
  LODGEBANK_PER_SECOND: z.coerce.number().min(1).default(100),
  /** As many hotels of it in a search at most, the nearest. */
  LODGEBANK_HOTELS: z.coerce.number().int().min(1).max(100).default(60),
}

const read = z.object(partnersEnvironment)

/** The partners that are configured, ready to be asked, and how to let their connections go. */
export function configuredPartners(environment: z.infer<typeof read>): {
  partners: PartnerSupply[]
  close(): Promise<void>
} {
  const perSecond = (limit: number) => ({ perSecond: limit, burst: limit })
  const { LITEAPI_KEY: liteApiKey, LODGEBANK_KEY: lodgebankKey } = environment
  const liteApi = liteApiKey && {
    url: environment.LITEAPI_URL,
    apiKey: liteApiKey,
    timeoutMs: environment.LITEAPI_TIMEOUT_MS,
    rateLimit: perSecond(environment.LITEAPI_PER_SECOND),
  }
  const lodgebank = lodgebankKey && {
    url: environment.LODGEBANK_URL,
    apiKey: lodgebankKey,
    timeoutMs: environment.LODGEBANK_TIMEOUT_MS,
    rateLimit: perSecond(environment.LODGEBANK_PER_SECOND),
    mostHotels: environment.LODGEBANK_HOTELS,
  }
  const partners = [
    ...(liteApi ? [keepingAnswers(liteApiSupply(liteApi))] : []),
    ...(lodgebank ? [keepingAnswers(lodgebankSupply(lodgebank))] : []),
  ]
  return {
    partners,
    async close() {
      await Promise.all(partners.map((partner) => partner.close()))
    },
  }
}
