import {
  isInputType,
  Kind,
  parse,
  typeFromAST,
  validate,
  valueFromASTUntyped,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'

import type { RegisteredOperation } from '../execution/registered-operations.ts'
import { described, schemaOf, type JsonSchema } from './input-schema.ts'

/** An operation that agents may use. */
export type Tool = {
  text: string
  /** What it is in the terms of the Model Context Protocol. */
  told: ToldTool
}

type ToldTool = {
  name: string
  description: string
  inputSchema: JsonSchema & { type: 'object' }
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean }
}

/** Variables that we know better than any agent. */
export type OwnVariables = Readonly<Record<string, string>>

/**
 * The registered operations that have a description are tools: their descriptions, those of their variables and those of
 * the graph's inputs are what an agent reads. (GraphQL of September 2025 lets operations and variables have descriptions:
 * https://spec.graphql.org/September2025/#sec-Descriptions.) What is not of this graph is left out, as it is elsewhere.
 */
export function toolsOf(
  registered: readonly RegisteredOperation[],
  schema: GraphQLSchema,
  own: OwnVariables,
): ReadonlyMap<string, Tool> {
  const tools = registered.flatMap(({ text }): [string, Tool][] => {
    const document = parse(text, { noLocation: true })
    const operation = operationOf(document)
    const { name, description } = operation ?? {}
    if (!operation || !name || !description || operation.operation === 'subscription') return []
    if (validate(schema, document).length > 0) return []
    const inputSchema = inputOf(operation, schema, own)
    const reads = operation.operation === 'query'
    const told: ToldTool = {
      name: snake(name.value),
      description: description.value,
      inputSchema,
      // Changes of ours are safe to ask for again: they carry a key, or say the same twice.
      annotations: { readOnlyHint: reads, destructiveHint: !reads, idempotentHint: true, openWorldHint: false },
    }
    return [[told.name, { text, told }]]
  })
  return new Map(tools)
}

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find((found): found is OperationDefinitionNode => found.kind === Kind.OPERATION_DEFINITION)

function inputOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  own: OwnVariables,
): JsonSchema & { type: 'object' } {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const { variable, type: written, description, defaultValue } of variableDefinitions) {
    const name = variable.name.value
    if (Object.hasOwn(own, name)) continue
    const type = typeFromAST(schema, written as Parameters<typeof typeFromAST>[1])
    if (!isInputType(type)) continue // which is not valid
    const standard: unknown = defaultValue && valueFromASTUntyped(defaultValue)
    properties[name] = described(schemaOf(type), description?.value, standard)
    if (written.kind === Kind.NON_NULL_TYPE && defaultValue === undefined) required.push(name)
  }
  return { type: 'object', properties, required, additionalProperties: false }
}

/** `FindPlaces`: find_places, as tools are usually called. */
const snake = (name: string) => name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
