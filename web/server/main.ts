import { port, processEnvironment, readEnvironment } from '@staygraph/subgraph-kit/environment'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { listen } from '@staygraph/subgraph-kit/serve'
import { z } from 'zod'

import { createSite } from './site.ts'

const origins = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((origin) => origin.trim()).filter(Boolean)) // prettier-ignore

const environment = readEnvironment({
  HOST: processEnvironment.HOST,
  LOG_LEVEL: processEnvironment.LOG_LEVEL,
  PORT: port(3000),
  /** Where the browser's calls go: `/graphql`, `/pictures`, `/documents`. */
  GATEWAY_URL: z.url().default('http://127.0.0.1:4000'),
  HOTELS_URL: z.url().default('http://127.0.0.1:4001'),
  DOCUMENTS_URL: z.url().default('http://127.0.0.1:4006'),
  /** `true` where the bank is the sandbox's: the checkout then shows test cards. */
  SANDBOX: z.stringbool().default(false),
  /** Origins that partners' photographs may come from, comma-separated. */
  PHOTO_ORIGINS: origins,
  /** Origins of the store that hotels' people upload photographs to, comma-separated. */
  UPLOAD_ORIGINS: origins,
})

const logger = createLogger('web', environment.LOG_LEVEL)
const site = await createSite({
  dist: new URL('../dist/', import.meta.url),
  gateway: environment.GATEWAY_URL,
  hotels: environment.HOTELS_URL,
  documents: environment.DOCUMENTS_URL,
  photoOrigins: environment.PHOTO_ORIGINS,
  uploadOrigins: environment.UPLOAD_ORIGINS,
  sandbox: environment.SANDBOX,
  logger,
})
await listen(site, { host: environment.HOST, port: environment.PORT, logger, close: async () => {} })
