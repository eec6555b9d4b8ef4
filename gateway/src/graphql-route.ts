import type { IncomingHttpHeaders, Server } from 'node:http'

import type { WebSocket } from '@fastify/websocket'
import { Abandoned } from '@staygraph/subgraph-kit/ask'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { accessLog, type Logger } from '@staygraph/subgraph-kit/log'
import { operationOf } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLFormattedError } from 'graphql'

import type { GatewayContext } from './context.ts'
import { InParts } from './execution/executor.ts'
import type { FormatError, KnownAnswer } from './execution/known-operations.ts'
import { refuse as refuseOperation } from './execution/refusals.ts'
import { requestsRefused } from './gateway-metrics.ts'
import { graphqlType, jsonType, readSearch, type AnswerGraphql, type OtherWays } from './graphql-answer.ts'
import { refuse, tooManyRequests } from './identity/admit.ts'
import { whoAsks, type Identification } from './identity/who-asks.ts'
import { acceptedParts, writeParts } from './live/http-parts.ts'
import { acceptedForm, writeEvents } from './live/http-streams.ts'
import type { Live, Who } from './live/live.ts'
import { closeUnchanged, createSocketServer } from './live/websocket.ts'
import { corsHeaders, isForged, preflightHeaders } from './policies/cross-site.ts'
import type { RefuseNotListed } from './policies/only-listed.ts'
import type { RateLimiter } from './policies/rate-limit.ts'

export type GraphqlRouteOptions = {
  answer: AnswerGraphql
  logger: Logger
  allowedOrigins: ReadonlySet<string>
  rateLimiter: RateLimiter
  /** Undefined: the gateway stands alone and knows nobody. */
  identification: Identification | undefined
  /** Undefined: everything may be asked for, registered or not. */
  refuseNotListed: RefuseNotListed | undefined
  /** The answer to an operation with `@defer`, in parts; undefined: it has none, or must go through Apollo Server. */
  answerInParts: (body: unknown, client: GatewayContext) => Promise<KnownAnswer | InParts | undefined>
  format: FormatError
  /** Answers in events. */
  live: Live
}

/** The longest body: an operation of all the tokens it may have, and the variables of the largest form of ours, many times. */
export const mostBytes = 128_000

/** The headers of every answer of the graph. */
export const answerHeaders = (headers: IncomingHttpHeaders, allowedOrigins: ReadonlySet<string>) => ({
  ...corsHeaders(headers, allowedOrigins),
  'cache-control': 'no-store',
})

/** `/graphql` by every way that HTTP has; what is usual by POST came by the door (`door/`) and is not seen here. */
export function mountGraphql(app: FastifyInstance, options: GraphqlRouteOptions) {
  const { answer, allowedOrigins } = options

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return
    void reply.headers(answerHeaders(request.headers, allowedOrigins))
    if (request.method === 'OPTIONS') {
      if (reply.getHeader('access-control-allow-origin')) void reply.headers(preflightHeaders)
      return reply.code(204).send()
    }
    if (isForged(request.headers, allowedOrigins))
      return refuse(reply, 403, 'CROSS_SITE', 'A page of another site may not send this.')
  })

  const inEvents = answerInEvents(options)
  const inParts = answerInParts(app.server, options)
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const { method, url, headers, ip, body } = request
    const otherWays: OtherWays = {
      inEvents: async (asked, viewer) => inEvents(asked, viewer, request, reply),
      inParts: async (asked, client, tell) => inParts(asked, client, request, reply, tell),
    }
    const whenOver = (heard: (answered: boolean) => void) => {
      if (reply.raw.destroyed) heard(false)
      else reply.raw.once('close', () => heard(reply.raw.writableFinished))
    }
    await answer({ method, url, headers, ip, body, whenOver }, reply, otherWays)
    return reply
  }
  app.route({ method: 'GET', url: '/graphql', handler, wsHandler: answerSockets(app.server, options) })
  app.route({ method: 'POST', url: '/graphql', bodyLimit: mostBytes, handler })
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: async (_, reply) => {
      void reply.header('allow', 'GET, POST')
      return refuse(reply, 405, 'METHOD_NOT_ALLOWED', 'Ask by GET or POST.')
    },
  })
  app.route({ method: 'OPTIONS', url: '/graphql', handler: async (_, reply) => reply.code(204).send() })
}

