import { getOperationAST, parse, type OperationDefinitionNode } from 'graphql'

import { readParts } from './read-parts.ts'

type Parameters = { query: string; operationName?: string | null; variables?: unknown }
type Options = { headers?: Record<string, unknown> }

// Apollo's protocol for subscriptions; and @defer as GraphiQL puts it together.
const live = 'multipart/mixed;subscriptionSpec=1.0'
const inParts = 'multipart/mixed;deferSpec=20220824, application/json'

/**
 * Asks the gateway this page came from. The refresh cookie goes along, as on our own site. GraphiQL has no place for a
 * request's extensions: they are written among its headers, as `{ "extensions": "queryPlan cost cache" }`. Whoever stops
 * the operation stops it in the gateway too.
 */
export async function* ask(
  { query, operationName, variables }: Parameters,
  options?: Options,
): AsyncGenerator<unknown> {
  const { extensions: wanted = '', ...headers } = { ...(options?.headers as Record<string, string> | undefined) }
  const extensions = Object.fromEntries(wanted.split(/[\s,]+/).flatMap((name) => (name === '' ? [] : [[name, true]])))
  const operation = operationOf(query, operationName)
  const kind = operation?.operation
  const left = new AbortController()
  try {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: kind === 'subscription' ? live : inParts, ...headers },
      body: JSON.stringify({ query, operationName: operation?.name?.value ?? operationName, variables, extensions }),
      signal: left.signal,
    })
    if (!answer.headers.get('content-type')?.startsWith('multipart/')) return yield await answer.json()
    for await (const part of readParts(answer)) {
      if (kind !== 'subscription') yield part
      else if (part && typeof part === 'object' && 'payload' in part)
        yield part.payload ?? { errors: (part as { errors?: unknown }).errors }
    }
  } finally {
    left.abort()
  }
}

/** Just after another tab was chosen GraphiQL still names an operation of the last one: then the only one is meant. */
function operationOf(query: string, name: string | null | undefined): OperationDefinitionNode | null | undefined {
  try {
    const document = parse(query)
    return getOperationAST(document, name) ?? getOperationAST(document)
  } catch {
    return undefined // the gateway says what is wrong with it
  }
}
