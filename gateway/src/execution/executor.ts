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
import type { DemandControl } from '../policies/demand-control.ts'
import { compileDemand, type Demand } from '../policies/demand.ts'
import { noDevelopers, type IsDeveloper } from '../policies/developers.ts'
import { compileGuard, type Guard, type PolicyChecks } from '../policies/guards.ts'
import { decideLabels, type DecideLabels } from '../policies/override-labels.ts'
import { createOperationNames, type OperationNames } from '../seen/operation-names.ts'
import { tellPlan } from '../seen/plan-told.ts'
import type { Seen } from '../seen/seen.ts'
import { fragmentsOf } from './collect.ts'
import type { Operation, Supergraph } from './compile-operation.ts'
import { findConditions, settingsOfConditions, type Conditions } from './conditions.ts'
import { findDeferred, type MayDefer } from './deferred/compile-deferral.ts'
import { mayDefer } from './deferred/directive.ts'
import { giveParts, type First } from './deferred/give-parts.ts'
import { isShallow, type Json } from './json.ts'
import { tellNulls } from './nulls.ts'
import { settingsOf, type Setting } from './overrides.ts'
import { createPlans, keyOf, type Planned, type Way } from './plans.ts'
import { changing, Otherwise, refuse } from './refusals.ts'
import type { Reply, Run, Subgraph, SubgraphEvent } from './run.ts'
import type { Flaw } from './shape.ts'
import { addFlaw, asSeen, countErrors } from './told-errors.ts'
import { Written } from './written.ts'

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

/** An answer in parts. What comes first must be written before the next is asked for. */
export class InParts {
  readonly first: First
  constructor(first: First) {
    this.first = first
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
  /** Its plan, where there is only one way to plan it. */
  planned: Planned | undefined
  /** Labels that decide how it is planned. */
  labels: readonly string[]
  /** What it asks for only if they hold. */
  conditions: Conditions | undefined
  /** What of it may be given later. */
  deferred: MayDefer | undefined
  /** Its plan for each way that was met. */
  byWay: Map<string, Planned>
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

/** Plans of one operation, for so many ways. */
const mostWaysKept = 64

const none: Setting = new Set()
/** That of an operation whose text says everything. */
const theOnly: Way = { labels: none, held: undefined, later: undefined }

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
    const deferred = mayDefer(document.loc?.source.body) ? findDeferred(document, definition, fragments) : undefined
    const conditions = findConditions(definition, fragments)
    const byWay = new Map<string, Planned>()
    prepared = { definition, label, guard, demand, planned: undefined, labels, conditions, deferred, byWay }
    operations.set(name ?? '', prepared)
    return prepared
  }

  const planFor = (
    supergraph: Supergraph,
    document: DocumentNode,
    prepared: Prepared,
    way: Way,
    when: 'asked' | 'ahead',
  ): Planned => {
    const { definition, byWay } = prepared
    if (way === theOnly) return (prepared.planned ??= plan(supergraph, document, definition, way, when))
    const key = keyOf(way)
    const known = byWay.get(key)
    if (known) return known
    if (byWay.size >= mostWaysKept) byWay.clear()
    const planned = plan(supergraph, document, definition, way, when)
    byWay.set(key, planned)
    return planned
  }
  const laterOf = ({ deferred }: Prepared, variables: Record<string, unknown>): Way['later'] => {
    const setting = deferred?.setting(variables)
    return deferred && setting !== undefined ? { setting, isLater: deferred.isLater(setting) } : undefined
  }
  const wayOf = (prepared: Prepared, variables: Record<string, unknown>, client: GatewayContext, inParts: boolean) => {
    const { labels, conditions, deferred } = prepared
    if (labels.length === 0 && !conditions && !(inParts && deferred)) return theOnly
    return {
      labels: labels.length === 0 ? none : decide(labels, client),
      held: conditions?.hold(variables),
      later: inParts ? laterOf(prepared, variables) : undefined,
    }
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
    const { labels, conditions } = prepared
    // As it is asked for usually: everything that may be put off is.
    const later = laterOf(prepared, {})
    for (const on of settingsOf(labels))
      for (const held of conditions ? settingsOfConditions(conditions) : [undefined]) {
        const way = labels.length === 0 && !held ? theOnly : { labels: on, held, later: undefined }
        const { operation } = planFor(supergraph, document, prepared, way, 'ahead')
        if (operation instanceof Otherwise || operation instanceof GraphQLError) return operation
        operation.verbatim?.ready()
        if (later) planFor(supergraph, document, prepared, { ...way, later }, 'ahead')
      }
    return undefined
  }

