import {
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql'

import type { CostRules, ListSize } from './cost-rules.ts'

export type Variables = Record<string, unknown>
type Definition = GraphQLField<unknown, unknown>

/** A list of which nothing is known is taken for so long. */
export const unknownListSize = 10

const isFixed = (value: ValueNode): boolean =>
  value.kind === Kind.VARIABLE
    ? false
    : value.kind === Kind.LIST
      ? value.values.every(isFixed)
      : value.kind === Kind.OBJECT
        ? value.fields.every((field) => isFixed(field.value))
        : true

/** An argument's value, known now or once the variables are. Undefined: not given. */
function argument(definition: Definition, node: FieldNode, name: string) {
  const given = node.arguments?.find((one) => one.name.value === name)?.value
  const standard: unknown = definition.args.find((one) => one.name === name)?.defaultValue
  if (!given) return { varies: false, read: () => standard }
  if (!isFixed(given)) return { varies: true, read: (at: Variables) => valueFromASTUntyped(given, at) ?? standard }
  const known: unknown = valueFromASTUntyped(given)
  return { varies: false, read: () => known }
}

/** How long a list will be: what the request asks for, else what the schema assumes. */
export function compileListSize(rule: ListSize | undefined, definition: Definition, node: FieldNode) {
  const assumed = rule?.assumedSize ?? unknownListSize
  const slicing = (rule?.slicingArguments ?? []).map((path) => {
    const [name = '', ...below] = path.split('.')
    return { ...argument(definition, node, name), below }
  })
  const size = (variables: Variables) => {
    let most: number | undefined
    for (const { read, below } of slicing) {
      const value = below.reduce(into, read(variables))
      if (typeof value === 'number') most = Math.max(most ?? 0, value)
    }
    return most ?? assumed
  }
  return { size, varies: slicing.some(({ varies }) => varies) }
}

const into = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

/** What the arguments of a field cost. Undefined: nothing, whatever they are. */
export function compileInputs(rules: CostRules, where: string, definition: Definition, node: FieldNode) {
  const priced = (node.arguments ?? []).flatMap(({ name }) => {
    const found = definition.args.find((one) => one.name === name.value)
    if (!found) return []
    const weight = rules.weights.get(`${where}(${found.name})`)
    return weight === undefined && !mayCost(rules, found.type)
      ? []
      : [{ type: found.type, weight, ...argument(definition, node, found.name) }]
  })
  if (priced.length === 0) return undefined
  const cost = (variables: Variables) =>
    priced.reduce((sum, { type, weight, read }) => sum + inputCost(rules, type, read(variables), weight), 0)
  return { cost, varies: priced.some(({ varies }) => varies) }
}

function mayCost(rules: CostRules, type: GraphQLInputType): boolean {
  const inner = getNullableType(type)
  return isListType(inner) ? mayCost(rules, inner.ofType) : isInputObjectType(inner) || rules.weights.has(inner.name)
}

function inputCost(rules: CostRules, type: GraphQLInputType, value: unknown, weight: number | undefined): number {
  const inner = getNullableType(type)
  if (value === null || value === undefined) return 0
  if (isListType(inner))
    return (Array.isArray(value) ? (value as unknown[]) : [value]).reduce<number>(
      (sum, element) => sum + inputCost(rules, inner.ofType, element, weight),
      0,
    )
  const own = weight ?? rules.weights.get(inner.name)
  if (!isInputObjectType(inner)) return own ?? 0
  const fields = inner.getFields()
  return Object.entries(value).reduce((sum, [name, below]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field ? sum + inputCost(rules, field.type, below, rules.weights.get(`${inner.name}.${name}`)) : sum
  }, own ?? 1)
}
