import { getVariableValues, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { DemandControl } from '../policies/demand-control.ts'
import type { Seen } from '../seen/seen.ts'
import type { Operation, Supergraph } from './compile-operation.ts'
import { isShallow, type Json } from './json.ts'
import type { Prepared } from './prepared.ts'
import { Otherwise, refuse } from './refusals.ts'
import type { createWays } from './ways.ts'

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

/** An operation that is answered: with what it was planned for, and what it is estimated to cost. */
export type Admitted = {
  operation: Operation
  variables: Record<string, unknown>
  sent: Record<string, unknown>
  estimated: number
  seen: Seen
}
export type Refused = { errors: readonly GraphQLError[] } | Otherwise

/** Deeper than any input of a graph made for people. */
const deepestVariable = 30

/** Whether an operation is answered is decided here, before anything is planned. */
export const createAdmission =
  (demandControl: DemandControl, { wayOf, planFor }: ReturnType<typeof createWays>) =>
  async (asked: Asked, prepared: Prepared, supergraph: Supergraph, inParts = false): Promise<Admitted | Refused> => {
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

/** A variable with a default may be sent as null. */
const noCondition = () => refuse('BAD_USER_INPUT', 'A variable that `@skip` or `@include` asks must not be null.')
const tooDeep = () => refuse('BAD_USER_INPUT', `Variables may be ${deepestVariable} levels deep.`)
