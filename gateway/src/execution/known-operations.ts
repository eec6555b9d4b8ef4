import { GraphQLError, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import { createDocuments } from './documents.ts'
import { Otherwise, type createExecutor } from './executor.ts'

/** What the short way answers. */
export type KnownAnswer = { status: number; headers?: Iterable<readonly [string, string]>; text: string }

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
    ): Promise<KnownAnswer | undefined> {
      const asked = read(body)
      const document = asked && documents.find(asked.query)
      if (!document || !served) return undefined
      const { operationName, variables, tellCost } = asked
      const answer = await execute({ document, schema: served, operationName, variables, client, tellCost })
      if (answer instanceof Otherwise) return undefined
      const { data, errors, extensions } = answer
      if (!errors) return { status: 200, text: `${JSON.stringify({ data, extensions })}\n` }
      const http = data === undefined ? headOf(errors) : { status: 200 }
      // A mistake in the variables: nothing was done yet, and Apollo Server has words for it.
      if (!http) return undefined
      const formatted = errors.map((error) =>
        format(error instanceof GraphQLError ? error.toJSON() : { message: 'Internal server error' }, error),
      )
      return { ...http, text: `${JSON.stringify({ errors: formatted, data, extensions })}\n` }
    },
  }
}

/** The status and headers that a refusal of ours asks for. */
function headOf([error]: readonly unknown[]) {
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined
  return http as { status: number; headers: Iterable<readonly [string, string]> } | undefined
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
    tellCost: isRecord(extensions) && extensions['cost'] === true,
  }
}
