import { Supergraph as ApolloSupergraph } from '@apollo/federation-internals'
import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { parse, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql'

import { readCacheRules } from '../caching/cache-rules.ts'
import type { CacheStore } from '../caching/cache-store.ts'
import { createCaching } from '../caching/caching.ts'
import type { GatewayContext } from '../context.ts'
import { operationsFallenBack } from '../gateway-metrics.ts'
import { readCostRules } from '../policies/cost-rules.ts'
import type { DemandControl } from '../policies/demand-control.ts'
import type { IsDeveloper } from '../policies/developers.ts'
import { readGuardRules } from '../policies/guard-rules.ts'
import type { PolicyChecks } from '../policies/guards.ts'
import type { DecideLabels } from '../policies/override-labels.ts'
import { readOperation, type Validity } from '../policies/validity.ts'
import type { OperationNames } from '../seen/operation-names.ts'
import type { Supergraph } from './compile-operation.ts'
import { createPartsAnswers } from './deferred/answer-parts.ts'
import { withDefer, withoutDefer } from './deferred/directive.ts'
import { stoppable } from './deferred/stoppable.ts'
import { createExecutor, type Executor } from './executor.ts'
import { kindsOf } from './kinds.ts'
import { createKnownOperations } from './known-operations.ts'
import { readOverrides } from './overrides.ts'
import { nameRequired } from './plan-required.ts'
import type { Planner } from './plan.ts'
import { createReadFirst } from './read-first.ts'
import { changing, Otherwise } from './refusals.ts'
import type { Texts } from './registered-operations.ts'
import { findRequiredArguments } from './required-arguments.ts'
import type { Subgraph } from './run.ts'
import { findStandIns } from './stand-ins.ts'
import { createWarmUp } from './warm-up.ts'
import { asResult, Written } from './written.ts'

/**
 * The client's fragments are not kept in what is sent to subgraphs: looking for where they would fit is the dearest part
 * of planning, and where fields had to be renamed they do not fit. Where many subgraphs have the same fields, the number
 * of possible plans grows with the power of the fields: so many are weighed, and so many ways to one field.
 */
export const queryPlannerConfig = { reuseQueryFragments: false, debug: { maxEvaluatedPlans: 200, pathsLimit: 500 } }

/** One planner more: it plans other ways to come back to an object, which nobody needs who is answered at once. */
const deferringConfig = { ...queryPlannerConfig, incrementalDelivery: { enableDefer: true } }

/**
 * With `@defer`, Apollo's planner may make a ring of fetches that wait for each other (seen where fragments of interfaces
 * are deferred within each other). As shipped it goes round in it for ever; our patch has it say so. What takes longer
 * than this for other reasons is planned, and answered, in one piece too: usual plans take milliseconds.
 */
const mostMsToDefer = 400

/** What is planned and executed over, from what Apollo's gateway made of a supergraph file. */
export function supergraphFor(
  schema: GraphQLSchema,
  sdl: string,
  planner: Planner,
  subgraphs: ReadonlyMap<string, Subgraph>,
  store?: CacheStore,
): Supergraph {
  const document = parse(sdl, { noLocation: true })
  const whole = planner.supergraph.schema.toGraphQLJSSchema()
  const anotherPlanner = (of: ApolloSupergraph, config: object) =>
    new (planner.constructor as new (...given: unknown[]) => Planner)(of, config)
  const deferringOf = (of: ApolloSupergraph) => stoppable(() => anotherPlanner(of, deferringConfig), mostMsToDefer)
  const common = {
    schema,
    kinds: kindsOf(whole),
    costs: readCostRules(document, whole),
    guards: readGuardRules(document),
    overrides: readOverrides(document, whole),
    subgraphs: new Map(subgraphs),
    caching: store && createCaching(readCacheRules(document, whole), whole, store),
  }
  const required = findRequiredArguments(sdl)
  const standIns = findStandIns(document, schema)
  if (!required) {
    const { supergraph } = planner
    const deferring = deferringOf(supergraph)
    return {
      ...common,
      standIns,
      planner,
      planned: supergraph.apiSchema(),
      deferring: () => deferring,
    }
  }
  const seen = ApolloSupergraph.build(required.sdl, { validateSupergraph: false })
  const named = (own: Pick<Planner, 'buildQueryPlan'>): Pick<Planner, 'buildQueryPlan'> => ({
    buildQueryPlan: (...given) => nameRequired(own.buildQueryPlan(...given), required),
  })
  const deferring = named(deferringOf(seen))
  return {
    ...common,
    standIns,
    planner: named(anotherPlanner(seen, queryPlannerConfig)),
    planned: seen.apiSchema(),
    deferring: () => deferring,
  }
}

export type CompiledGatewayOptions = {
  policies: { demandControl: DemandControl; policyChecks: PolicyChecks }
  texts: Texts
  valid: Validity
  /** Undefined: nothing that subgraphs answer is kept. */
  store: CacheStore | undefined
  /** What operations are called in metrics that were not registered. */
  names?: OperationNames
  /** Who may know how an operation was planned. */
  isDeveloper?: IsDeveloper
  /** Which labels of overrides are on for whom. */
  decide?: DecideLabels
  logger: Logger
}

/** The graph as it is served now. */
export type LiveGraph = Pick<ReturnType<typeof createExecutor>, 'answer' | 'follow'> & {
  schema(): GraphQLSchema | undefined
  read(text: string, by: GraphQLSchema): DocumentNode | { errors: readonly GraphQLError[] }
  /** Another supergraph is served from now on. */
  onServed(changed: (schema: GraphQLSchema) => void): () => void
  /** The text of an operation that is asked for by hash. */
  textOf(hash: string): string | undefined
}

type Told = Parameters<Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0]>[0]

