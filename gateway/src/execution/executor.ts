import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { DemandControl } from '../policies/demand-control.ts'
import { noDevelopers, type IsDeveloper } from '../policies/developers.ts'
import type { PolicyChecks } from '../policies/guards.ts'
import { decideLabels, type DecideLabels } from '../policies/override-labels.ts'
import { createOperationNames, type OperationNames } from '../seen/operation-names.ts'
import { tellPlan } from '../seen/plan-told.ts'
import { createAdmission, type Asked } from './admission.ts'
import type { Operation, Supergraph } from './compile-operation.ts'
import { giveParts, type First } from './deferred/give-parts.ts'
import { tellNulls } from './nulls.ts'
import { createPlans } from './plans.ts'
import { createPreparing } from './prepared.ts'
import { changing, Otherwise, refuse } from './refusals.ts'
import type { Reply, Run, Subgraph, SubgraphEvent } from './run.ts'
import type { Flaw } from './shape.ts'
import { addFlaw, asSeen, countErrors } from './told-errors.ts'
import { createWays } from './ways.ts'
import { Written } from './written.ts'

export type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor']
type Result = Awaited<ReturnType<Executor>>

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

/** A subscription that was admitted. */
export type Following = {
  /** The subgraph that its events come from. */
  service: string
  events(client: GatewayContext, lastEventId: string | undefined, signal: AbortSignal): AsyncGenerator<SubgraphEvent>
  /** What the client is told of one of them: an operation of its own, which costs as much. */
  answer(reply: Reply, client: GatewayContext): Promise<Result>
}

/** Answers operations: each is prepared (`prepared.ts`), let in (`admission.ts`), planned once for each way (`ways.ts`), and done by its plan. */
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
  const prepare = createPreparing(policyChecks, names)
  const ways = createWays(createPlans(logger, { share: sharePlans }), decide)
  const admit = createAdmission(demandControl, ways)

  /**
   * Plans and compiles the only operation of a document before anybody asks for it; `registered`: under this name. What it
   * is if it was not: who would answer it, or why nobody.
   */
  const ready = (supergraph: Supergraph, document: DocumentNode, registered?: string) => {
    const prepared = prepare(supergraph, document, undefined, registered)
    return prepared ? ways.planAhead(supergraph, document, prepared) : noSuchOperation(undefined)
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
