import { createCaller } from '@staygraph/subgraph-kit/command'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { port, readEnvironment } from '@staygraph/subgraph-kit/environment'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { repeat } from '@staygraph/subgraph-kit/repeat'
import { createService, listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { forgetOldLetters, keepDeadLetters } from './dead-letters.ts'
import { documentEnvironment, siteAt } from './environment.ts'
import { giveWay } from './give-way.ts'
import { createMailer, sender } from './mail/mailer.ts'
import { mountQueueBoard } from './queue-board.ts'
import { createRenderer } from './typesetting/renderer.ts'
import { jobs, startWorkers } from './workers.ts'

const env = readEnvironment({
  ...documentEnvironment,
  PORT: port(4005),
  /** smtp://user:password@host:587, or smtps: with TLS from the start. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: sender.default({ name: 'Staygraph', address: 'stay@staygraph.example' }),
  /** Where hotels manage their reservations; without it their mails have no button. */
  EXTRANET_URL: z.url().optional(),
  /** Mails sent at once, for each kind. */
  MAILS_AT_ONCE: z.coerce.number().int().min(1).max(64).default(8),
  /** How far guests go before papers on a shared machine: 0 not at all, 19 papers take only what they leave. */
  NICENESS: z.coerce.number().int().min(0).max(19).default(5),
})

giveWay(env.NICENESS)

const logger = createLogger('workers', env.LOG_LEVEL)
const telemetry = startTelemetry('workers', env)
const { db, close: closeDatabase } = openDatabase(env.DATABASE_URL, { max: env.DATABASE_POOL, name: 'workers' })
const renderer = createRenderer({ logger, processes: env.RENDER_PROCESSES })
const mailer = createMailer({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, logger })
const now = () => new Date()

const queues = openQueues(env.REDIS_URL, logger)
const jobQueues = jobs.map(({ name }) => queues.queueOf(name))
const work = startWorkers(
  {
    db,
    renderer,
    mailer,
    now,
    site: siteAt(env.PUBLIC_SITE_URL),
    call: createCaller(derivePairKeys('workers', env.IDENTITY_KEY, env.TRUSTED_KEYS), { logger }),
    payments: { name: 'payments', url: env.PAYMENTS_URL },
    extranetUrl: env.EXTRANET_URL ?? null,
  },
  { redisUrl: env.REDIS_URL, logger, concurrency: env.MAILS_AT_ONCE },
  () => [...jobQueues, deadLetters],
)
const deadLetters = keepDeadLetters(work.workers, queues.connection, { logger, now })

const app = createService({
  name: 'workers',
  logger,
  ready: async () => {
    await db.execute(sql`select 1`)
    if (queues.connection.status !== 'ready') return { ready: false, because: 'Redis is not reachable' }
    return { ready: true }
  },
})
await mountQueueBoard(app, [...jobQueues, deadLetters])
const forgetting = repeat(
  'forget old dead letters',
  async () => forgetOldLetters(deadLetters, jobQueues).then(() => false),
  {
    everyMs: 6 * 3_600_000,
    maxWaitMs: 60_000,
    logger,
  },
)

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  close: async () => {
    await work.close() // first the jobs under way: they need all that follows
    await forgetting.stop()
    await deadLetters.close()
    await queues.close()
    mailer.close()
    await renderer.close()
    await closeDatabase()
    await telemetry.stop()
  },
})