/**
 * Apollo's gateway with our executor: it loads, plans and reloads as it does, and answers by compiled plans. A request
 * is answered over the supergraph by which it was found valid, even when another was taken over meanwhile. Apollo Server
 * hears of a supergraph when what is known to be asked for is planned over it: until then the last one is served.
 */
export function withCompiledPlans(
  gateway: ApolloGateway,
  subgraphs: ReadonlyMap<string, Subgraph>,
  { policies, texts, valid, store, logger, ...seen }: CompiledGatewayOptions,
) {
  const supergraphs = new WeakMap<GraphQLSchema, Supergraph>()
  const supergraphOf = (schema: GraphQLSchema) => supergraphs.get(schema)
  const execution = createExecutor({ supergraphOf, ...policies, ...seen, logger })
  const known = createKnownOperations(execution.answer, texts)
  const readFirst = createReadFirst(valid, known.documentOf)
  const warmUp = createWarmUp({ registered: texts.registered, ready: execution.ready, valid, logger })
  const served = new Set<(schema: GraphQLSchema) => void>()
  const listeners = new Set<(told: Told) => void>()
  let latest: Told | undefined
  let schema: GraphQLSchema | undefined
  let serving = Promise.resolve()

  const serve = async (told: Told, supergraph: Supergraph) => {
    const began = performance.now()
    const warm = await warmUp(supergraph, known.hot())
    if (told !== latest) return // a newer one came meanwhile
    // In one go: no request is valid by a schema that is not known here.
    known.serve(told.apiSchema, warm)
    schema = told.apiSchema
    for (const changed of served) changed(schema)
    for (const listener of listeners) listener(told)
    const [operations, ms] = [warm.registered.size + warm.hot.size, Math.round(performance.now() - began)]
    logger.info({ operations, ms }, 'a supergraph is served, with operations that were planned over it')
  }
  gateway.onSchemaLoadOrUpdate((loaded) => {
    const told = { ...loaded, apiSchema: withDefer(loaded.apiSchema) }
    const planner = gateway.__testing().queryPlanner
    if (!planner) return
    const supergraph = supergraphFor(told.apiSchema, told.coreSupergraphSdl, planner, subgraphs, store)
    supergraphs.set(told.apiSchema, supergraph)
    latest = told
    serving = serving
      .then(() => (told === latest ? serve(told, supergraph) : undefined))
      .catch((error: unknown) => logger.error({ err: error }, 'a supergraph could not be served: the last one is'))
  })
  const load = async (options?: Parameters<ApolloGateway['load']>[0]) => {
    const { schema: loaded, executor: apollos } = await gateway.load(options)
    await serving
    const executor: Executor = async (request) => {
      const { document: read, schema: by, context, source, request: sent } = request
      // One document a text: its plan hangs on it.
      const document =
        (source === undefined ? undefined : known.documentOf(source, by)) ?? readFirst.validated(read, source, by)
      if (!document) return { errors: [changing()] } as Awaited<ReturnType<Executor>>
      const client = context as GatewayContext
      const answer = await execution.answer({
        document,
        schema: by,
        operationName: sent.operationName || undefined,
        variables: sent.variables ?? {},
        client,
        tellCost: sent.extensions?.['cost'] === true,
        tellCache: sent.extensions?.['cache'] === true,
        tellPlan: sent.extensions?.['queryPlan'] === true,
        asText: true,
      })
      if (!(answer instanceof Otherwise)) {
        if (source !== undefined) known.learn(source, document, by)
        if (!(answer instanceof Written)) return answer
        client.course.inBytes = true
        return asResult(answer) as Awaited<ReturnType<Executor>>
      }
      operationsFallenBack.inc({ because: answer.because })
      return apollos({ ...request, document: withoutDefer(request.document) })
    }
    return { schema: schema ?? loaded, executor }
  }
  const interfaceOfApollo: Pick<ApolloGateway, 'load' | 'onSchemaLoadOrUpdate' | 'stop'> = {
    load,
    onSchemaLoadOrUpdate: (callback) => {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
    stop: () => gateway.stop(),
  }
  /** For subscriptions, which outlive a supergraph. */
  const live: LiveGraph = {
    answer: execution.answer,
    follow: execution.follow,
    schema: () => schema,
    read: (text, by) => known.documentOf(text, by) ?? readOperation(text, by, valid),
    onServed: (changed) => {
      served.add(changed)
      return () => served.delete(changed)
    },
    textOf: texts.find,
  }
  const { answerInParts } = execution
  const inParts = createPartsAnswers({ answerInParts, known, texts, valid, schema: () => schema })
  return { gateway: interfaceOfApollo, readFirst, known, inParts, live }
}
