import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'

import type { GatewayContext } from '../context.ts'
import { fieldErrors } from '../gateway-metrics.ts'
import type { DemandControl } from '../policies/demand-control.ts'
import { compileDemand, type Demand } from '../policies/demand.ts'
import { noDevelopers, type IsDeveloper } from '../policies/developers.ts'
import { compileGuard, type Guard, type PolicyChecks } from '../policies/guards.ts'
import { decideLabels, type DecideLabels } from '../policies/override-labels.ts'
import { createOperationNames, type OperationNames } from '../seen/operation-names.ts'
import { tellPlan } from '../seen/plan-told.ts'
import type { Seen } from '../seen/seen.ts'
import { fragmentsOf, type Operation, type Supergraph } from './compile-operation.ts'
import { mostErrors, related } from './errors.ts'
import { isShallow, type Json } from './json.ts'
import { tellNulls } from './nulls.ts'
import { settingsOf, type Setting } from './overrides.ts'
import { createPlans, type Planned } from './plans.ts'
import { changing, Otherwise, refuse } from './refusals.ts'
import type { Reply, Run, Subgraph, SubgraphEvent } from './run.ts'
import type { Flaw } from './shape.ts'

export type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor']
type Result = Awaited<ReturnType<Executor>>

/** What is executed: a document that was found valid by a schema. */
export type Asked = {
  document: DocumentNode
  schema: GraphQLSchema
  operationName: string | undefined
  variables: Record<string, unknown>
  client: GatewayContext
  /** The client asked what its operation costs. */
  tellCost: boolean
  /** The client asked what was found in the cache. */
  tellCache?: boolean
  /** The client asked how it was planned. Developers are told. */
  tellPlan?: boolean
  /** The answer may be given as text. */
  asText?: boolean
}

/** An answer without errors, as it goes to the client: what is under `data`. */
export class Written {
  readonly data: string
  constructor(data: string) {
    this.data = data
  }
}

export type ExecutorOptions = {
  demandControl: DemandControl
  policyChecks: PolicyChecks
  /** The supergraph that a schema, by which a request was found valid, belongs to. */
  supergraphOf: (schema: GraphQLSchema) => Supergraph | undefined
  logger: Logger
  /** Whether texts that differ in values only share a plan. They do; a test compares. */
  sharePlans?: boolean
  /** What operations are called in metrics that were not registered. */
  names?: OperationNames
  /** Who may know how an operation was planned. Nobody, unless told. */
  isDeveloper?: IsDeveloper
  /** Which labels of overrides are on for whom. Unless told, only what `percent(n)` says. */
  decide?: DecideLabels
}

/** An operation of a document: what decides whether it is answered is known before it is planned. */
type Prepared = {
  definition: OperationDefinitionNode
  /** What it is called in metrics. */
  label: string
  guard: Guard | undefined
  demand: Demand
  planned: Planned | undefined
  /** Labels that decide how it is planned; without any, `planned` is all. */
  labels: readonly string[]
  /** Its plan for each setting of them, by those that are on. */
  byLabels: Map<string, Planned>
}

/** An operation that is answered: with what it was planned for, and what it is estimated to cost. */
type Admitted = {
  operation: Operation
  variables: Record<string, unknown>
  sent: Record<string, unknown>
  estimated: number
  seen: Seen
}
type Refused = { errors: readonly GraphQLError[] } | Otherwise

/** A subscription that was admitted. */
export type Following = {
  /** The subgraph that its events come from. */
  service: string
  events(client: GatewayContext, lastEventId: string | undefined, signal: AbortSignal): AsyncGenerator<SubgraphEvent>
  /** What the client is told of one of them: an operation of its own, which costs as much. */
  answer(reply: Reply, client: GatewayContext): Promise<Result>
}

/** Plans of one operation for settings of its labels. */
const mostSettingsKept = 64

/** Deeper than any input of a graph made for people. */
const deepestVariable = 30

/**
 * Answers operations by plans that are compiled once. What was compiled hangs on its supergraph and its document, so that
 * it is forgotten with either: the documents kept are counted (`documents.ts`), and outlive a supergraph whose public
 * graph is the same, while what is guarded or planned need not be.
 */
