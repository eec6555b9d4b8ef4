import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { GraphQLError, getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import { operationsFallenBack } from '../gateway-metrics.ts'
import { compileOperation, type Operation, type Supergraph } from './compile-operation.ts'
import { mostErrors, related } from './errors.ts'
import type { Json } from './json.ts'
import { UnknownShape } from './plan.ts'
import type { Run } from './run.ts'
import type { Flaw } from './shape.ts'

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor']
type Request = Parameters<Executor>[0]
type Result = Awaited<ReturnType<Executor>>

export type ExecutorOptions = {
  /** The supergraph that a schema, by which a request was found valid, belongs to. */
  supergraphOf: (schema: GraphQLSchema) => Supergraph | undefined
  /** Apollo's own executor: for what we do not know. */
  otherwise: Executor
  logger: Logger
}

/**
 * Answers operations by plans that are compiled once. What was compiled hangs on its document, so that it is forgotten
 * with it: the documents kept are counted (`documents.ts`).
 */
export function createExecutor({ supergraphOf, otherwise, logger }: ExecutorOptions): Executor {
  const compiled = new WeakMap<DocumentNode, Map<string, Operation | UnknownShape>>()

  const operationOf = (supergraph: Supergraph, document: DocumentNode, name: string | undefined) => {
    let operations = compiled.get(document)
    if (!operations) compiled.set(document, (operations = new Map()))
    const key = name ?? ''
    const known = operations.get(key)
    if (known) return known
    const operation = compileOrNot(supergraph, document, name, logger)
    operations.set(key, operation)
    return operation
  }

  return async (request) => {
    const { document, schema, request: sent } = request
    const supergraph = supergraphOf(schema)
    const operation = supergraph
      ? operationOf(supergraph, document, sent.operationName || undefined)
      : new UnknownShape('unknown schema')
    if (operation instanceof UnknownShape) {
      operationsFallenBack.inc({ because: operation.message })
      return otherwise(request)
    }
    const { variableDefinitions } = operation.definition
    let variables: Record<string, unknown> = {}
    if (variableDefinitions?.length) {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, sent.variables ?? {})
      if (!coerced) return { errors: errors as GraphQLError[] } as Result
      variables = coerced
    }
    return execute(operation, request, variables)
  }
}

function compileOrNot(supergraph: Supergraph, document: DocumentNode, name: string | undefined, logger: Logger) {
  try {
    return compileOperation(supergraph, document, name)
  } catch (error) {
    if (!(error instanceof UnknownShape)) throw error
    logger.warn({ because: error.message }, 'an operation is left to Apollo’s executor')
    return error
  }
}

async function execute(operation: Operation, request: Request, variables: Record<string, unknown>): Promise<Result> {
  const run: Run = {
    client: request.context as GatewayContext,
    sent: request.request.variables ?? {},
    variables,
    data: undefined,
    errors: [],
  }
  await operation.fetch(run)
  const flaws: Flaw[] = []
  const data = operation.shape(run.data ?? {}, variables, flaws)
  for (const flaw of flaws) addFlaw(run, flaw)
  return (run.errors.length > 0 ? { errors: run.errors.map((error) => asSeen(error, data)), data } : { data }) as Result
}

/** An error of something the client did not ask for itself, but what it asked for needs, is told where it shows. */
function asSeen(error: GraphQLError, data: Json): GraphQLError {
  const { path, message, extensions } = error
  let value: Json | undefined = data
  for (const [at, step] of (path ?? []).entries()) {
    if (typeof value !== 'object' || value === null) return error
    if (!Object.hasOwn(value, step)) return new GraphQLError(message, { path: path?.slice(0, at), extensions })
    value = (value as Record<string | number, Json>)[step]
  }
  return error
}

/** What is missing against the graph's promise is told, unless an error of a subgraph is at that place, above it or below it. */
function addFlaw({ errors }: Run, { message, path, lost }: Flaw) {
  const empty = path.slice(0, path.length - lost)
  if (errors.some((error) => error.path && related(error.path, empty))) return
  if (errors.length < mostErrors)
    errors.push(new GraphQLError(message, { path, extensions: { code: 'INVALID_SUBGRAPH_ANSWER' } }))
}