/** False: it is not asked for in a way that is answered in events. */
function answerInEvents({ live, identification, logger }: GraphqlRouteOptions) {
  const access = accessLog(logger)
  return async (body: unknown, viewer: Viewer, request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const form = acceptedForm(request.headers.accept ?? '')
    if (!form) return false
    const { 'last-event-id': id } = request.headers
    const asked = body ?? readSearch(request.url)
    const opened = live.read(asked, typeof id === 'string' ? id : undefined)
    // Who accepts parts of subscriptions accepts the whole of anything else.
    if (form === 'multipart' && !('errors' in opened) && opened.readable.kind !== 'subscription') return false
    const again = () => (identification ? whoAsks(request.headers, request.ip, identification, Date.now()) : viewer)
    const who: Who = { viewer, address: request.ip, again: async () => again() }
    const stream = 'errors' in opened ? undefined : live.enter(who, form)
    const [error] = 'errors' in opened ? opened.errors : stream && 'refused' in stream ? [stream.refused] : []
    if (error || 'errors' in opened || !stream || 'refused' in stream) {
      const { errors = [] } = live.tellable({ errors: 'errors' in opened ? opened.errors : [error] })
      const { status = 400 } = (error?.extensions['http'] ?? {}) as { status?: number }
      requestsRefused.inc({ code: (errors[0] as GraphQLFormattedError).extensions?.['code'] as string })
      await reply.code(status).send({ errors })
      return true
    }
    access.info({ operation: operationOf(asked), viewer: viewer.kind, form }, 'operation answered in events')
    void reply.hijack()
    const headers = reply.getHeaders() as Record<string, string>
    await writeEvents(reply.raw, form, headers, stream, live.answer(opened, who, stream))
    return true
  }
}

/** False: it is not to be answered in parts, or goes the way of all others. */
function answerInParts(server: Server, { answerInParts: answer, format, logger }: GraphqlRouteOptions) {
  return async (
    body: object,
    client: GatewayContext,
    { headers: { accept = '' }, raw }: FastifyRequest,
    reply: FastifyReply,
    tell: (status: number) => void,
  ): Promise<boolean> => {
    const spec = acceptedParts(accept)
    const answered = spec && (await answer(body, client))
    if (!spec || !answered) return false
    if (!(answered instanceof InParts)) {
      tell(answered.status)
      for (const [key, value] of answered.headers ?? []) void reply.header(key, value)
      const type = accept.includes('application/graphql-response+json') ? graphqlType : jsonType
      await reply
        .code(answered.status)
        .header('content-type', type)
        .send(answered.inBytes ? Buffer.from(answered.text, 'latin1') : answered.text)
      return true
    }
    if (client.setCookies.length > 0) void reply.header('set-cookie', client.setCookies)
    void reply.hijack()
    const headers = reply.getHeaders() as Record<string, string>
    try {
      await writeParts(reply.raw, spec, headers, answered.first, (error) => format(error.toJSON(), error))
    } catch (error) {
      logger.error({ err: error }, 'an answer in parts failed')
      reply.raw.destroy()
    }
    for (const end of client.underWay) end(new Abandoned()) // what has no place in the answer
    if (!server.listening) raw.socket.destroySoon() // nobody asks over it any more
    tell(200)
    return true
  }
}

function answerSockets(server: Server, options: GraphqlRouteOptions) {
  const { live, logger, identification, rateLimiter, refuseNotListed } = options
  const changedOver = closeUnchanged(server)
  const serveSocket = createSocketServer({
    live,
    logger,
    whoAsks: async (headers, address) =>
      identification ? whoAsks(headers, address, identification, Date.now()) : { kind: 'anonymous' },
    count: async (viewer, address) => {
      const { allowed, resetSeconds } = await rateLimiter.request(viewer, address)
      return allowed ? undefined : tooMany(resetSeconds)
    },
    listed: (asked, viewer) => {
      const notListed = refuseNotListed?.(asked, viewer)
      if (notListed) requestsRefused.inc({ code: notListed.code })
      return notListed && refuseOperation(notListed.code, notListed.message, 403)
    },
  })
  return (socket: WebSocket, request: FastifyRequest) => {
    changedOver(request.raw)
    serveSocket(socket, request)
  }
}

function tooMany(seconds: number) {
  const error = refuseOperation('RATE_LIMITED', tooManyRequests(seconds), 429)
  error.extensions['retryAfterSeconds'] = seconds
  return error
}