  /** Whether it is answered is decided here, before anything is planned. */
  const admit = async (
    asked: Asked,
    prepared: Prepared,
    supergraph: Supergraph,
    inParts = false,
  ): Promise<Admitted | Refused> => {
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
    if (prepared.conditions?.names.some((name) => variables[name] === null)) return { errors: [noCondition()] }
    const forbidden = prepared.guard?.(client.viewer, variables)
    if (forbidden) return { errors: forbidden }
    const estimated = prepared.demand.estimate(variables)
    const admitted = demandControl.admit(estimated, client)
    const refusal = admitted instanceof Promise ? await admitted : admitted
    if (refusal) return { errors: [refusal] }
    const way = wayOf(prepared, variables, client, inParts)
    const { operation, values } = planFor(supergraph, document, prepared, way, 'asked')
    if (operation instanceof Otherwise) return operation
    if (operation instanceof GraphQLError) return { errors: [operation] }
    return { operation, variables, sent: values ? { ...sent, ...values } : sent, estimated, seen }
  }

  const respond = async (asked: Asked, inParts = false): Promise<Result | Otherwise | Written | InParts> => {
    const { document, schema, operationName, client } = asked
    const supergraph = supergraphOf(schema)
    // Whoever else would answer it does not know what is guarded.
    if (!supergraph) return { errors: [changing()] } as Result
    const prepared = prepare(supergraph, document, operationName)
    if (!prepared) return { errors: [noSuchOperation(operationName)] } as Result
    if (prepared.definition.operation === 'subscription') return { errors: [answeredInEvents()] } as Result
    const admitted = await admit(asked, prepared, supergraph, inParts)
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
    /** What is told of the answer when it is whole. */
    const finish = ({ data, errors }: Pick<Result, 'data' | 'errors'>) => {
      seen.outcome = errors?.length ? 'errors' : 'ok'
      return {
        ...(cache && { cache }),
        ...(asked.tellPlan && isDeveloper(client.viewer) && { queryPlan: tellPlan(seen) }),
        ...(asked.tellCost && {
          cost: { estimated, actual: prepared.demand.actual(data, variables), maximum: demandControl.maximum },
        }),
      }
    }
    if (operation.inParts) {
      const first = await giveParts(operation.inParts, supergraph.kinds, run, ({ data, errors, lost }) => {
        countErrors(errors, operation.fields)
        const nulls = errors.length > 0 ? tellNulls({ lost, errors }, data) : undefined
        return given({ ...(nulls && { nulls }), ...finish({ data, errors }) })
      })
      return new InParts(first)
    }
    const answer = await execute(operation, run)
    if (asked.tellCost || asked.tellPlan || cache) {
      const extensions = given({ ...answer.extensions, ...finish(answer) })
      return extensions ? { ...answer, extensions } : answer
    }
    seen.outcome = answer.errors ? 'errors' : 'ok'
    return answer
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
  return {
    answer: respond as (asked: Asked) => Promise<Result | Otherwise | Written>,
    /** To a client that takes an answer in parts. What has no parts is answered as ever. */
    answerInParts: (asked: Asked) => respond(asked, true),
    follow,
    ready,
  }
}

const given = (extensions: Record<string, unknown>) => (Object.keys(extensions).length > 0 ? extensions : undefined)

/** Apollo's executor takes this for a bug of its own. */
const noSuchOperation = (name: string | undefined) =>
  new GraphQLError(
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name.slice(0, 100)}".`,
  )
const answeredInEvents = () =>
  refuse('NOT_ACCEPTABLE', 'A subscription is answered in events: accept `text/event-stream`.', 406)
/** A variable with a default may be sent as null. */
const noCondition = () => refuse('BAD_USER_INPUT', 'A variable that `@skip` or `@include` asks must not be null.')
const tooDeep = () => refuse('BAD_USER_INPUT', `Variables may be ${deepestVariable} levels deep.`)

async function execute(operation: Operation, run: Run): Promise<Result> {
  await operation.fetch(run)
  const flaws: Flaw[] = []
  const data = operation.shape(run.data ?? {}, run.variables, flaws)
  for (const flaw of flaws) addFlaw(run.errors, flaw)
  if (run.errors.length === 0) return { data } as Result
  const errors = run.errors.map((error) => asSeen(error, data))
  countErrors(errors, operation.fields)
  const nulls = tellNulls(run, data)
  return { errors, data, ...(nulls ? { extensions: { nulls } } : {}) } as Result
}
