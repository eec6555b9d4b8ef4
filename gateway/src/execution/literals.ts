import {
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
  getNamedType,
  Kind,
  parseType,
  specifiedScalarTypes,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

import { isObject, type Json } from './json.ts'

// Clients that write values into their texts send a new text each time, and it is planned like the last one. So values
// of arguments become variables before an operation is planned: texts that differ in nothing else share a plan. The
// text itself was found valid as it was written; only the plan does not know the values.

/** An operation without the values of its arguments. */
export type Unvalued = {
  /** Equal for texts that differ in these values only. */
  key: string
  /** The values, as variables of the document below. */
  values: Record<string, Json>
  document(): DocumentNode
}

type Found = { argument: ArgumentNode; type: GraphQLInputType; value: Json; start: number; end: number }

const prefix = 'literal_'

/** Undefined: there are no values to take out, or the document is none that is looked into. */
export function withoutLiterals(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
): Unvalued | undefined {
  const text = document.loc?.source.body
  const root = schema.getRootType(definition.operation)
  const only = document.definitions.every((one) => one === definition || one.kind === Kind.FRAGMENT_DEFINITION)
  const given = definition.variableDefinitions ?? []
  if (text === undefined || !root || !only) return undefined
  if (given.some(({ variable }) => variable.name.value.startsWith(prefix))) return undefined
  const found: Found[] = []
  const seen = new Set<string>()
  let asksOfSchema = false
  visitAll(definition.selectionSet, root)
  // What is asked of the schema is answered here, with the client's own variables.
  if (found.length === 0 || asksOfSchema) return undefined

  const values: Record<string, Json> = {}
  const names = new Map<string, string>()
  const types = new Map<string, GraphQLInputType>()
  const variables = new Map<ArgumentNode, string>()
  let key = ''
  let read = 0
  for (const { argument, type, value, start, end } of found.toSorted((one, other) => one.start - other.start)) {
    // Equal values stay equal: fields that are asked for twice must be asked for alike.
    const same = `${String(type)} ${JSON.stringify(value)}`
    let name = names.get(same)
    if (name === undefined) {
      name = `${prefix}${names.size}`
      names.set(same, name)
      types.set(name, type)
      values[name] = value
    }
    variables.set(argument, name)
    key += `${text.slice(read, start)}$${name}`
    read = end
  }
  key += text.slice(read)
  return { key, values, document: () => rewrite(document, variables, types) }

  function visitAll(set: SelectionSetNode, parent: GraphQLCompositeType) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value
        const field = 'getFields' in parent ? parent.getFields()[name] : undefined
        if (name === '__schema' || name === '__type') asksOfSchema = true
        if (!field) continue
        for (const argument of selection.arguments ?? []) {
          const type = field.args.find((one) => one.name === argument.name.value)?.type
          const { loc } = argument.value
          if (!type || !loc) continue
          const value = valueOf(argument.value, type)
          if (value !== undefined) found.push({ argument, type, value, start: loc.start, end: loc.end })
        }
        const below = getNamedType(field.type)
        if (selection.selectionSet && isCompositeType(below)) visitAll(selection.selectionSet, below)
        continue
      }
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined
      if (spread !== undefined && seen.has(spread)) continue
      if (spread !== undefined) seen.add(spread)
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent
      if (fragment && isCompositeType(on)) visitAll(fragment.selectionSet, on)
    }
  }
}

const specified = new Set(specifiedScalarTypes.map(({ name }) => name))

/** What a variable must hold to mean the same. Undefined: that is not certain, so it stays where it is. */
function valueOf(node: ValueNode, given: GraphQLInputType): Json | undefined {
  const type = getNullableType(given)
  if (isListType(type)) {
    if (node.kind !== Kind.LIST) return undefined
    const elements = node.values.map((element) => valueOf(element, type.ofType))
    return elements.includes(undefined) ? undefined : (elements as Json[])
  }
  if (isInputObjectType(type)) {
    if (node.kind !== Kind.OBJECT) return undefined
    const value: Record<string, Json> = {}
    for (const { name, value: written } of node.fields) {
      const field = type.getFields()[name.value]
      const one = field && valueOf(written, field.type)
      if (one === undefined) return undefined
      value[name.value] = one
    }
    return isObject(value) ? value : undefined
  }
  if (isEnumType(type)) return node.kind === Kind.ENUM ? node.value : undefined
  if (!isScalarType(type)) return undefined
  // Of our own scalars nobody knows how they read a number; a text they read alike.
  if (node.kind === Kind.STRING) return type.name === 'String' || type.name === 'ID' || !specified.has(type.name) ? node.value : undefined // prettier-ignore
  if (node.kind === Kind.BOOLEAN) return type.name === 'Boolean' ? node.value : undefined
  if (node.kind === Kind.INT && type.name === 'ID') return node.value
  if (node.kind === Kind.INT && type.name === 'Int') return Number(node.value)
  if ((node.kind === Kind.INT || node.kind === Kind.FLOAT) && type.name === 'Float') return finite(Number(node.value))
  return undefined
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined)

const rewrite = (
  document: DocumentNode,
  variables: ReadonlyMap<ArgumentNode, string>,
  types: ReadonlyMap<string, GraphQLInputType>,
): DocumentNode =>
  visit(document, {
    Argument(node) {
      const name = variables.get(node)
      if (name === undefined) return undefined
      return { ...node, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } }
    },
    OperationDefinition: {
      leave: (node) => ({
        ...node,
        variableDefinitions: [
          ...(node.variableDefinitions ?? []),
          ...[...types].map(([name, type]) => ({
            kind: Kind.VARIABLE_DEFINITION,
            variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
            type: parseType(String(type), { noLocation: true }),
          })),
        ],
      }),
    },
  })
