import { ApolloServer, HeaderMap, type ApolloServerOptions, type BaseContext } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { z } from 'zod'

import { leftAlone } from './breaker.ts'
import type { MountedCommand } from './command.ts'
import { isOutage, wasRolledBack } from './database.ts'
import { idleMs } from './door-reply.ts'
import type { GivenThrough } from './given-through.ts'
import { mountGraphDoor } from './graph-door.ts'
import { countAnswer } from './http-seconds.ts'
import { identityHeader, verifyIdentity, type Identity } from './identity.ts'
import { bytesOf } from './json-text.ts'
import { createKnownDocuments } from './known-documents.ts'
import { asksForEvents, createLiveGraph, type Live } from './live.ts'
import { accessLog, type Logger } from './log.ts'
import { collectProcessMetrics, metrics } from './metrics.ts'
import type { PairKeys } from './pair-keys.ts'
import { patienceHeader, readPatience, waitedForByNobody, withPatience } from './patience.ts'
import { answerFailures, answerNoHttp, problem, recordsAway } from './problems.ts'
import { inSpan, SpanKind } from './telemetry.ts'

export { countAnswer, idleMs, problem }

/** Answers whether what the service needs is there; the text says what is missing. `says` is for whoever watches it. */
export type Readiness = () => Promise<{ ready: true; says?: string } | { ready: false; because: string }>

export type ServiceOptions = {
  name: string
  logger: Logger
  ready: Readiness
  bodyLimit?: number
  /** Proxies whose `x-forwarded-for` is believed: addresses, networks, or `loopback`, `linklocal`, `uniquelocal`. Nobody's without it. */
  trustProxy?: string[]
}

const defaultBodyLimit = 1_000_000

/**
 * An HTTP server as every process of ours has it: `/health/live` (the process answers), `/health/ready` (what it needs
 * is there), `/metrics`, a span and a log line a request, errors as typed JSON without a stack or a path.
 */
export function createService({
  name,
  logger,
  ready,
  bodyLimit = defaultBodyLimit,
  trustProxy,
}: ServiceOptions): FastifyInstance {
  collectProcessMetrics(name)
  const app = Fastify({
    logger: false,
    bodyLimit,
    ...(trustProxy ? { trustProxy } : {}),
    keepAliveTimeout: idleMs,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, _, reply: unknown) =>
      void (reply as FastifyReply)
        .code(error.statusCode ?? 400)
        .send(problem('BAD_REQUEST', 'The address cannot be read.')),
    clientErrorHandler: answerNoHttp,
  })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => done(null, body)) // the identity is bound to the bytes
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })
  // The answer of a request under way is the last one of its connection: else its keep-alive would hold up the drain.
  app.addHook('onSend', async (_, reply) => {
    if (draining) void reply.header('connection', 'close')
  })
  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (_, reply) => {
    const state = draining
      ? { ready: false as const, because: 'draining' }
      : await ready().catch((error: Error) => ({ ready: false as const, because: error.message }))
    const alone = leftAlone()
    return reply.code(state.ready ? 200 : 503).send(alone.length > 0 ? { ...state, leftAlone: alone } : state)
  })
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
  app.addHook('onResponse', async (request, reply) => {
    countAnswer(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime)
  })
  answerFailures(app, logger)
  app.setNotFoundHandler(async (_, reply) => reply.code(404).send(problem('NOT_FOUND', 'There is nothing here.')))
  return app
}

/** A question to the graph, whichever way it came. */
export type GraphRequest = Pick<FastifyRequest, 'headers' | 'body' | 'url'>

export type SubgraphOptions<Context extends BaseContext> = {
  schema: GraphQLSchema
  /** Its own name, and the keys by which it knows who asks. */
  keys: PairKeys
  commands?: MountedCommand[]
  /** Who may send GraphQL. The gateway, unless named otherwise. */
  graphFrom?: string[]
  /** `live`: of a subscription; each event has a context of its own. */
  context: (identity: Identity, request: GraphRequest, reply: GivenThrough, live?: Live) => Context | Promise<Context>
  apollo?: Partial<ApolloServerOptions<Context>>
  logger: Logger
}

