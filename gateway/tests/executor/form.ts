import {
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'

/**
 * What of an answer is not in the form that was asked for, by graphql-js' own reading of the document: a field too many
 * or too few, a null where none may be, a value of another kind. Where a type is not told, one must fit.
 */
export function misshapen(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  data: unknown,
  { ordered = true } = {},
) {
  const operation = getOperationAST(document)
  const root = operation && schema.getRootType(operation.operation)
  if (!operation || !root) throw new Error('there is no operation')
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {}
  const fragments = Object.fromEntries(
    document.definitions.flatMap((found): [string, FragmentDefinitionNode][] =>
      found.kind === Kind.FRAGMENT_DEFINITION ? [[found.name.value, found]] : [],
    ),
  )

  const ofObject = (
    value: unknown,
    type: GraphQLObjectType,
    fields: ReadonlyMap<string, readonly FieldNode[]>,
    at: string,
  ): string[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`]
    const keys = Object.keys(value)
    const [told, asked] = ordered ? [keys, [...fields.keys()]] : [keys.toSorted(), [...fields.keys()].toSorted()]
    if (told.join() !== asked.join()) return [`${at} has ${keys.join()} instead of ${[...fields.keys()].join()}`]
    return [...fields].flatMap(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? ''
      const below = (value as Record<string, unknown>)[key]
      if (name === '__typename') return below === type.name ? [] : [`${at}.${key} is ${String(below)}`]
      const definition = type.getFields()[name]
      return definition ? ofValue(below, definition.type, nodes, `${at}.${key}`) : [] // of the schema itself
    })
  }
  const ofValue = (value: unknown, type: GraphQLOutputType, nodes: readonly FieldNode[], at: string): string[] => {
    if (isNonNullType(type)) return value === null ? [`${at} is null`] : ofValue(value, type.ofType, nodes, at)
    if (value === null) return []
    if (isListType(type))
      return Array.isArray(value)
        ? value.flatMap((element: unknown, index) => ofValue(element, type.ofType, nodes, `${at}.${index}`))
        : [`${at} is no list`]
    if (isLeafType(type)) {
      try {
        return type.serialize(value) === value ? [] : [`${at} is ${JSON.stringify(value)}`]
      } catch (error) {
        return [`${at}: ${(error as Error).message}`]
      }
    }
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
    const tried = types.map((one) => ofObject(value, one, collectSubfields(schema, fragments, coerced, one, nodes), at))
    return tried.find((wrong) => wrong.length === 0) ?? tried.flat()
  }
  return data === null
    ? []
    : ofObject(data, root, collectFields(schema, fragments, coerced, root, operation.selectionSet), 'data')
}
