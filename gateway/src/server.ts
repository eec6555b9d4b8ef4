import './no-telemetry.ts'
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import websocket from '@fastify/websocket'
import { createCaller } from '@staygraph/subgraph-kit/command'
import { connectLimitStore } from '@staygraph/subgraph-kit/limit-store'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { createService, problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import { mountMcp } from './agents/mount-mcp.ts'
import { createCacheStore } from './caching/cache-store.ts'
import type { GatewayContext } from './context.ts'
import { queryPlannerConfig, withCompiledPlans } from './execution/compiled-gateway.ts'
import { createTexts, readRegistered } from './execution/registered-operations.ts'
import { stringify } from './execution/written.ts'
import { formatError } from './format-error.ts'
import { createAnswer } from './graphql-answer.ts'
import { mountGraphql } from './graphql-route.ts'
import { openAccessTokens } from './identity/access-tokens.ts'
import { createAdmit } from './identity/admit.ts'
import { openApiKeys } from './identity/api-keys.ts'
import { openStreams } from './live/follow-events.ts'
import { createLive } from './live/live.ts'
import { createStreams, type StreamLimits } from './live/streams.ts'
import { websocketOptions } from './live/websocket.ts'
import { mountDoor } from './mount-door.ts'
import { mountExplorer } from './pages/explorer.ts'
import { mountSandbox } from './pages/sandbox.ts'
import { createBudget, type Budgets } from './policies/budget.ts'
import { createDemandControl } from './policies/demand-control.ts'
import { noDevelopers, type IsDeveloper } from './policies/developers.ts'
import type { PolicyChecks } from './policies/guards.ts'
import { onlyListed, type ListedMode } from './policies/only-listed.ts'
import { decideLabels, openLabelRules } from './policies/override-labels.ts'
import { standardLimits, type QueryLimits } from './policies/query-limits.ts'
import { createRateLimiter, type RateLimits } from './policies/rate-limit.ts'
import { validity } from './policies/validity.ts'
import { noteAnswered } from './seen/answered.ts'
import { createOperationNames } from './seen/operation-names.ts'
import { whereTracesBegin } from './seen/where-traces-begin.ts'
import { createSharedQuestions } from './shared-questions.ts'
import { openConnections, standardAnswerBytes, SubgraphSource, type SharedQuestions } from './subgraph-source.ts'
import { supergraphFile } from './supergraph-file.ts'

export type GatewayOptions = {
  logger: Logger
  /** The path of the supergraph's file. */
  supergraph: string
  /** Base addresses by subgraph name: `http://127.0.0.1:4001`. A subgraph not named is at the supergraph's own address. */
  subgraphUrls: Record<string, string | undefined>
  /** Our name and key before the subgraphs. Undefined: the gateway stands alone; nobody is identified, here or there. */
  keys: PairKeys | undefined
  redisUrl: string | undefined
  /** Where our site is: what agents have the bank send a guest back to. */
  siteUrl?: string
  /** Origins of pages, besides our own, that may ask and read. */
  allowedOrigins: string[]
  rateLimits: RateLimits
  /** How long an API key is taken for good before customers is asked again. A minute. */
  apiKeysKeptMs?: number
  queryLimits?: QueryLimits
  /** The folder of the manifests of operations that may be asked for by hash; none without it. */
  operations?: string | undefined
  /** Who may ask only for those. Nobody, unless told: `off`. */
  onlyListed?: ListedMode
  /** The path of the file that says for whom labels of overrides are on. */
  overrideLabels?: string | undefined
  /** Whether answers are kept where the supergraph allows it. They are, unless told. */
  cache?: boolean
  /** The most an operation may be estimated to cost; 0, or nothing, sets no limit. */
  maximumCost?: number
  /** What clients may spend a minute, in the same points; 0 sets no limit. */
  costBudgets?: Budgets
  /** Whether a question that takes unusually long is asked a second time beside the first. Not unless told. */
  hedge?: boolean
  /** Whether the very same question, with the same credentials, is asked once while it is under way. Not unless told. */
  shareQuestions?: boolean
  /** Who passes the policies that the supergraph names; ours without it. */
  policyChecks?: PolicyChecks
  /** The most bytes a subgraph may answer to one fetch, and all of them to one request: twice as many. */
  answerBytes?: number
  trustedProxies: string[]
  /** From how many milliseconds on an operation is told in the log as slow; 0, or nothing: never. */
  slowMs?: number
  /** Who may know how operations are planned, and have a trace collected when they wish. Nobody, unless told. */
  isDeveloper?: IsDeveloper
  /** Which part of all requests has its trace collected, from 0 to 1. None, unless told. */
  traceRatio?: number
  /** How many operations are answered in events at once. */
  streamLimits?: StreamLimits
  /** The most a request may take in all, in milliseconds. */
  deadlineMs?: number
  /** The most one fetch may take, by subgraph name; `standardTimeoutMs` for those not named. */
  timeoutsMs?: Record<string, number>
}

/** What `@policy` may name in our graph. */
const ourPolicies: PolicyChecks = {
  'hotel-staff': (viewer) => viewer.kind === 'customer' && (viewer.staffOf?.length ?? 0) > 0,
  'live-integrator': (viewer) => viewer.kind === 'integrator' && viewer.mode === 'LIVE',
}

/** customers is short, so that guests search while it hangs; a booking waits for the bank within reservations. */
const timeouts: Record<string, number> = { customers: 2_000, hotels: 6_000, payments: 8_000, reservations: 9_500 }
const standardTimeoutMs = 9_500

/** So many operations have metrics by the names that clients give them, where none is registered. */
const mostNames = 200

/** The gateway, ready to listen. `app.close()` answers what is under way, then lets go of everything it opened. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { logger, keys, redisUrl, subgraphUrls, deadlineMs = 10_000, isDeveloper = noDevelopers } = options
  const connections = openConnections(options.answerBytes)
  const subgraphStreams = openStreams()
  const subgraphs = new Map<string, SubgraphSource>()
  const shared: SharedQuestions | undefined = options.shareQuestions ? createSharedQuestions() : undefined
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphFile(options.supergraph, logger),
    logger,
    queryPlannerConfig,
    __exposeQueryPlanExperimental: false, // plans name fields that are not of the public graph
    buildService: ({ name, url }) => {
      const base = subgraphUrls[name]
      const source = new SubgraphSource({
        name,
        url: base === undefined ? (url ?? '') : new URL('/graphql', base).href,
        keys,
        answerBytes: 2 * (options.answerBytes ?? standardAnswerBytes),
        connections,
        streams: subgraphStreams,
        hedge: options.hedge ?? false,
        shared,
        timeoutMs: options.timeoutsMs?.[name] ?? timeouts[name] ?? standardTimeoutMs,
        logger,
      })
      subgraphs.set(name, source)
      return source
    },
  })
  const redis = redisUrl === undefined ? undefined : await connectLimitStore(redisUrl, logger)
  const budget = createBudget(options.costBudgets ?? { anonymous: 0, customer: 0, integrator: 0 }, redis)
  const demandControl = createDemandControl(options.maximumCost ?? 0, budget)
  const texts = createTexts(options.operations === undefined ? [] : await readRegistered(options.operations))
  const valid = validity(options.queryLimits ?? standardLimits)
  const { overrideLabels } = options
  const labels = overrideLabels === undefined ? undefined : await openLabelRules(overrideLabels, logger)
  const compiled = withCompiledPlans(gateway, subgraphs, {
    policies: { demandControl, policyChecks: options.policyChecks ?? ourPolicies },
    texts,
    valid,
    store: options.cache === false ? undefined : createCacheStore(redis),
    // Where operations are registered, metrics go by those names.
    names: createOperationNames(options.operations === undefined ? mostNames : 0),
    isDeveloper,
    decide: decideLabels(labels ? labels.rules : () => ({}), isDeveloper),
    logger,
  })
  const format = formatError(logger)
  const streams = createStreams(options.streamLimits ?? { most: 0, mostEach: 0 })
  const live = createLive({ graph: compiled.live, streams, format, logger, deadlineMs })
  const server = new ApolloServer<GatewayContext>({
    gateway: compiled.gateway,
    documentStore: compiled.readFirst.store,
    logger,
    introspection: true,
    csrfPrevention: false, // `cross-site.ts` refuses what a page of another site can send
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    persistedQueries: { cache: texts.cache },
    parseOptions: valid.parseOptions,
    validationOptions: valid.validationOptions,
    validationRules: valid.validationRules,
    formatError: format,
    stringifyResult: stringify,
    plugins: [
      compiled.readFirst.plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  })
  await server.start()

  const app = createService({
    name: 'gateway',
    logger,
    trustProxy: options.trustedProxies,
    ready: async () => ({ ready: true }), // it listens only with a good supergraph, and answers in part when a subgraph is away
  })
  const rateLimiter = createRateLimiter(options.rateLimits, redis)
  const customersUrl = subgraphUrls['customers']
  const identification =
    keys && customersUrl !== undefined
      ? {
          accessTokens: openAccessTokens(customersUrl, logger),
          apiKeys: openApiKeys(createCaller(keys), customersUrl, logger, options.apiKeysKeptMs ?? 60_000),
          rateLimiter,
        }
      : undefined
  const allowedOrigins = new Set(options.allowedOrigins)
  const note = noteAnswered(options.slowMs ?? 0, logger)
  const traceOf = whereTracesBegin({ ratio: options.traceRatio ?? 0, isDeveloper })
  const admit = createAdmit(identification, rateLimiter)
  const refuseNotListed = onlyListed({
    mode: options.onlyListed ?? 'off',
    registered: texts.registered,
    isDeveloper,
    logger,
  })
  const graph = createAnswer({
    server,
    answerKnown: (body, client) => compiled.known.answer(body, client, format),
    textOf: texts.find,
    logger,
    admit,
    refuseNotListed,
    deadlineMs,
    traceOf,
    noteAnswered: note,
  })
  await app.register(async (scope) => {
    await scope.register(websocket, { ...websocketOptions, preClose: (done: () => void) => done() }) // `streams` sees to it
    scope.removeContentTypeParser('text/plain') // a form of another site could send it
    scope.setErrorHandler(answerBadRequests(logger))
    mountGraphql(scope, {
      answer: graph.answer,
      answerInParts: (body, client) => compiled.inParts(body, client, format),
      format,
      logger,
      allowedOrigins,
      rateLimiter,
      identification,
      refuseNotListed,
      live,
    })
  })
  mountDoor(app, { graph, allowedOrigins, trustedProxies: options.trustedProxies, logger })
  if (texts.registered.length > 0)
    await app.register(async (scope) => {
      scope.setErrorHandler(answerBadRequests(logger))
      mountMcp(scope, {
        graph: compiled.live,
        registered: texts.registered,
        own: { siteUrl: options.siteUrl ?? '' },
        tellable: live.tellable,
        admit,
        allowedOrigins,
        deadlineMs,
        traceOf,
        noteAnswered: note,
        logger,
      })
    })
  mountSandbox(app)
  await mountExplorer(app)
  app.addHook('preClose', async () => streams.drain())
  app.addHook('onClose', async () => {
    await server.stop()
    identification?.accessTokens.close()
    labels?.close()
    redis?.disconnect()
    await Promise.all([connections.close(), subgraphStreams.destroy()])
  })
  return app
}

const codes: Record<number, string> = { 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' }

/** What fastify refuses before it is an operation, in the one shape of our errors. */
const answerBadRequests =
  (logger: Logger): Parameters<FastifyInstance['setErrorHandler']>[0] =>
  (error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status < 500) return reply.code(status).send(problem(codes[status] ?? 'BAD_REQUEST', (error as Error).message))
    logger.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    return reply.code(500).send(problem('INTERNAL_SERVER_ERROR', 'Something failed here. It is logged.'))
  }
