import {
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'

import { compileOperation, NotCompiled, type CompiledOperation } from './compiled-operation.ts'
import { asBytes } from './json-text.ts'
import { createCounter } from './tally.ts'

const answered = createCounter({
  name: 'graph_requests_total',
  help: 'Requests to the graph: answered by what was compiled before (short), or by the whole pipeline (long)',
  labels: ['way'],
  most: 2,
})
const [short, long] = [answered.of('short'), answered.of('long')]

/** What the short way answers: the answer as JSON with one character a byte, and the status that an error asks for. */
export type ShortAnswer = { status: number; text: string }

type Known = { operation: CompiledOperation | 'once' | 'the long way'; length: number }

/** So many texts are kept, and so long in all; what was not asked for longest goes first. */
const most = { texts: 2_000, characters: 2_000_000 }

/**
 * The short way for texts that come again: the gateway asks with the same few, from its plans. One that comes a second
 * time is parsed, found valid and compiled here, and from then on answered without Apollo Server's pipeline. The first
 * time, and whenever anything about a request is unusual or wrong, it goes the long way, which says what is wrong with it.
 */
export function createKnownDocuments(
  schema: GraphQLSchema,
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
) {
  const known = new Map<string, Known>()
  let characters = 0
  const keep = (text: string, operation: Known['operation']) => {
    characters += text.length - (known.get(text)?.length ?? 0)
    known.delete(text)
    known.set(text, { operation, length: text.length })
    for (const [oldest, { length }] of known) {
      if (known.size <= most.texts && characters <= most.characters) break
      known.delete(oldest)
      characters -= length
    }
  }
  const variablesFor = ({ definition }: CompiledOperation, { operationName, variables }: Asked) => {
    if (operationName !== undefined && operationName !== definition.name?.value) return undefined
    return getVariableValues(schema, definition.variableDefinitions ?? [], variables).coerced
  }
  const compiled = (text: string): CompiledOperation | undefined => {
    const found = known.get(text)
    if (!found || found.operation === 'the long way') {
      keep(text, found?.operation ?? 'once')
      return undefined
    }
    if (found.operation !== 'once') {
      known.delete(text)
      known.set(text, found)
      return found.operation
    }
    const operation = compile(schema, text)
    keep(text, operation)
    return typeof operation === 'string' ? undefined : operation
  }

  /** Undefined: it has to go the long way, nothing was done yet. */
  return async (body: unknown, contextOf: () => unknown): Promise<ShortAnswer | undefined> => {
    const asked = read(body)
    const operation = asked && compiled(asked.query)
    const variables = operation && asked && variablesFor(operation, asked)
    if (!variables) {
      long.n += 1
      return undefined
    }
    const made = await contextOf()
    short.n += 1
    const { data, errors } = await operation.execute(made, variables)
    if (!errors) return { status: 200, text: `{"data":${data}}\n` }
    const status = errors.map(statusOf).find((one) => one !== undefined) ?? 200
    const formatted = asBytes(JSON.stringify(errors.map((error) => format(told(error), error))))
    return { status, text: `{"errors":${formatted},"data":${data}}\n` }
  }
}

function compile(schema: GraphQLSchema, text: string): Known['operation'] {
  try {
    const document: DocumentNode = parse(text)
    return validate(schema, document).length > 0 ? 'the long way' : compileOperation(schema, document)
  } catch (error) {
    if (error instanceof NotCompiled || error instanceof GraphQLError) return 'the long way'
    throw error
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Asked = NonNullable<ReturnType<typeof read>>

function read(body: unknown) {
  if (!isRecord(body)) return undefined
  const { query, operationName, variables, extensions } = body
  if (typeof query !== 'string' || typeof (operationName ?? '') !== 'string') return undefined
  if (!isRecord(variables ?? {}) || extensions !== undefined) return undefined
  return {
    query,
    operationName: (operationName as string | null | undefined) ?? undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
  }
}

/** As Apollo Server gives an error to be formatted: with a code, and without what was meant for HTTP. */
function told(error: GraphQLError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions
  return { ...error.toJSON(), extensions: { ...extensions, code: extensions['code'] ?? 'INTERNAL_SERVER_ERROR' } }
}

function statusOf({ extensions: { http } }: GraphQLError): number | undefined {
  const status = isRecord(http) ? http['status'] : undefined
  return typeof status === 'number' ? status : undefined
}
