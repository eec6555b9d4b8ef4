import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { compileInputs, compileListSize, type Variables } from './cost-arguments.ts'
import type { CostRules } from './cost-rules.ts'

// What an operation costs, before it is executed and after: the cost specification of IBM
// (https://ibm.github.io/graphql-specs/cost-spec.html) with the weights of Apollo's demand control
// (https://www.apollographql.com/docs/graphos/routing/security/demand-control): an object costs 1, a leaf nothing, an
// input object 1, a mutation 10; a list so many times as `@listSize` says. Of the types an object may have, the dearest
// counts. Fields asked for twice at one place count twice.

/** The schema's description of itself comes from memory, but is long. */
const introspectionCost = 100
const mutationCost = 10

/** A field, with all that its cost depends on. Those that cost nothing are left out. */
type Field = {
  key: string
  weight: number
  inputs: ((variables: Variables) => number) | undefined
  /** Undefined: no list. */
  size: ((variables: Variables) => number) | undefined
  /** Undefined: always. */
  included: ((variables: Variables) => boolean) | undefined
  below: Selections
}
type Selections = { always: Field[]; byType: Map<string, Field[]> }
/** The list that a field above says the size of, by the path to it. */
type Sized = { path: string[]; size: (variables: Variables) => number }

export type Demand = {
  /** The most it should cost, by what the schema says. */
  estimate(variables: Variables): number
  /** What its answer did cost. */
  actual(data: unknown, variables: Variables): number
}

export function compileDemand(
  rules: CostRules,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  operation: OperationDefinitionNode,
): Demand {
  let varies = false
  const root = schema.getRootType(operation.operation)
  const whole = root ? compileSelections(root, operation.selectionSet, []) : empty()
  const start = operation.operation === 'mutation' ? mutationCost : 0
  const known = varies ? undefined : start + estimateAll(whole, {})
  return {
    estimate: (variables) => known ?? start + estimateAll(whole, variables),
    actual: (data, variables) => start + actualAll(whole, data, variables),
  }

  function compileSelections(parent: GraphQLCompositeType, set: SelectionSetNode, sized: readonly Sized[]): Selections {
    const made = empty()
    const visit = (selection: SelectionNode, type: GraphQLCompositeType, into: Field[], above: Field['included']) => {
      const included = both(above, condition(selection))
      if (selection.kind === Kind.FIELD) {
        const field = compileField(selection, type, included, sized)
        if (field) into.push(field)
        return
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
      if (!fragment || !isCompositeType(on)) return
      const narrower = !isObjectType(type) && isObjectType(on)
      const place = narrower ? (made.byType.get(on.name) ?? []) : into
      if (narrower) made.byType.set(on.name, place)
      for (const below of fragment.selectionSet.selections) visit(below, narrower ? on : type, place, included)
    }
    for (const selection of set.selections) visit(selection, parent, made.always, undefined)
    return made
  }

  function compileField(
    node: FieldNode,
    parent: GraphQLCompositeType,
    included: Field['included'],
    sized: readonly Sized[],
  ): Field | undefined {
    const name = node.name.value
    const key = node.alias?.value ?? name
    const fixed = { key, inputs: undefined, size: undefined, included, below: empty() }
    if (name === '__schema' || name === '__type') return { ...fixed, weight: introspectionCost }
    // A fragment on an interface may ask an object for what its own type has too.
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined
    if (!definition) return undefined
    const where = `${parent.name}.${name}`
    const type = getNamedType(definition.type)
    const weight = rules.weights.get(where) ?? rules.weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0)
    const rule = rules.sizes.get(where)
    const own = compileListSize(rule, definition, node)
    const inputs = compileInputs(rules, where, definition, node)
    if (own.varies || inputs?.varies) varies = true
    const told = rule?.sizedFields?.map((path): Sized => ({ path: path.split('.'), size: own.size })) ?? []
    const here = sized.filter(({ path }) => path[0] === name)
    const further = here.flatMap(({ path, size }) => (path.length > 1 ? [{ path: path.slice(1), size }] : []))
    const above = here.find(({ path }) => path.length === 1)?.size
    const below =
      node.selectionSet && isCompositeType(type)
        ? compileSelections(type, node.selectionSet, [...told, ...further])
        : empty()
    if (weight === 0 && !inputs && below.always.length === 0 && below.byType.size === 0) return undefined
    const size = isListType(getNullableType(definition.type)) ? (above ?? own.size) : undefined
    return { key, weight, inputs: inputs?.cost, size, included, below }
  }

  function condition(selection: SelectionNode): Field['included'] {
    if (!selection.directives?.length) return undefined
    varies = true
    return (variables) =>
      getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false
  }
}

const empty = (): Selections => ({ always: [], byType: new Map() })
const both = (one: Field['included'], other: Field['included']): Field['included'] =>
  one && other ? (variables) => one(variables) && other(variables) : (one ?? other)

function estimateAll({ always, byType }: Selections, variables: Variables): number {
  let dearest = 0
  for (const fields of byType.values()) dearest = Math.max(dearest, sum(fields, variables))
  return sum(always, variables) + dearest
}

function sum(fields: readonly Field[], variables: Variables): number {
  let cost = 0
  for (const { weight, inputs, size, included, below } of fields) {
    if (included && !included(variables)) continue
    const times = size ? size(variables) : 1
    if (times > 0) cost += times * (weight + estimateAll(below, variables))
    if (inputs) cost += inputs(variables)
  }
  return cost
}

function actualAll({ always, byType }: Selections, data: unknown, variables: Variables): number {
  if (typeof data !== 'object' || data === null) return 0
  if (Array.isArray(data))
    return data.reduce<number>((cost, element) => cost + actualAll({ always, byType }, element, variables), 0)
  const counted = new Set<string>()
  let cost = 0
  for (const fields of [always, ...byType.values()])
    for (const { key, weight, inputs, included, below } of fields) {
      if (!Object.hasOwn(data, key) || (included && !included(variables))) continue
      const value = (data as Record<string, unknown>)[key]
      if (!counted.has(key)) cost += weight * countOf(value) + (inputs?.(variables) ?? 0)
      counted.add(key)
      cost += actualAll(below, value, variables)
    }
  return cost
}

/** How many values there are: none for null, all that are in a list. */
const countOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce<number>((count, element) => count + countOf(element), 0)
    : value === null || value === undefined
      ? 0
      : 1
