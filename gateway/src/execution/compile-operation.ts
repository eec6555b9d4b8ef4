import type { Schema } from '@apollo/federation-internals'
import {
  executeSync,
  getOperationAST,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'

import { fieldsAsked } from '../gateway-metrics.ts'
import type { CostRules } from '../policies/cost-rules.ts'
import type { GuardRules } from '../policies/guard-rules.ts'
import { fieldsOf, type OperationFields } from '../seen/fields.ts'
import { collectFields, fragmentsOf, type Document } from './collect.ts'
import type { Primary } from './compile-fetch.ts'
import { compilePlan, type PlanParts, type Step } from './compile-plan.ts'
import type { Deferral } from './deferred/compile-deferral.ts'
import type { Json, JsonObject } from './json.ts'
import type { Overrides, Setting } from './overrides.ts'
import { planOperation } from './plan-operation.ts'
import { UnknownShape, type Plan, type Planner } from './plan.ts'
import { compileObject, type Flaw } from './shape.ts'
import type { StandIns } from './stand-ins.ts'
import { compileVerbatim } from './verbatim/compile-verbatim.ts'
import { createVerbatim } from './verbatim/verbatim.ts'

/** A supergraph, with what is needed to plan and answer operations over it. */
export type Supergraph = PlanParts & {
  schema: GraphQLSchema
  planned: Schema
  planner: Pick<Planner, 'buildQueryPlan'>
  standIns: StandIns
  /** The planner of what is answered in parts, made when it is first needed. Undefined: nothing is. */
  deferring?: () => Pick<Planner, 'buildQueryPlan'>
  costs: CostRules
  guards: GuardRules
  /** Which labels decide where what an operation needs comes from. */
  overrides: Overrides
}

export type Operation = {
  definition: OperationDefinitionNode
  /** As the planner made it; undefined: nothing is fetched. */
  plan: Plan['node']
  fields: OperationFields
  /** It was executed once more: so was each of its fields. */
  count(): void
  /** Fetches everything; of a subscription what an event does not bring. */
  fetch: Step
  /** Fetches everything, and gives it on as it was written. Undefined: of a subscription. */
  verbatim: ReturnType<typeof createVerbatim> | undefined
  /** Of a subscription. */
  primary: Primary | undefined
  /** Answers it in parts. */
  inParts?: Deferral
  /** Gives what was fetched the form that was asked for. Null: something that must not be null is. */
  shape(data: JsonObject, variables: Record<string, unknown>, flaws: Flaw[]): JsonObject | null
}

/**
 * Plans and compiles one operation of a document that was valid, and has no conditions any more, with some labels of
 * overrides on. Throws `UnknownShape` for what Apollo's executor must do.
 */
export function compileOperation(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
  labels: Setting,
): Operation {
  const { schema } = supergraph
  const definition = getOperationAST(document, operationName)
  const root = definition ? schema.getRootType(definition.operation) : undefined
  if (!definition || !root) throw new UnknownShape('operation')
  const fragments = fragmentsOf(document)
  const plan = planOperation(supergraph, document, operationName, labels)
  const { fetch, primary } = compilePlan(plan, supergraph)
  const shape = compileRoot({ schema, fragments }, definition, root)
  const verbatim = primary
    ? undefined
    : createVerbatim(() => compileVerbatim(plan, { schema, fragments }, definition, root, supergraph))
  const fields = fieldsOf(schema, fragments, definition)
  return {
    definition,
    plan: plan.node,
    fields,
    count: countFields(fields),
    fetch,
    verbatim,
    primary,
    shape,
  }
}

/** Counts each field of an operation once more. */
export function countFields({ all }: OperationFields) {
  const counts = all.map((field) => fieldsAsked.of(field))
  return () => {
    for (const count of counts) count.n += 1
  }
}

export function compileRoot(document: Document, definition: OperationDefinitionNode, root: GraphQLObjectType) {
  const shape = compileObject(document, root, [definition.selectionSet])
  const introspect = compileIntrospection(document, definition, root)
  return (data: JsonObject, variables: Record<string, unknown>, flaws: Flaw[]) =>
    shape(introspect ? { ...data, ...introspect(variables) } : data, flaws)
}

/** What is asked of the schema itself is answered here, by graphql-js, and once where no variable is in it. */
function compileIntrospection(
  { schema, fragments }: Document,
  definition: OperationDefinitionNode,
  root: GraphQLObjectType,
) {
  const fields = [...collectFields({ schema, fragments }, root, [definition.selectionSet]).values()]
    .flat()
    .filter(({ name }) => name.value === '__schema' || name.value === '__type')
  if (fields.length === 0) return undefined
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } },
      ...(fragments.values() as Iterable<FragmentDefinitionNode>),
    ],
  }
  const answer = (variableValues: Record<string, unknown>) => {
    const { data } = executeSync({ schema, document, rootValue: {}, variableValues })
    return (data ?? {}) as Record<string, Json>
  }
  if (definition.variableDefinitions?.length) return answer
  let known: Record<string, Json> | undefined
  return (variables: Record<string, unknown>) => (known ??= answer(variables))
}