/** Adds `/graphql` and `/commands/*` to a service: only for those whose signed identity is trusted. */
export async function mountSubgraph<Context extends BaseContext>(
  app: FastifyInstance,
  options: SubgraphOptions<Context>,
) {
  const { schema, keys, commands = [], graphFrom = ['gateway'], context, logger } = options
  const { name } = keys
  const server = createGraphServer<Context>({ schema, ...options.apollo } as ApolloServerOptions<Context>, logger)
  await server.start()
  app.addHook('onClose', () => server.stop())
  const live = createLiveGraph({ schema, format: formatFor(logger), logger })
  app.addHook('preClose', async () => live.drain())
  // What a plugin of Apollo Server should see of a request goes its way.
  const answerKnown = options.apollo ? undefined : createKnownDocuments(schema, formatFor(logger))

  const admit = (request: GraphRequest, reply: GivenThrough, from: string[]): Identity | null => {
    const token = request.headers[identityHeader]
    let identity: Identity
    try {
      identity = verifyIdentity(typeof token === 'string' ? token : undefined, keys, (request.body as string) ?? '')
    } catch (error) {
      logger.warn(
        { reason: (error as Error).message, route: request.url },
        'a request without a trusted identity was refused',
      )
      reply.code(401)
      reply.send(problem('UNAUTHENTICATED', `${name} answers only the gateway and its sister services.`))
      return null
    }
    if (from.includes(identity.issuer)) return identity
    reply.code(403)
    reply.send(problem('FORBIDDEN', `${identity.issuer} may not ask this of ${name}.`))
    return null
  }
  const carrier = ({ headers: { traceparent, tracestate } }: GraphRequest) => ({
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
    ...(typeof tracestate === 'string' ? { tracestate } : {}),
  })
  const asLongAsTheyWait = <T>(request: GraphRequest, what: string, work: () => Promise<T>): Promise<T> => {
    const patience = readPatience(request.headers[patienceHeader])
    const traced = () => inSpan(what, { kind: SpanKind.SERVER, from: carrier(request) }, work)
    return patience === undefined ? waitedForByNobody(traced) : withPatience(patience, traced)
  }

  const access = accessLog(logger)
  const tell = (body: unknown, { viewer }: Identity, reply: GivenThrough) =>
    access.info({ operation: operationOf(body), viewer: viewer.kind, ms: elapsed(reply) }, 'graph answered')
  const answerInOnePiece = async (request: GraphRequest, reply: GivenThrough): Promise<void> => {
    const identity = admit(request, reply, graphFrom)
    if (!identity) return
    const body = readJson(request.body)
    await asLongAsTheyWait(request, `${name} graph`, async () => {
      const known = await answerKnown?.(body, () => context(identity, request, reply))
      if (known) {
        tell(body, identity, reply)
        reply.code(known.status)
        reply.header('content-type', 'application/json; charset=utf-8')
        if (reply.sendBytes) reply.sendBytes(known.text)
        else reply.send(bytesOf(known.text))
        return
      }
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers: jsonHeaders, search: '', body },
        context: async () => context(identity, request, reply),
      })
      tell(body, identity, reply)
      for (const [key, value] of answer.headers) if (key !== 'content-length') reply.header(key, value)
      reply.code(answer.status ?? 200)
      if (answer.body.kind !== 'complete') throw new Error('a subgraph answers in one piece')
      reply.send(answer.body.string)
    })
  }
  app.post('/graphql', async (request, reply) => {
    if (!asksForEvents(request)) {
      await answerInOnePiece(request, reply)
      return reply
    }
    const identity = admit(request, reply, graphFrom)
    if (!identity) return reply
    const body = readJson(request.body)
    return waitedForByNobody(() => live.answer(body, request, reply, (of) => context(identity, request, reply, of)))
  })
  mountGraphDoor(app, { mostBytes: app.initialConfig.bodyLimit ?? defaultBodyLimit, answer: answerInOnePiece, logger })

  for (const { command, from, handle } of commands) {
    app.post(`/commands/${command.name}`, async (request, reply) => {
      const identity = admit(request, reply, from)
      if (!identity) return reply
      return asLongAsTheyWait(request, `${name} ${command.name}`, async () => {
        const input = command.input.safeParse(readJson(request.body))
        if (!input.success) return reply.code(400).send(problem('BAD_USER_INPUT', z.prettifyError(input.error)))
        const output = await handle(input.data, identity)
        access.info({ command: command.name, from: identity.issuer, ms: elapsed(reply) }, 'command answered')
        return reply.send(JSON.stringify(output ?? null))
      })
    })
  }
  return server
}

/** The last hand on an error of a subgraph: what it stands for is told, our inside is for the log. */
const formatFor =
  (logger: Logger) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'
    if (code !== 'INTERNAL_SERVER_ERROR') return formatted
    const cause = unwrapResolverError(error)
    if (isOutage(cause) || wasRolledBack(cause)) {
      logger.warn({ err: error }, 'the database is not there, or not in time')
      return { ...formatted, message: recordsAway, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }
    }
    logger.error({ err: error }, 'a resolver failed')
    return {
      ...formatted,
      message: 'Something failed here. It is logged.',
      extensions: { ...formatted.extensions, code },
    }
  }

/** Apollo Server as a subgraph needs it: no landing page, no stack, only the gateway talks to it (so no CSRF or batching). */
export function createGraphServer<Context extends BaseContext>(options: ApolloServerOptions<Context>, logger: Logger) {
  return new ApolloServer<Context>({
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    logger,
    formatError: formatFor(logger),
    ...options,
    // Each of these, if on, has every resolver wrapped and called about: nobody reads what they would tell.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ...(options.plugins ?? []),
    ],
  } as ApolloServerOptions<Context>)
}

/** The name its sender gave an operation; never its text or variables, which hold what people typed. */
export const operationOf = (body: unknown): string | null => {
  const name = typeof body === 'object' && body !== null && 'operationName' in body ? body.operationName : null
  return typeof name === 'string' && name.length <= 200 ? name : null
}

/** Whether a request to the graph is a mutation: for choosing whose connections it uses, never whether it may. */
export const changesSomething = ({ body }: GraphRequest): boolean =>
  typeof body === 'string' && /"query"\s*:\s*"(?:\s|\\[nrt])*mutation\b/.test(body)

const elapsed = (reply: GivenThrough) => Math.round(reply.elapsedTime)

const jsonHeaders = new HeaderMap([['content-type', 'application/json']])

function readJson(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' && body !== '' ? body : 'null')
  } catch {
    throw Object.assign(new Error('The body is not JSON.'), { statusCode: 400, code: 'BAD_REQUEST' })
  }
}

/**
 * Listens, and on SIGTERM or SIGINT drains: readiness says no, requests under way are answered, then `close` ends what
 * they used (loops, queues, pools), in this order. A second signal ends at once.
 */
export async function listen(
  app: FastifyInstance,
  { host, port, logger, close }: { host: string; port: number; logger: Logger; close: () => Promise<void> },
) {
  const url = await app.listen({ host, port })
  logger.info({ url }, 'ready')
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ signal }, 'draining')
    const overdue = setTimeout(() => {
      logger.error('draining took too long')
      process.exit(1)
    }, 15_000)
    overdue.unref()
    await app.close()
    await close()
    logger.info('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  return url
}
