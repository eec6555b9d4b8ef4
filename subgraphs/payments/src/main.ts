import { erasePayer as erase } from '@staygraph/payments/contract/erase-payer'
import { paymentChanged } from '@staygraph/payments/contract/payment-changed'
import { paymentGrant } from '@staygraph/payments/contract/payment-grant'
import { createSigner } from '@staygraph/subgraph-kit/claim'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import {
  claimSignerEnvironment,
  port,
  processEnvironment,
  readEnvironment,
  storeEnvironment,
} from '@staygraph/subgraph-kit/environment'
import { createGrantReader } from '@staygraph/subgraph-kit/grant'
import { consume, openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { startRelay } from '@staygraph/subgraph-kit/relay'
import { listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { z } from 'zod'

import { createBank } from './bank/bank.ts'
import type { Service } from './context.ts'
import { originsOf } from './domain/return-url.ts'
import { startLoops } from './loops.ts'
import { createServer } from './server.ts'
import { erasePayer } from './use-cases/erase-payer.ts'
import { UnderWay } from './use-cases/under-way.ts'

const env = readEnvironment({
  ...processEnvironment,
  ...storeEnvironment,
  ...claimSignerEnvironment,
  PORT: port(4003),
  STRIPE_API_KEY: z.string().min(1),
  /** Another host than Stripe's own: the sandbox. */
  STRIPE_API_URL: z.url().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  PUBLIC_SITE_URL: z.url(),
  /** More origins, separated by commas, that the bank may send a browser back to. */
  RETURN_ORIGINS: z.string().default(''),
  /** A row of the table legal_entities. */
  LEGAL_ENTITY: z.string().default('staygraph'),
  /** How long one question to the bank may take. A payment belongs to whoever asks about it for twice that and five seconds. */
  BANK_TIMEOUT_MS: z.coerce.number().int().min(500).max(80_000).default(20_000),
  /** How long a caller waits for the bank before it hears PENDING. */
  BANK_PATIENCE_MS: z.coerce.number().int().min(100).max(30_000).default(5_000),
})

const logger = createLogger('payments', env.LOG_LEVEL)
const telemetry = startTelemetry('payments', env)
const { db, sql, close } = openDatabase(env.DATABASE_URL, { max: env.DATABASE_POOL, name: 'payments' })
const queues = openQueues(env.REDIS_URL, logger)
const siteUrl = env.PUBLIC_SITE_URL.replace(/\/$/, '')

const keys = derivePairKeys('payments', env.IDENTITY_KEY, env.TRUSTED_KEYS)
const service: Service = {
  db,
  sql,
  bank: createBank({
    apiKey: env.STRIPE_API_KEY,
    apiUrl: env.STRIPE_API_URL,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    timeoutMs: env.BANK_TIMEOUT_MS,
    logger,
  }),
  underWay: new UnderWay(),
  now: () => new Date(),
  logger,
  signer: createSigner('payments', env.CLAIM_KEY),
  readGrant: createGrantReader(keys, 'reservations', paymentGrant),
  siteUrl,
  returnOrigins: [...originsOf(siteUrl), ...env.RETURN_ORIGINS.split(',').filter(Boolean)],
  legalEntity: env.LEGAL_ENTITY,
  patienceMs: env.BANK_PATIENCE_MS,
  leaseMs: 2 * env.BANK_TIMEOUT_MS + 5_000,
}

const app = await createServer(service, keys, async () => {
  await sql`select 1`
  return { ready: true }
})
const relay = startRelay({ db, queues, logger, together: [paymentChanged] })
const loops = startLoops(service)
const erasures = consume(erase, (payload) => erasePayer(payload, service), { redisUrl: env.REDIS_URL, logger })

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  close: async () => {
    await erasures.close()
    await loops.stop()
    await service.underWay.drain()
    await relay.stop()
    await queues.close()
    await close()
    await telemetry.stop()
  },
})
