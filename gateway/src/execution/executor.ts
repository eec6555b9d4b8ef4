import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { getOperationAST, getVariableValues, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import { compileOperation, type Operation, type Supergraph } from './compile-operation.ts'
import { mostErrors, related } from './errors.ts'
import type { Json } from './json.ts'
import { UnknownShape } from './plan.ts'
import type { Run } from './run.ts'
import type { Flaw } from './shape.ts'

export type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor']
type Result = Awaited<ReturnType<Executor>>

/** What is executed: a document that was found valid by a schema. */
export type Asked = {
  document: DocumentNode
  schema: GraphQLSchema
  operationName: string | undefined
  variables: Record<string, unknown>
  client: GatewayContext
}

export type ExecutorOptions = {
  /** The supergraph that a schema, by which a request was found valid, belongs to. */
  supergraphOf: (schema: GraphQLSchema) => Supergraph | undefined
  logger: Logger
}

/** Not answered here: Apollo's executor knows what to do, or what to say. */
export class Otherwise {
  readonly because: string
  constructor(because: string) {
    this.because = because
  }
}

/**
 * Answers operations by plans that are compiled once. What was compiled hangs on its document, so that it is forgotten
 * with it: the documents kept are counted (`documents.ts`).
 */
export function createExecutor({ supergraphOf, logger }: ExecutorOptions) {
  const compiled = new WeakMap<DocumentNode, Map<string, Operation | Otherwise>>()

  const operationOf = (supergraph: Supergraph, document: DocumentNode, name: string | undefined) => {
    let operations = compiled.get(document)
    if (!operations) compiled.set(document, (operations = new Map()))
    const key = name ?? ''
    const known = operations.get(key)
    if (known) return known
    // A name that is not there is not kept: clients may think of any number of them.
    if (!getOperationAST(document, name)) return new Otherwise('operation')
    const operation = compileOrNot(supergraph, document, name, logger)
    operations.set(key, operation)
    return operation
  }

  return async ({ document, schema, operationName, variables: sent, client }: Asked): Promise<Result | Otherwise> => {
    const supergraph = supergraphOf(schema)
    if (!supergraph) return new Otherwise('unknown schema')
    const operation = operationOf(supergraph, document, operationName)
    if (operation instanceof Otherwise) return operation
    const { variableDefinitions } = operation.definition
    let variables: Record<string, unknown> = {}
    if (variableDefinitions?.length) {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, sent)
      if (!coerced) return { errors: errors as GraphQLError[] } as Result
      variables = coerced
    }
    return execute(operation, { client, sent, variables, data: undefined, errors: [] })
  }
}

function compileOrNot(supergraph: Supergraph, document: DocumentNode, name: string | undefined, logger: Logger) {
  try {
    return compileOperation(supergraph, document, name)
  } catch (error) {
    if (!(error instanceof UnknownShape)) throw error
    logger.warn({ because: error.message }, 'an operation is left to Apollo’s executor')
    return new Otherwise(error.message)
  }
}

async function execute(operation: Operation, run: Run): Promise<Result> {
  await operation.fetch(run)
  const flaws: Flaw[] = []
  const data = operation.shape(run.data ?? {}, run.variables, flaws)
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
