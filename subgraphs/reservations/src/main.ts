import { setTimeout as sleep } from 'node:timers/promises'

import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import { createSigner, createTrust } from '@staygraph/subgraph-kit/claim'
import { createCaller, type Call } from '@staygraph/subgraph-kit/command'
import { openPools } from '@staygraph/subgraph-kit/database'
import {
  claimReaderEnvironment,
  claimSignerEnvironment,
  connections,
  port,
  processEnvironment,
  readEnvironment,
  storeEnvironment,
} from '@staygraph/subgraph-kit/environment'
import { createGranter } from '@staygraph/subgraph-kit/grant'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { connectLimitStore } from '@staygraph/subgraph-kit/limit-store'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { startRelay } from '@staygraph/subgraph-kit/relay'
import { listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { z } from 'zod'

import type { Services } from './context.ts'
import { createGroupCommit } from './database/group-commit.ts'
import { followSteps } from './database/steps-log.ts'
import { startLoops } from './loops.ts'
import { createEqualRequests } from './memory/equal-requests.ts'
import { createLookUpLimiter } from './memory/look-up-limiter.ts'
import { createTakenRooms } from './memory/taken-rooms.ts'
import { openOfferKeys } from './offers/offer-keys.ts'
import { createServer } from './server.ts'
import { askCustomers } from './sisters/customers.ts'
import { askHotels } from './sisters/hotels.ts'
import { askPayments } from './sisters/payments.ts'
import { configuredSuppliers, suppliersEnvironment } from './suppliers/configured-suppliers.ts'

const env = readEnvironment({
  ...processEnvironment,
  ...storeEnvironment,
  ...claimReaderEnvironment,
  ...claimSignerEnvironment,
  ...suppliersEnvironment,
  PORT: port(4004),
  /** Besides `DATABASE_POOL`, which is for bookings and changes: connections for look-ups, staff, and sweepers and relay. */
  DATABASE_POOL_READS: connections(4),
  DATABASE_POOL_STAFF: connections(2),
  DATABASE_POOL_BEHIND: connections(4),
  HOTELS_URL: z.url(),
  CUSTOMERS_URL: z.url(),
  PAYMENTS_URL: z.url(),
  PUBLIC_SITE_URL: z.url(),
  /** How long an unpaid hold keeps the nights. */
  HOLD_MINUTES: z.coerce.number().min(1).max(60).default(10),
  /** How long freed rooms are held for a guest on the waiting list; less when check-in is near. */
  WAITING_OFFER_MINUTES: z.coerce.number().int().min(15).max(2_880).default(120),
  /** More origins than the site's, separated by commas, that the bank may send a browser back to. */
  ALLOWED_RETURN_ORIGINS: z.string().default(''),
})

const now = () => new Date()
const logger = createLogger('reservations', env.LOG_LEVEL)
const telemetry = startTelemetry('reservations', env)
const pools = openPools(env.DATABASE_URL, 'reservations', {
  changes: env.DATABASE_POOL,
  reads: env.DATABASE_POOL_READS,
  staff: env.DATABASE_POOL_STAFF,
  behind: env.DATABASE_POOL_BEHIND,
})
const { db, sql } = pools.of.changes
const queues = openQueues(env.REDIS_URL, logger)
const counting = await connectLimitStore(env.REDIS_URL, logger)
const keys = derivePairKeys('reservations', env.IDENTITY_KEY, env.TRUSTED_KEYS)
const call = createCaller(keys, { logger })
const offerKeys = openOfferKeys({ db: pools.of.reads.db, hotelsUrl: env.HOTELS_URL, logger, now })
const configured = configuredSuppliers(env, logger)

const askSisters = (by: Call) => ({
  customerOf: askCustomers(by, { name: 'customers', url: env.CUSTOMERS_URL }, logger),
  factsOf: askHotels(by, { name: 'hotels', url: env.HOTELS_URL }, logger),
  payments: askPayments(by, { name: 'payments', url: env.PAYMENTS_URL }),
})

const services: Services = {
  db,
  sql,
  now,
  pause: (milliseconds) => sleep(milliseconds),
  random: Math.random,
  logger,
  signer: createSigner('reservations', env.CLAIM_KEY),
  grantPayment: createGranter(keys, 'payments'),
  trust: createTrust(env.TRUSTED_CLAIM_KEYS),
  ...askSisters(call),
  offers: offerKeys,
  suppliers: configured.suppliers,
  lookUps: createLookUpLimiter(counting),
  takenRooms: createTakenRooms(now),
  equalRequests: createEqualRequests(),
  inGroups: createGroupCommit(),
  steps: followSteps(pools.of.reads.sql, logger),
  settings: {
    publicSiteUrl: env.PUBLIC_SITE_URL.replace(/\/$/, ''),
    holdMinutes: env.HOLD_MINUTES,
    waitingOfferMinutes: env.WAITING_OFFER_MINUTES,
    returnOrigins: env.ALLOWED_RETURN_ORIGINS.split(',').filter(Boolean),
  },
}

/** What goes on behind the guests: with connections and places of its own, so that neither waits for the other. */
const behind: Services = {
  ...services,
  ...pools.of.behind,
  inGroups: createGroupCommit(),
  ...askSisters(createCaller(keys, { logger, lane: 'behind', places: 32 })),
}

// hotels may be away, and so may our database for a moment: the keys come with the loops then.
await offerKeys.load().catch((error: Error) => logger.warn({ reason: error.message }, 'the kept offer keys come later'))

const app = await createServer(
  services,
  keys,
  async () => {
    await pools.of.reads.sql`select 1`
    return { ready: true }
  },
  pools.of,
)
const relay = startRelay({ db: behind.db, queues, logger, together: [availabilityChanged] })
const loops = startLoops(behind, offerKeys, env.REDIS_URL)

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  close: async () => {
    await services.steps.close()
    await loops.stop()
    await relay.stop()
    await queues.close()
    counting.disconnect()
    await configured.close()
    await pools.close()
    await telemetry.stop()
  },
})