export function createExecutor({
  supergraphOf,
  demandControl,
  policyChecks,
  logger,
  sharePlans = true,
  names = createOperationNames(),
  isDeveloper = noDevelopers,
  decide = decideLabels(() => ({})),
}: ExecutorOptions) {
  const plan = createPlans(logger, { share: sharePlans })
  const supergraphs = new WeakMap<Supergraph, WeakMap<DocumentNode, Map<string, Prepared>>>()

  const prepare = (supergraph: Supergraph, document: DocumentNode, name: string | undefined, registered?: string) => {
    let known = supergraphs.get(supergraph)
    if (!known) supergraphs.set(supergraph, (known = new WeakMap()))
    let prepared = known.get(document)?.get(name ?? '')
    if (prepared) return prepared
    const definition = getOperationAST(document, name)
    // A name that is not there is not kept: clients may think of any number of them.
    if (!definition) return undefined
    const operations = known.get(document) ?? new Map<string, Prepared>()
    known.set(document, operations)
    // An only operation may be asked for by its name, or without.
    for (const same of operations.values())
      if (same.definition === definition) {
        operations.set(name ?? '', same)
        return same
      }
    const { costs, guards, overrides, schema } = supergraph
    const fragments = fragmentsOf(document)
    const guard = compileGuard(guards, policyChecks, schema, fragments, definition)
    const demand = compileDemand(costs, schema, fragments, definition)
    const label = registered ?? names(definition.name?.value)
    const labels = overrides(fragments, definition)
    prepared = { definition, label, guard, demand, planned: undefined, labels, byLabels: new Map() }
    operations.set(name ?? '', prepared)
    return prepared
  }

  const none: Setting = new Set()
  const planFor = (
    supergraph: Supergraph,
    document: DocumentNode,
    prepared: Prepared,
    on: Setting,
    when: 'asked' | 'ahead',
  ): Planned => {
    const { definition, byLabels } = prepared
    if (on.size === 0) return (prepared.planned ??= plan(supergraph, document, definition, on, when))
    const key = [...on].join(' ')
    const known = byLabels.get(key)
    if (known) return known
    if (byLabels.size >= mostSettingsKept) byLabels.clear()
    const planned = plan(supergraph, document, definition, on, when)
    byLabels.set(key, planned)
    return planned
  }

  /**
   * Plans and compiles the only operation of a document before anybody asks for it; `registered`: under this name. What it
   * is if it was not: who would answer it, or why nobody.
   */
  const ready = (
    supergraph: Supergraph,
    document: DocumentNode,
    registered?: string,
  ): Otherwise | GraphQLError | undefined => {
    const prepared = prepare(supergraph, document, undefined, registered)
    if (!prepared) return noSuchOperation(undefined)
    for (const setting of settingsOf(prepared.labels)) {
      const { operation } = planFor(supergraph, document, prepared, setting, 'ahead')
      if (operation instanceof Otherwise || operation instanceof GraphQLError) return operation
      operation.verbatim?.ready()
    }
    return undefined
  }

  /** Whether it is answered is decided here, before anything is planned. */
  const admit = async (asked: Asked, prepared: Prepared, supergraph: Supergraph): Promise<Admitted | Refused> => {
    const { document, schema, variables: sent, client } = asked
    const seen: Seen = {
      operation: prepared.label,
      document,
      outcome: 'refused',
      plan: undefined,
      began: performance.now(),
      fetches: [],
    }
    client.course.seen = seen
    const { variableDefinitions } = prepared.definition
    let variables: Record<string, unknown> = {}
    if (variableDefinitions?.length) {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, sent)
      if (!coerced) return { errors: errors as GraphQLError[] }
      if (!isShallow(sent as Json, deepestVariable)) return { errors: [tooDeep()] }
      variables = coerced
    }
    const forbidden = prepared.guard?.(client.viewer, variables)
    if (forbidden) return { errors: forbidden }
    const estimated = prepared.demand.estimate(variables)
    const admitted = demandControl.admit(estimated, client)
    const refusal = admitted instanceof Promise ? await admitted : admitted
    if (refusal) return { errors: [refusal] }
    const on = prepared.labels.length === 0 ? none : decide(prepared.labels, client)
    const { operation, values } = planFor(supergraph, document, prepared, on, 'asked')
    if (operation instanceof Otherwise) return operation
    if (operation instanceof GraphQLError) return { errors: [operation] }
    return { operation, variables, sent: values ? { ...sent, ...values } : sent, estimated, seen }
  }

  const answer = async (asked: Asked): Promise<Result | Otherwise | Written> => {
    const { document, schema, operationName, client } = asked
    const supergraph = supergraphOf(schema)
    // Whoever else would answer it does not know what is guarded.
    if (!supergraph) return { errors: [changing()] } as Result
    const prepared = prepare(supergraph, document, operationName)
    if (!prepared) return { errors: [noSuchOperation(operationName)] } as Result
    if (prepared.definition.operation === 'subscription') return { errors: [answeredInEvents()] } as Result
    const admitted = await admit(asked, prepared, supergraph)
    if (!('operation' in admitted)) return admitted as Result | Otherwise
    const { operation, variables, sent, estimated, seen } = admitted
    const cache = asked.tellCache ? [] : undefined
    const run: Run = { client, sent, variables, data: undefined, errors: [], lost: [], cache, heard: [] }
    seen.plan = operation.plan
    operation.count()
    if (asked.asText && operation.verbatim && !asked.tellCost && !asked.tellPlan && !cache) {
      const data = await operation.verbatim.answer(run)
      if (data !== undefined) {
        seen.outcome = 'ok'
        return new Written(data)
      }
    }
    const answer = await execute(operation, run)
    seen.outcome = answer.errors ? 'errors' : 'ok'
    if (cache) answer.extensions = { ...answer.extensions, cache }
    if (asked.tellPlan && isDeveloper(client.viewer))
      answer.extensions = { ...answer.extensions, queryPlan: tellPlan(seen) }
    if (!asked.tellCost) return answer
    const actual = prepared.demand.actual(answer.data, variables)
    return {
      ...answer,
      extensions: { ...answer.extensions, cost: { estimated, actual, maximum: demandControl.maximum } },
    }
  }

  /** Begins a subscription, under the same rules: what its subgraph is asked, and what is made of each event. */
  const follow = async (asked: Asked): Promise<Following | { errors: readonly GraphQLError[] }> => {
    const { document, schema, operationName } = asked
    const supergraph = supergraphOf(schema)
    if (!supergraph) return { errors: [changing()] }
    const prepared = prepare(supergraph, document, operationName)
    if (!prepared) return { errors: [noSuchOperation(operationName)] }
    const admitted = await admit(asked, prepared, supergraph)
    if (admitted instanceof Otherwise) return { errors: [refuse('NOT_ACCEPTABLE', 'This is not answered in events.')] }
    if ('errors' in admitted) return admitted
    const { operation, variables, sent, estimated } = admitted
    const { primary } = operation
    const subgraph = primary && supergraph.subgraphs.get(primary.service)
    if (!primary || !subgraph?.follow) throw new Error('a subscription was planned without its beginning')
    const body = primary.body(sent)
    return {
      events: (client, lastEventId, signal) =>
        (subgraph.follow as NonNullable<Subgraph['follow']>)(body, client, lastEventId, signal),
      service: primary.service,
      async answer(reply, client) {
        const refusal = await demandControl.admit(estimated, client)
        if (refusal) return { errors: [refusal] } as Result
        const run: Run = { client, sent, variables, data: undefined, errors: [], lost: [], cache: undefined, heard: [] }
        primary.take(run, reply)
        operation.count()
        // It did not come to an event: it is over, for this reason.
        if (reply.data === undefined) return { errors: run.errors } as Result
        return execute(operation, run)
      },
    }
  }
  return { answer, follow, ready }
}

