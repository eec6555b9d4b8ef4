import { createTrust } from '@staygraph/subgraph-kit/claim'
import { createCaller } from '@staygraph/subgraph-kit/command'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { claimReaderEnvironment, port, readEnvironment } from '@staygraph/subgraph-kit/environment'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { createService, listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { documentEnvironment, siteAt } from '../environment.ts'
import { createRenderer } from '../typesetting/renderer.ts'
import { serveDocuments } from './server.ts'

const { REDIS_URL: _queue, ...environment } = documentEnvironment
const env = readEnvironment({ ...environment, ...claimReaderEnvironment, PORT: port(4006), RESERVATIONS_URL: z.url() })

const logger = createLogger('documents', env.LOG_LEVEL)
const telemetry = startTelemetry('documents', env)
const { db, close: closeDatabase } = openDatabase(env.DATABASE_URL, { max: env.DATABASE_POOL, name: 'documents' })
const renderer = createRenderer({ logger, processes: env.RENDER_PROCESSES })

const app = createService({
  name: 'documents',
  logger,
  ready: async () => {
    await db.execute(sql`select 1`)
    return { ready: true }
  },
})
serveDocuments(app, {
  db,
  renderer,
  logger,
  now: () => new Date(),
  site: siteAt(env.PUBLIC_SITE_URL),
  trust: createTrust(env.TRUSTED_CLAIM_KEYS),
  call: createCaller(derivePairKeys('workers', env.IDENTITY_KEY, env.TRUSTED_KEYS)),
  payments: { name: 'payments', url: env.PAYMENTS_URL },
  reservations: { name: 'reservations', url: env.RESERVATIONS_URL },
})

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  close: async () => {
    await renderer.close()
    await closeDatabase()
    await telemetry.stop()
  },
})
