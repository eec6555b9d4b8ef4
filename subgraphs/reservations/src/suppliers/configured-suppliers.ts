import type { Logger } from '@staygraph/subgraph-kit/log'
import { z } from 'zod'

import { liteApiSupplier } from './liteapi/liteapi-supplier.ts'
import { lodgebankSupplier } from './lodgebank/lodgebank-supplier.ts'
import type { Supplier } from './supplier.ts'

/** What the environment says about suppliers. Without a key there is none, and their offers cannot be booked. */
export const suppliersEnvironment = {
  LITEAPI_KEY: z.string().min(1).optional(),
  /** Where LiteAPI is, without `/v3.0`. When it is not said, LiteAPI's own host for bookings. */
  LITEAPI_URL: z.url().optional(),
  /** Where its booking requests go, when that is another host than `LITEAPI_URL`. */
  LITEAPI_BOOK_URL: z.url().optional(),
  /** After so long without an answer a booking is PENDING to the guest, milliseconds. */
  LITEAPI_BOOK_TIMEOUT_MS: z.coerce.number().int().min(50).max(120_000).default(8_000),
  LODGEBANK_KEY: z.string().min(1).optional(),
  /** Where Lodgebank is, without `/b2b`. It is invented, and has no address of its own but the sandbox's. */
  LODGEBANK_URL: z.url().default('http://127.0.0.1:5004'),
  LODGEBANK_BOOK_TIMEOUT_MS: z.coerce.number().int().min(50).max(120_000).default(8_000),
}

const read = z.object(suppliersEnvironment)

/** The suppliers by the code in their offers, and how to let their connections go. */
export function configuredSuppliers(
  environment: z.infer<typeof read>,
  logger?: Logger,
): {
  suppliers: ReadonlyMap<string, Supplier>
  close(): Promise<void>
} {
  const { LITEAPI_KEY, LITEAPI_URL, LITEAPI_BOOK_URL, LODGEBANK_KEY, LODGEBANK_URL } = environment
  const logs = logger ? { logger } : {}
  const liteApi = LITEAPI_KEY && {
    url: LITEAPI_BOOK_URL ?? LITEAPI_URL ?? 'https://book.liteapi.travel',
    apiKey: LITEAPI_KEY,
    timeoutMs: environment.LITEAPI_BOOK_TIMEOUT_MS,
    ...logs,
  }
  const lodgebank = LODGEBANK_KEY && {
    url: LODGEBANK_URL,
    apiKey: LODGEBANK_KEY,
    timeoutMs: environment.LODGEBANK_BOOK_TIMEOUT_MS,
    ...logs,
  }
  const made = [...(liteApi ? [liteApiSupplier(liteApi)] : []), ...(lodgebank ? [lodgebankSupplier(lodgebank)] : [])]
  return {
    suppliers: new Map(made.map((supplier) => [supplier.code, supplier])),
    async close() {
      await Promise.all(made.map((supplier) => supplier.close()))
    },
  }
}