/** Apollo's executor takes this for a bug of its own. */
const noSuchOperation = (name: string | undefined) =>
  new GraphQLError(
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name.slice(0, 100)}".`,
  )
const answeredInEvents = () =>
  refuse('NOT_ACCEPTABLE', 'A subscription is answered in events: accept `text/event-stream`.', 406)
const tooDeep = () => refuse('BAD_USER_INPUT', `Variables may be ${deepestVariable} levels deep.`)

async function execute(operation: Operation, run: Run): Promise<Result> {
  await operation.fetch(run)
  const flaws: Flaw[] = []
  const data = operation.shape(run.data ?? {}, run.variables, flaws)
  for (const flaw of flaws) addFlaw(run, flaw)
  if (run.errors.length === 0) return { data } as Result
  const errors = run.errors.map((error) => asSeen(error, data))
  for (const { path } of errors) {
    const field = path && operation.fields.at(path)
    if (field !== undefined) fieldErrors.of(field).n += 1
  }
  const nulls = tellNulls(run, data)
  return { errors, data, ...(nulls ? { extensions: { nulls } } : {}) } as Result
}

/** An error of something the client did not ask for itself, but what it asked for needs, is told where it shows. */
function asSeen(error: GraphQLError, data: Json): GraphQLError {
  const { path, message, extensions } = error
  let value: Json | undefined = data
  for (const [at, step] of (path ?? []).entries()) {
    if (typeof value !== 'object' || value === null) return error
    if (!Object.hasOwn(value, step)) return new GraphQLError(message, { path: path?.slice(0, at), extensions })
    value = (value as Record<string | number, Json>)[step]
  }
  return error
}

/** What is missing against the graph's promise is told, unless an error of a subgraph is at that place, above it or below it. */
function addFlaw({ errors }: Run, { message, path, lost }: Flaw) {
  const empty = path.slice(0, path.length - lost)
  if (errors.some((error) => error.path && related(error.path, empty))) return
  if (errors.length < mostErrors)
    errors.push(new GraphQLError(message, { path, extensions: { code: 'INVALID_SUBGRAPH_ANSWER' } }))
}
