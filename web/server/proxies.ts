import proxy from '@fastify/http-proxy'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { FastifyInstance, FastifyReply } from 'fastify'

import { AWAY_DOCUMENT, AWAY_PICTURE } from './away.ts'

export type Upstreams = { gateway: string; hotels: string; documents: string }

/** `sent`: the request may have arrived and been acted upon; else it certainly was not. */
type Route = {
  prefix: string
  upstream: string
  timeout: number
  connections: number
  away: (reply: FastifyReply, sent: boolean) => FastifyReply
}

const RETRY_SECONDS = 5

const nothingDone = 'The graph does not answer. Nothing was charged; try again in a moment.'
const perhapsDone =
  'The answer of the graph was lost. What you asked for may have been done: do not pay anew. Asked again with the same key, nothing is booked or charged twice.'

/** Failures before a byte could leave. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

const mayHaveArrived = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string' && neverSent.has(cause.code)) return false
  return true
}

/** What the browser reaches through the site's own origin, and what it gets while the part behind is away. */
export async function mountProxies(app: FastifyInstance, { gateway, hotels, documents }: Upstreams, logger: Logger) {
  const routes: Route[] = [
    {
      prefix: '/graphql',
      upstream: gateway,
      // Above the gateway's own deadline: its answer says more than ours.
      timeout: 35_000,
      // Each page that follows something has one for as long as it does.
      connections: 2_048,
      away: (reply, sent) => reply.type('application/json').send({
        errors: [{ message: sent ? perhapsDone : nothingDone, extensions: { code: 'RETRY_LATER' } }],
      }),
    },
    { prefix: '/pictures', upstream: hotels, timeout: 10_000, connections: 128, away: (reply) => reply.type('image/svg+xml').send(AWAY_PICTURE) },
    { prefix: '/documents', upstream: documents, timeout: 20_000, connections: 128, away: (reply) => reply.type('text/html; charset=utf-8').send(AWAY_DOCUMENT) },
  ] // prettier-ignore
  for (const { prefix, upstream, timeout, connections, away } of routes) {
    await app.register(async (scope) => {
      // Bodies pass through as they are: the site reads none of them.
      scope.removeAllContentTypeParsers()
      await scope.register(proxy, {
        upstream,
        prefix,
        rewritePrefix: prefix,
        http2: false,
        undici: { connections, headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout: 2_000 } },
        replyOptions: {
          // The gateway counts calls by address: the browser's, not ours.
          rewriteRequestHeaders: (request, headers) => ({ ...headers, 'x-forwarded-for': request.ip }),
          onError: (reply, { error }) => {
            logger.warn({ err: error, prefix }, 'a part behind the site is away')
            const plain = reply as unknown as FastifyReply
            const answer = plain.code(503).header('retry-after', RETRY_SECONDS).header('cache-control', 'no-store')
            void away(answer, mayHaveArrived(error))
          },
        },
      })
    })
  }
}
