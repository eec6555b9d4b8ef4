import type { OutgoingHttpHeader } from 'node:http'

import { HeaderMap, type ApolloServer } from '@apollo/server'
import type { WebSocket } from '@fastify/websocket'
import { Abandoned } from '@staygraph/subgraph-kit/ask'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { accessLog, type Logger } from '@staygraph/subgraph-kit/log'
import { operationOf } from '@staygraph/subgraph-kit/serve'
import { inSpan, SpanKind } from '@staygraph/subgraph-kit/telemetry'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLFormattedError } from 'graphql'

import { clientLeft, type GatewayContext } from './context.ts'
import { InParts } from './execution/executor.ts'
import type { FormatError, KnownAnswer } from './execution/known-operations.ts'
import { refuse as refuseOperation } from './execution/refusals.ts'
import { requestsRefused, underWay } from './gateway-metrics.ts'
import { createAdmit, refuse, tooManyRequests } from './identity/admit.ts'
import { refreshCookie, whoAsks, type Identification } from './identity/who-asks.ts'
import { acceptedParts, writeParts } from './live/http-parts.ts'
import { acceptedForm, writeEvents } from './live/http-streams.ts'
import type { Live, Who } from './live/live.ts'
import { closeUnchanged, createSocketServer } from './live/websocket.ts'
import { corsHeaders, isForged, preflightHeaders } from './policies/cross-site.ts'
import type { RefuseNotListed } from './policies/only-listed.ts'
import { refusePersisted } from './policies/persisted-query.ts'
import type { RateLimiter } from './policies/rate-limit.ts'
import { refuseText } from './policies/text-bounds.ts'
import { tellSpan } from './seen/answered.ts'
import type { whereTracesBegin } from './seen/where-traces-begin.ts'

export type GraphqlRouteOptions = {
  server: ApolloServer<GatewayContext>
  /** The answer to an operation that was found valid before; undefined: it must go through `server`. */
  answerKnown: (body: unknown, client: GatewayContext) => Promise<KnownAnswer | undefined>
  logger: Logger
  allowedOrigins: ReadonlySet<string>
  rateLimiter: RateLimiter
  /** Undefined: the gateway stands alone and knows nobody. */
  identification: Identification | undefined
  /** Undefined: everything may be asked for, registered or not. */
  refuseNotListed: RefuseNotListed | undefined
  /** The answer to an operation with `@defer`, in parts; undefined: it has none, or must go through `server`. */
  answerInParts: (body: unknown, client: GatewayContext) => Promise<KnownAnswer | InParts | undefined>
  format: FormatError
  /** How long a whole request may take. */
  deadlineMs: number
  /** The trace that a request goes on with. */
  traceOf: ReturnType<typeof whereTracesBegin>
  /** Answers in events. */
  live: Live
  /** Notes an answer, after so many milliseconds. */
  noteAnswered: (client: GatewayContext, ms: number, now: number) => void
}

/** The longest body: an operation of all the tokens it may have, and the variables of the largest form of ours, many times. */
const mostBytes = 128_000

