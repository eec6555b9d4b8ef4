import type { Logger } from '@staygraph/subgraph-kit/log'
import { z } from 'zod'

import { liteApiSupplier } from './liteapi/liteapi-supplier.ts'
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
  const { LITEAPI_KEY: apiKey, LITEAPI_URL, LITEAPI_BOOK_URL, LITEAPI_BOOK_TIMEOUT_MS: timeoutMs } = environment
  const url = LITEAPI_BOOK_URL ?? LITEAPI_URL ?? 'https://book.liteapi.travel'
  const made = apiKey === undefined ? [] : [liteApiSupplier({ url, apiKey, timeoutMs, ...(logger ? { logger } : {}) })]
  return {
    suppliers: new Map(made.map((supplier) => [supplier.code, supplier])),
    async close() {
      await Promise.all(made.map((supplier) => supplier.close()))
    },
  }
}
