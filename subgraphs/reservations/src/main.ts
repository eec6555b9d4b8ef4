import { setTimeout as sleep } from 'node:timers/promises'

import { createCaller } from '@staygraph/subgraph-kit/command'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { port, processEnvironment, readEnvironment, storeEnvironment } from '@staygraph/subgraph-kit/environment'
import { createSigner, createTrust, type Keyring } from '@staygraph/subgraph-kit/identity'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { startRelay } from '@staygraph/subgraph-kit/relay'
import { listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { z } from 'zod'

import type { Services } from './context.ts'
import { startLoops } from './loops.ts'
import { createEqualRequests } from './memory/equal-requests.ts'
import { connectCounting, createLookUpLimiter } from './memory/look-up-limiter.ts'
import { createTakenRooms } from './memory/taken-rooms.ts'
import { openOfferKeys } from './offers/offer-keys.ts'
import { createServer } from './server.ts'
import { askCustomers } from './sisters/customers.ts'
import { askPayments } from './sisters/payments.ts'
import { configuredSuppliers, suppliersEnvironment } from './suppliers/configured-suppliers.ts'

const env = readEnvironment({
  ...processEnvironment,
  ...storeEnvironment,
  ...suppliersEnvironment,
  PORT: port(4004),
  HOTELS_URL: z.url(),
  CUSTOMERS_URL: z.url(),
  PAYMENTS_URL: z.url(),
  PUBLIC_SITE_URL: z.url(),
  /** How long an unpaid hold keeps the nights. */
  HOLD_MINUTES: z.coerce.number().min(1).max(60).default(10),
  /** More origins than the site's, separated by commas, that the bank may send a browser back to. */
  ALLOWED_RETURN_ORIGINS: z.string().default(''),
})

const now = () => new Date()
const logger = createLogger('reservations', env.LOG_LEVEL)
const telemetry = startTelemetry('reservations', env.OTEL_EXPORTER_OTLP_ENDPOINT)
const { db, sql, close } = openDatabase(env.DATABASE_URL, { max: env.DATABASE_POOL, name: 'reservations' })
const queues = openQueues(env.REDIS_URL, logger)
const counting = connectCounting(env.REDIS_URL)
counting.on('error', (error: Error) =>
  logger.debug({ reason: error.message }, 'looks are counted in this process alone while Redis is away'),
)
const signer = createSigner('reservations', env.IDENTITY_KEY)
const call = createCaller(signer)
const offerKeys = openOfferKeys({ db, hotelsUrl: env.HOTELS_URL, logger, now })
const configured = configuredSuppliers(env)

const services: Services = {
  db,
  sql,
  now,
  pause: (milliseconds) => sleep(milliseconds),
  logger,
  signer,
  customerOf: askCustomers(call, { name: 'customers', url: env.CUSTOMERS_URL }, logger),
  payments: askPayments(call, { name: 'payments', url: env.PAYMENTS_URL }),
  offers: offerKeys,
  suppliers: configured.suppliers,
  lookUps: createLookUpLimiter(counting),
  takenRooms: createTakenRooms(now),
  equalRequests: createEqualRequests(),
  settings: {
    publicSiteUrl: env.PUBLIC_SITE_URL.replace(/\/$/, ''),
    holdMinutes: env.HOLD_MINUTES,
    returnOrigins: env.ALLOWED_RETURN_ORIGINS.split(',').filter(Boolean),
  },
}

// hotels may be away, and so may our database for a moment: the keys come with the loops then.
await offerKeys.load().catch((error: Error) => logger.warn({ reason: error.message }, 'the kept offer keys come later'))

const app = await createServer(services, createTrust(env.TRUSTED_KEYS as Keyring), async () => {
  await sql`select 1`
  return { ready: true }
})
const relay = startRelay({ db, queues, logger })
const loops = startLoops(services, offerKeys, env.REDIS_URL)

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  close: async () => {
    await loops.stop()
    await relay.stop()
    await queues.close()
    counting.disconnect()
    await configured.close()
    await close()
    await telemetry.stop()
  },
})