/** `/graphql`, by GET and POST: who may ask, how often, then Apollo Server's pipeline. */
export function mountGraphql(app: FastifyInstance, options: GraphqlRouteOptions) {
  const {
    server,
    answerKnown,
    answerInParts,
    format,
    logger,
    allowedOrigins,
    rateLimiter,
    identification,
    refuseNotListed,
    deadlineMs,
    live,
    noteAnswered,
    traceOf,
  } = options
  const access = accessLog(logger)

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return
    void reply.headers(corsHeaders(request, allowedOrigins)).header('cache-control', 'no-store')
    if (request.method === 'OPTIONS') {
      if (reply.getHeader('access-control-allow-origin')) void reply.headers(preflightHeaders)
      return reply.code(204).send()
    }
    if (isForged(request, allowedOrigins))
      return refuse(reply, 403, 'CROSS_SITE', 'A page of another site may not send this.')
  })

  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })
  const admit = createAdmit(identification, rateLimiter)
  /** False: it is not asked for in a way that is answered in events. */
  const answerInEvents = async (
    form: 'sse' | 'multipart',
    body: unknown,
    viewer: Viewer,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
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

  /** What Apollo Server answered in, by what was accepted: browsers and clients have few ways to say it. */
  const contentTypes = new Map<string, string>(usualTypes)
  const mostAccepted = 100
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const now = Date.now()
    const body = request.method === 'POST' ? readBody(request.body) : null
    if (body === undefined) return refuse(reply, 400, 'BAD_REQUEST', 'The body is not a JSON object.')
    const address = request.ip
    const viewer = await admit(request, reply, now, address)
    if (!viewer) return reply
    const notListed = refuseNotListed?.(body ?? readSearch(request.url), viewer)
    if (notListed) return refuse(reply, 403, notListed.code, notListed.message)
    const form = acceptedForm(request.headers.accept ?? '')
    const told = form && (await answerInEvents(form, body, viewer, request, reply))
    if (told) return reply
    const context: GatewayContext = {
      viewer,
      clientAddress: address,
      refreshCookie: refreshCookie(request.headers),
      setCookies: [],
      deadline: now + deadlineMs,
      underWay: new Set(),
      received: 0,
      course: { left: reply.raw.destroyed, seen: undefined },
    }
    underWay.operations += 1
    reply.raw.once('close', () => {
      underWay.operations -= 1
      if (!reply.raw.writableFinished) clientLeft(context)
    })
    return inSpan('graphql', { kind: SpanKind.SERVER, from: traceOf(request.headers, viewer, now) }, async (span) => {
      const tell = (status: number) => {
        const ms = Math.round(reply.elapsedTime)
        noteAnswered(context, reply.elapsedTime, now)
        if (span.isRecording()) tellSpan(span, context)
        const heard = context.course.left ? 'operation abandoned: its client left' : 'operation answered'
        access.info({ operation: operationOf(body), viewer: viewer.kind, status, ms }, heard)
        if (context.setCookies.length > 0) void reply.header('set-cookie', context.setCookies)
      }
      const { accept = '' } = request.headers
      const spec = body === null ? undefined : acceptedParts(accept)
      const inParts = spec && (await answerInParts(body, context))
      if (spec && inParts instanceof InParts) {
        if (context.setCookies.length > 0) void reply.header('set-cookie', context.setCookies)
        void reply.hijack()
        const headers = reply.getHeaders() as Record<string, string>
        try {
          await writeParts(reply.raw, spec, headers, inParts.first, (error) => format(error.toJSON(), error))
        } catch (error) {
          logger.error({ err: error }, 'an answer in parts failed')
          reply.raw.destroy()
        }
        for (const end of context.underWay) end(new Abandoned()) // what has no place in the answer
        if (!app.server.listening) request.raw.socket.destroySoon() // nobody asks over it any more
        tell(200)
        return reply
      }
      if (inParts && !(inParts instanceof InParts)) {
        tell(inParts.status)
        for (const [key, value] of inParts.headers ?? []) void reply.header(key, value)
        const type = accept.includes('application/graphql-response+json') ? graphqlType : jsonType
        return reply.code(inParts.status).header('content-type', type).send(inParts.text)
      }
      const type = body === null ? undefined : contentTypes.get(accept)
      const known = type === undefined ? undefined : await answerKnown(body, context)
      if (known !== undefined && type !== undefined) {
        tell(known.status)
        for (const [key, value] of known.headers ?? []) void reply.header(key, value)
        return giveAtOnce(reply.header('content-type', type), known, draining)
      }
      const search = new URL(request.url, 'http://gateway').searchParams
      const text = body === null ? search.get('query') : (body as { query?: unknown }).query
      const refusal =
        (typeof text === 'string' ? refuseText(text) : undefined) ?? refusePersisted(extensionsOf(body, search), text)
      if (refusal) {
        const status = statusOfMistake(accept, refusal.code)
        tell(status)
        return refuse(reply, status, refusal.code, refusal.message)
      }
      const {
        status,
        headers,
        body: answered,
      } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headerMap(request),
          search: search.toString(),
          body,
        },
        context: async () => context,
      })
      const chosen = headers.get('content-type')
      if (status === undefined && chosen !== undefined && contentTypes.size < mostAccepted)
        contentTypes.set(accept, chosen)
      if (answered.kind !== 'complete') throw new Error('an operation is answered in one piece')
      const told = status === 400 ? statusOfMistake(accept, codeOf(answered.string)) : (status ?? 200)
      tell(told)
      for (const [key, value] of headers) if (key !== 'cache-control') void reply.header(key, value)
      return reply.code(told).send(answered.string)
    })
  }
  const changedOver = closeUnchanged(app.server)
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
  const wsHandler = (socket: WebSocket, request: FastifyRequest) => {
    changedOver(request.raw)
    serveSocket(socket, request)
  }
  app.route({ method: 'GET', url: '/graphql', handler: answer, wsHandler })
  app.route({ method: 'POST', url: '/graphql', bodyLimit: mostBytes, handler: answer })
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

