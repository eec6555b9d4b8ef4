import { join } from 'node:path'

import Fastify from 'fastify'
import { ZodError } from 'zod'

import { mailpitApi } from './mailpit-api.ts'
import { openMessageStore } from './message-store.ts'
import { scenarioInput, scenarioSwitch } from './scenario.ts'
import { startSmtp } from './smtp.ts'
import { viewer } from './viewer/routes.ts'

type Options = {
  /** Port of the HTTP server; 0 takes a free one. */
  httpPort: number
  /** Port of the SMTP server; 0 takes a free one. */
  smtpPort: number
  /** Folder that keeps the messages; without it they live in memory. */
  dataDir?: string
  host?: string
  /** Beyond this many messages the oldest are dropped. */
  maxMessages?: number
  now?: () => Date
  /** Told of failures that are the mailbox's own. */
  onProblem?: (error: unknown) => void
}

/** Start a mailbox: mail comes in by SMTP, and goes out to people as pages and to programs as Mailpit's API. */
export async function startMailbox({
  httpPort,
  smtpPort,
  dataDir,
  host = '127.0.0.1',
  maxMessages = 20_000,
  now = () => new Date(),
  onProblem = console.error,
}: Options) {
  const store = await openMessageStore({ dataDir, maxMessages })
  const scenarios = scenarioSwitch()
  const smtp = await startSmtp({ port: smtpPort, host, store, scenarios, now, onProblem })
  const app = Fastify({ forceCloseConnections: true })

  // Mailpit reads JSON whatever the content type says, and takes an empty body.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1024 * 1024 }, (_request, body, done) => {
    try {
      done(null, body ? JSON.parse(String(body)) : undefined)
    } catch {
      done(Object.assign(new Error('The body is not JSON'), { statusCode: 400 }))
    }
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ZodError ? 400 : (error.statusCode ?? 500)
    if (status >= 500) onProblem(error)
    const text = error instanceof ZodError ? error.issues.map((issue) => issue.message).join('; ') : error.message
    return reply.code(status).send({ Error: status >= 500 ? 'The mailbox failed' : text })
  })

  app.get('/health/live', () => ({ status: 'ok' }))
  app.get('/health/ready', () => ({ status: 'ok', messages: store.size() }))
  app.get('/_sandbox/scenario', () => scenarios.get())
  app.post('/_sandbox/scenario', (request) => {
    scenarios.set(scenarioInput.parse(request.body))
    return scenarios.get()
  })
  const database = dataDir ? join(dataDir, 'index.jsonl') : 'memory'
  mailpitApi(app, { store, smtp: () => smtp, startedAt: now(), now, database })
  viewer(app, { store })
  const url = await app.listen({ port: httpPort, host })

  return {
    /** Where the pages and the API are. */
    url,
    smtpUrl: `smtp://${host}:${smtp.port}`,
    smtpPort: smtp.port,
    async stop() {
      await Promise.all([smtp.stop(), app.close()])
      await store.close()
    },
  }
}
