import { readEvents } from '@staygraph/subgraph-kit/event-stream'
import { createClient as createSse } from 'graphql-sse'
import { createClient as createSocket } from 'graphql-ws'

import type { Answered } from './staged-graph.ts'

// Clients of each kind: the official ones of graphql-sse and graphql-ws, the two over HTTP by hand.

export type Asked = {
  query: string
  variables?: object
  headers?: Record<string, string>
  lastEventId?: string | undefined
  signal?: AbortSignal | undefined
}
export type Heard = Answered & { id?: string | undefined }

const post = (url: string, accept: string, { query, variables, headers, lastEventId, signal }: Asked) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    ...(signal ? { signal } : {}),
  })

/** Server-sent events, by hand: with the ids of the events. Cut off without `complete`: it throws. */
export async function* overSse(url: string, asked: Asked): AsyncGenerator<Heard> {
  const answer = await post(url, 'text/event-stream', asked)
  if (answer.status !== 200 || !answer.body) throw new Error(`answered ${answer.status} ${await answer.text()}`)
  for await (const event of readEvents(answer.body)) {
    if (event?.event === 'complete') return
    if (event) yield { id: event.id, ...(JSON.parse(event.data) as Answered) }
  }
  throw new Error('cut off')
}

/** Apollo's multipart protocol for subscriptions 1.0, as it is written down: parts, beats of `{}`, `payload`, and errors beside it. */
export async function* overMultipart(url: string, asked: Asked): AsyncGenerator<Heard> {
  const accept = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json'
  const answer = await post(url, accept, asked)
  if (answer.status !== 200 || !answer.body) throw new Error(`answered ${answer.status} ${await answer.text()}`)
  const boundary = /boundary="?([^";]+)"?/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? '-'
  const decoder = new TextDecoder()
  let held = ''
  for await (const chunk of answer.body) {
    held += decoder.decode(chunk, { stream: true })
    // A part is whole when its JSON is: it is written in one go, and the next boundary only with the next part.
    for (let whole = nextPart(held, boundary); whole; whole = nextPart(held, boundary)) {
      held = whole.rest
      if (whole.last) return
      const { payload, errors } = whole.content as { payload?: Answered | null; errors?: Answered['errors'] }
      if (payload !== undefined) yield { ...payload, ...(errors ? { errors } : {}) }
    }
  }
  throw new Error('cut off')
}

function nextPart(held: string, boundary: string) {
  if (held.startsWith(`\r\n--${boundary}--`)) return { last: true, rest: '', content: {} }
  const head = /^\r\n--graphql\r\ncontent-type: application\/json; charset=utf-8\r\n\r\n/.exec(held)?.[0]
  if (head === undefined) return undefined
  const end = held.indexOf('\r\n', head.length)
  const text = held.slice(head.length, end === -1 ? undefined : end)
  try {
    return { last: false, rest: end === -1 ? '' : held.slice(end), content: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** The client of graphql-sse. */
export async function* overSseClient(url: string, { query, variables, headers }: Asked): AsyncGenerator<Heard> {
  const client = createSse({ url: `${url}/graphql`, retryAttempts: 0, ...(headers ? { headers } : {}) })
  try {
    yield* client.iterate({ query, variables: variables as Record<string, unknown> }) as AsyncGenerator<Heard>
  } finally {
    client.dispose()
  }
}

/** The client of graphql-ws. What graphql-ws tells as an error of the operation is thrown by it as a list. */
export async function* overSocket(url: string, { query, variables, headers }: Asked): AsyncGenerator<Heard> {
  const client = createSocket({
    url: `${url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    ...(headers ? { connectionParams: headers } : {}),
  })
  try {
    yield* client.iterate({ query, variables: variables as Record<string, unknown> }) as AsyncGenerator<Heard>
  } catch (error) {
    if (!Array.isArray(error)) throw error
    yield { errors: error as NonNullable<Answered['errors']> }
  } finally {
    await client.dispose()
  }
}

export const transports = {
  sse: overSse,
  'graphql-sse': overSseClient,
  multipart: overMultipart,
  'graphql-ws': overSocket,
}