const jsonType = 'application/json; charset=utf-8'
const graphqlType = 'application/graphql-response+json; charset=utf-8'

/** What most clients accept, so that even the first of them is answered by the short way: as Apollo Server would. */
const usualTypes = [
  ['', jsonType],
  ['*/*', jsonType],
  ['application/graphql-response+json,application/json;q=0.9', graphqlType],
] as const

const extensionsOf = (body: unknown, search: URLSearchParams): unknown => {
  if (body !== null) return (body as { extensions?: unknown }).extensions
  const given = search.get('extensions')
  try {
    return given === null ? undefined : JSON.parse(given)
  } catch {
    return undefined // Apollo Server says what is wrong with it
  }
}

/**
 * Answers past fastify's own way of writing: head and body go out in one piece, one byte a character where that can be.
 * `isLast`: of its connection, as `createService` says when it drains.
 */
function giveAtOnce(reply: FastifyReply, { status, text, inBytes }: KnownAnswer, isLast: boolean) {
  void reply.hijack()
  const bytes = inBytes ? text.length : Buffer.byteLength(text)
  const head: (string | number | string[])[] = ['content-length', bytes]
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) head.push(name, value)
  if (isLast) head.push('connection', 'close')
  reply.raw.writeHead(status, head as OutgoingHttpHeader[])
  reply.raw.end(text, bytes === text.length ? 'latin1' : 'utf8')
  return reply
}

function tooMany(seconds: number) {
  const error = refuseOperation('RATE_LIMITED', tooManyRequests(seconds), 429)
  error.extensions['retryAfterSeconds'] = seconds
  return error
}

/** Mistakes in an operation that was asked properly: GraphQL's own matter, not HTTP's. */
const mistakes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/**
 * GraphQL over HTTP: to whoever asks for `application/json`, as clients did before there was a type of its own, the
 * status tells of HTTP alone; to all others it tells of mistakes too.
 */
const statusOfMistake = (accept: string, code: string | undefined) =>
  mistakes.has(code ?? '') && /\bapplication\/json\b/.test(accept) && !accept.includes('graphql-response') ? 200 : 400

const codeOf = (answer: string): string | undefined =>
  (JSON.parse(answer) as { errors?: { extensions?: { code?: string } }[] }).errors?.[0]?.extensions?.code

/** Undefined: not a JSON object. A list (a batch of operations) is not even read. */
function readBody(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*\{/.test(body)) return undefined
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** An operation that came by GET, in the form of a body. */
function readSearch(url: string) {
  const search = new URL(url, 'http://gateway').searchParams
  const read = (name: string): unknown => {
    const given = search.get(name)
    try {
      return given === null ? undefined : JSON.parse(given)
    } catch {
      return null
    }
  }
  return {
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName'),
    variables: read('variables'),
    extensions: read('extensions'),
  }
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const [key, value] of Object.entries(headers))
    if (value !== undefined) map.set(key, Array.isArray(value) ? value.join(', ') : value)
  return map
}
