import {
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'

import type { GatewayContext } from '../context.ts'
import { createDocuments } from './documents.ts'
import type { createExecutor } from './executor.ts'
import { Otherwise } from './refusals.ts'
import type { Texts } from './registered-operations.ts'
import type { Warm } from './warm-up.ts'
import { Written } from './written.ts'

/** What the short way answers. `inBytes`: its text has one character a byte already. */
export type KnownAnswer = {
  status: number
  headers?: Iterable<readonly [string, string]>
  text: string
  inBytes?: boolean
}

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

export type KnownOperations = ReturnType<typeof createKnownOperations>

/** So many operations that clients ask for now are ready before another supergraph is served. */
const mostHot = 200

/**
 * The short way for operations whose very text has been through Apollo Server's pipeline under the schema served now, or
 * is registered: it was parsed, counted and found valid, and would be again. Whatever depends on who asks, or how often,
 * is decided before (`graphql-route.ts`); whatever depends on variables is checked here as there. What is unusual about a
 * request goes the long way, where it is told what is wrong with it.
 */
export function createKnownOperations(answer: ReturnType<typeof createExecutor>['answer'], texts: Texts) {
  let served: GraphQLSchema | undefined
  let registered: Warm['registered'] = new Map()
  let documents = createDocuments()
  const find = (text: string) => registered.get(text) ?? documents.find(text)

  return {
    /** Another schema is served: what was valid by the last one has proved itself again, or has to. */
    serve(schema: GraphQLSchema, warm: Warm) {
      served = schema
      registered = warm.registered
      documents = createDocuments()
      for (const [text, document] of [...warm.hot].toReversed()) documents.keep(text, document)
    },
    /** The texts that were asked for last and are not registered. */
    hot: () => documents.latest(mostHot),
    /** The document of a text that is valid by a schema, if it is known: its plan hangs on it. */
    documentOf: (text: string, schema: GraphQLSchema) => (schema === served ? find(text) : undefined),
    learn(text: string, document: DocumentNode, schema: GraphQLSchema) {
      if (schema === served && !registered.has(text)) documents.keep(text, document)
    },
    /** The answer as text; undefined: it is not known, or has to go the long way. */
    async answer(body: unknown, client: GatewayContext, format: FormatError): Promise<KnownAnswer | undefined> {
      const asked = readAsked(body)
      const text = asked?.query ?? (asked?.hash === undefined ? undefined : texts.find(asked.hash))
      const document = text === undefined ? undefined : find(text)
      if (!asked || !document || !served) return undefined
      const { operationName, variables, tellCost, tellCache, tellPlan } = asked
      const answered = await answer({
        document,
        schema: served,
        operationName,
        variables,
        client,
        tellCost,
        tellCache,
        tellPlan,
        asText: true,
      })
      if (answered instanceof Otherwise) return undefined
      if (answered instanceof Written) return { status: 200, text: answered.take(), inBytes: true }
      return answerAsText(answered, format)
    },
  }
}

/** An answer as it goes to the client. Undefined: Apollo Server has words for it, and nothing was done yet. */
export function answerAsText({ data, errors, extensions }: ExecutionResult, format: FormatError) {
  if (!errors) return { status: 200, text: `${JSON.stringify({ data, extensions })}\n` }
  const http = data === undefined ? headOf(errors) : { status: 200 }
  // A mistake in the variables.
  if (!http) return undefined
  const formatted = errors.map((error) =>
    format(error instanceof GraphQLError ? error.toJSON() : { message: 'Internal server error' }, error),
  )
  return { ...http, text: `${JSON.stringify({ errors: formatted, data, extensions })}\n` }
}

/** The status and headers that a refusal of ours asks for. */
function headOf([error]: readonly unknown[]) {
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined
  return http as { status: number; headers: Iterable<readonly [string, string]> } | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a body asks for. Undefined: it has something that Apollo Server must look at, or say no to. */
export function readAsked(body: unknown) {
  if (!isRecord(body)) return undefined
  const { query, operationName, variables, extensions } = body
  if (typeof (operationName ?? '') !== 'string' || !isRecord(variables ?? {})) return undefined
  if (!isRecord(extensions ?? {})) return undefined
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined
  const hash = persisted === undefined ? undefined : askedHash(persisted)
  // Text or hash; both are a client's that registers its operation by itself.
  if (query === undefined ? hash === undefined : typeof query !== 'string' || persisted !== undefined) return undefined
  return {
    query: query as string | undefined,
    hash,
    operationName: (operationName as string | null | undefined) || undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
    tellCost: isRecord(extensions) && extensions['cost'] === true,
    tellCache: isRecord(extensions) && extensions['cache'] === true,
    tellPlan: isRecord(extensions) && extensions['queryPlan'] === true,
  }
}

const askedHash = (persisted: unknown) => {
  if (!isRecord(persisted) || persisted['version'] !== 1) return undefined
  const { sha256Hash } = persisted
  return typeof sha256Hash === 'string' ? sha256Hash : undefined
}
