import { join } from 'node:path'

import Fastify, { LogController, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

import type { Bank } from './bank.ts'
import { Books } from './books/books.ts'
import { disputeRoutes } from './disputes/dispute-routes.ts'
import { eventRoutes } from './events/event-routes.ts'
import { Webhooks, type Endpoint } from './events/webhooks.ts'
import { serveHostedPages } from './hosted/hosted-pages.ts'
import { Later } from './later.ts'
import { chargeRoutes } from './payments/charges.ts'
import { findRoutes } from './payments/find-intents.ts'
import { createRoutes } from './payments/payment-intents.ts'
import { refundRoutes } from './payments/refunds.ts'
import { settleRoutes } from './payments/settle-intents.ts'
import { leversOf, serveSandbox, type Levers } from './scenario/sandbox-routes.ts'
import { allIsWell } from './scenario/scenario.ts'
import { setupRoutes } from './setup/checkout-sessions.ts'
import { paymentMethodRoutes } from './setup/payment-methods.ts'
import { serveApi } from './wire/api.ts'
import { newId } from './wire/ids.ts'
import { Refusal } from './wire/refusal.ts'

export type BankOptions = {
  /** 0 takes a free port. */
  port?: number
  host?: string
  /** Where the journal lives; `:memory:` keeps nothing. */
  dataDir?: string
  webhookUrl?: string
  webhookSecret?: string
  /** Event types to deliver; all by default. */
  webhookEvents?: string[]
  apiKey?: string
  /** Where a browser reaches the hosted pages, when that is not where the server listens. */
  publicUrl?: string
  clock?: () => Date
  /** How long the two awkward test cards take to end their refunds. */
  refundSettlesAfterMs?: number
  /** How long after its capture a charge of the test cards that ask for it is disputed. */
  disputeOpensAfterMs?: number
  logger?: Logger
}

export type RunningBank = Levers & {
  /** e.g. `http://127.0.0.1:5001`. */
  url: string
  host: string
  port: number
  apiKey: string
  setWebhook: (endpoint: Endpoint | null) => void
  close: () => Promise<void>
}

const routes = [
  ...findRoutes,
  ...createRoutes,
  ...settleRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...chargeRoutes,
  ...setupRoutes,
  ...paymentMethodRoutes,
  ...eventRoutes,
]

/** Start the bank: its API, its hosted pages and its levers on one port. */
export async function startBank(options: BankOptions = {}): Promise<RunningBank> {
  const { apiKey = 'sk_test_staygraph', host = '127.0.0.1', dataDir = ':memory:', webhookUrl } = options
  const bank: Bank = {
    books: new Books(dataDir === ':memory:' ? dataDir : join(dataDir, 'bank.jsonl')),
    scenario: { ...allIsWell },
    clock: options.clock ?? (() => new Date()),
    publicUrl: options.publicUrl ?? '',
    wantsEvent: (type) => webhooks.wants(type),
  }
  const webhooks = new Webhooks(
    bank,
    webhookUrl
      ? { url: webhookUrl, secret: options.webhookSecret ?? 'whsec_staygraph', events: options.webhookEvents ?? ['*'] }
      : null,
  )
  const { refundSettlesAfterMs = 2000, disputeOpensAfterMs = 2000 } = options
  const later = new Later(bank, webhooks, { refundSettlesAfterMs, disputeOpensAfterMs })
  const committed = () => {
    webhooks.committed()
    later.committed()
  }
  committed()

  const server = newServer(options.logger)
  const levers = leversOf(bank, webhooks)
  serveApi(server, routes, { bank, apiKey, committed })
  serveHostedPages(server, bank, committed)
  serveSandbox(server, bank, webhooks, levers)
  server.get('/health/live', () => ({ status: 'live' }))
  server.get('/health/ready', (_request, reply) =>
    reply.code(bank.scenario.down ? 503 : 200).send({ ready: !bank.scenario.down }),
  )

  await server.listen({ port: options.port ?? 0, host })
  const port = (server.server.address() as { port: number }).port
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  bank.publicUrl ||= url
  return {
    ...levers,
    url,
    host,
    port,
    apiKey,
    setWebhook: (endpoint) => {
      webhooks.endpoint = endpoint
    },
    async close() {
      later.close()
      await Promise.all([webhooks.close(), server.close()])
      await bank.books.close()
    },
  }
}

/** Requests are logged by method, path and status only: a body may hold a card. */
function newServer(logger: Logger | undefined): FastifyInstance {
  const server = Fastify({
    bodyLimit: 256 * 1024,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? ''
    // Who asks for health asks every few seconds: that is not news.
    if (!path.startsWith('/health/'))
      logger?.info({ method: request.method, path, status: reply.statusCode }, 'request')
    done()
  })
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}).`,
      },
    }),
  )
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const requestId = newId('req', 14)
    if (error instanceof Refusal) return reply.code(error.options.status).send(error.body(requestId))
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500
    if (status === 500) logger?.error({ err: error, requestId }, 'unexpected error')
    const message = status === 500 ? 'An unexpected error occurred.' : error.message
    return reply.code(status).send({ error: { type: status === 500 ? 'api_error' : 'invalid_request_error', message } })
  })
  return server
}
