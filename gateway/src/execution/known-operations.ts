import { GraphQLError, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import { createDocuments } from './documents.ts'
import { Otherwise, type createExecutor } from './executor.ts'

export type KnownOperations = ReturnType<typeof createKnownOperations>

/**
 * The short way for operations whose very text has been through Apollo Server's pipeline under the schema served now:
 * it was parsed, counted and found valid there, and would be again. Whatever depends on who asks, or how often, is
 * decided before (`graphql-route.ts`); whatever depends on variables is checked here as there. What is unusual about a
 * request goes the long way, where it is told what is wrong with it.
 */
export function createKnownOperations(execute: ReturnType<typeof createExecutor>) {
  let served: GraphQLSchema | undefined
  let documents = createDocuments()

  return {
    /** Another schema is served: what was valid by the last one has to prove itself again. */
    serve(schema: GraphQLSchema) {
      served = schema
      documents = createDocuments()
    },
    learn(text: string, document: DocumentNode, schema: GraphQLSchema) {
      if (schema === served) documents.keep(text, document)
    },
    /** The answer as text; undefined: it is not known, or has to go the long way. */
    async answer(
      body: unknown,
      client: GatewayContext,
      format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
    ): Promise<string | undefined> {
      const asked = read(body)
      const document = asked && documents.find(asked.query)
      if (!document || !served) return undefined
      const { operationName, variables } = asked
      const answer = await execute({ document, schema: served, operationName, variables, client })
      // A mistake in the variables: nothing was done yet, and it has a status of its own.
      if (answer instanceof Otherwise || answer.data === undefined) return undefined
      const { data, errors } = answer
      if (!errors) return `${JSON.stringify({ data })}\n`
      const formatted = errors.map((error) =>
        format(error instanceof GraphQLError ? error.toJSON() : { message: 'Internal server error' }, error),
      )
      return `${JSON.stringify({ errors: formatted, data })}\n`
    },
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined: it has something that Apollo Server must look at, or say no to. */
function read(body: unknown) {
  if (!isRecord(body)) return undefined
  const { query, operationName, variables, extensions } = body
  if (typeof query !== 'string') return undefined
  if (typeof (operationName ?? '') !== 'string' || !isRecord(variables ?? {})) return undefined
  if (!isRecord(extensions ?? {}) || isRecord(extensions?.['persistedQuery' as never])) return undefined
  return {
    query,
    operationName: (operationName as string | null | undefined) || undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
  }
}
