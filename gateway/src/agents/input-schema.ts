import {
  astFromValue,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  valueFromASTUntyped,
  type GraphQLEnumType,
  type GraphQLInputType,
} from 'graphql'

/** JSON Schema (https://json-schema.org/draft/2020-12), as far as a GraphQL input needs it. */
export type JsonSchema = {
  type?: string
  format?: string
  description?: string
  enum?: readonly string[]
  default?: unknown
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  additionalProperties?: boolean
}

const scalars: Record<string, JsonSchema> = {
  String: { type: 'string' },
  ID: { type: 'string' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
}

/** Inputs within themselves are told so deep; below, whatever fits. */
const deepest = 8

/** What may be given for a type of the graph, with the graph's own words. */
export function schemaOf(type: GraphQLInputType, depth = 0): JsonSchema {
  if (isNonNullType(type)) return schemaOf(type.ofType, depth)
  if (isListType(type)) return { type: 'array', items: schemaOf(type.ofType, depth + 1) }
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name), ...wordsOf(type) }
  if (!isInputObjectType(type)) return { ...scalars[type.name], ...(scalars[type.name] ? {} : told(type.description)) }
  if (depth >= deepest) return { type: 'object', ...told(type.description) }
  const fields = Object.values(type.getFields())
  return {
    type: 'object',
    ...told(type.description),
    properties: Object.fromEntries(
      fields.map(({ name, type: of, description, defaultValue }) => {
        const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, of)
        return [name, described(schemaOf(of, depth + 1), description, value ? valueFromASTUntyped(value) : undefined)]
      }),
    ),
    required: fields
      .filter(({ type: of, defaultValue }) => isNonNullType(of) && defaultValue === undefined)
      .map(({ name }) => name),
    additionalProperties: false,
  }
}

/** A schema with what is said of the place it stands at, before what is said of its type. */
export function described(schema: JsonSchema, description: string | null | undefined, standard?: unknown): JsonSchema {
  const words = [description, schema.description].filter(Boolean).join(' ')
  return { ...schema, ...told(words), ...(standard === undefined ? {} : { default: standard }) }
}

const told = (description: string | null | undefined) => (description ? { description } : {})

/** What an enum is, and what each of its values means. */
function wordsOf(type: GraphQLEnumType) {
  const values = type.getValues().flatMap(({ name, description }) => (description ? [`${name}: ${description}`] : []))
  return told([type.description, ...values].filter(Boolean).join(' '))
}
