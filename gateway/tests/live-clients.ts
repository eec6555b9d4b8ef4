import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
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

/** Whoever is asked to stop must not wait for the next event. */
function leaving(events: AsyncGenerator<Heard>, leave: () => void): AsyncGenerator<Heard> {
  const end = events.return.bind(events)
  events.return = (value) => {
    leave()
    return end(value).catch(() => ({ done: true as const, value: undefined })) // it was cut off
  }
  return events
}

/** Follows over HTTP until it is left. */
const overHttp = (follow: (url: string, asked: Asked) => AsyncGenerator<Heard>) => (url: string, asked: Asked) => {
  const left = new AbortController()
  return leaving(follow(url, { ...asked, signal: left.signal }), () => left.abort())
}

/** Server-sent events, by hand: with the ids of the events. Cut off without `complete`: it throws. */
export const overSse = overHttp(async function* (url, asked) {
  const answer = await post(url, 'text/event-stream', asked)
  if (answer.status !== 200 || !answer.body) throw new Error(`answered ${answer.status} ${await answer.text()}`)
  for await (const event of readEvents(answer.body)) {
    if (event?.event === 'complete') return
    if (event) yield { id: event.id, ...(JSON.parse(event.data) as Answered) }
  }
  throw new Error('cut off')
})

/** Apollo's multipart protocol for subscriptions 1.0, as it is written down: parts, beats of `{}`, `payload`, and errors beside it. */
export const overMultipart = overHttp(async function* (url, asked) {
  const accept = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json'
  const answer = await post(url, accept, asked)
  if (answer.status !== 200 || !answer.body) throw new Error(`answered ${answer.status} ${await answer.text()}`)
  const boundary = /boundary="?([^";]+)"?/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? '-'
  const decoder = new TextDecoder()
  let held = ''
  for await (const chunk of answer.body) {
    held += decoder.decode(chunk, { stream: true })
    const parts = held.split(`\r\n--${boundary}`)
    held = parts.pop() ?? ''
    for (const text of parts.filter((one) => one !== '')) {
      const { payload, errors } = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as { payload?: Answered; errors?: Answered['errors'] } // prettier-ignore
      if (payload !== undefined) yield { ...payload, ...(errors ? { errors } : {}) }
    }
    if (held.startsWith('--')) return
  }
  throw new Error('cut off')
})

/** Apollo Client, over its own link: multipart. */
export function overApollo(url: string, { query, variables, headers }: Asked): AsyncGenerator<Heard> {
  const client = new ApolloClient({
    link: new HttpLink({ uri: `${url}/graphql`, ...(headers ? { headers } : {}) }),
    cache: new InMemoryCache(),
  })
  const heard: (Heard | Error)[] = []
  let over = false
  let wake = () => {}
  const tell = (one: Heard | Error) => {
    heard.push(one)
    wake()
  }
  const end = () => {
    over = true
    wake()
  }
  const asked = {
    query: gql(query),
    variables: variables ?? {},
    fetchPolicy: 'no-cache' as const,
    errorPolicy: 'all' as const,
  }
  const follow = async function* (): AsyncGenerator<Heard> {
    const following = client.subscribe(asked).subscribe({
      next: ({ data, error }) => {
        const errors = error && 'errors' in error ? (error.errors as NonNullable<Answered['errors']>) : undefined
        if (data) tell({ data: data as NonNullable<Answered['data']>, ...(errors ? { errors } : {}) })
        else if (error) tell(error)
      },
      error: (error: Error) => {
        tell(error)
        end()
      },
      complete: end,
    })
    try {
      for (;;) {
        for (let one = heard.shift(); one; one = heard.shift()) {
          // Errors of the operation, or of the protocol; anything else is that it was cut off.
          if (!(one instanceof Error)) yield one
          else if ('errors' in one) yield { errors: one.errors as NonNullable<Answered['errors']> }
          else throw one
        }
        if (over) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      following.unsubscribe()
      client.stop()
    }
  }
  return leaving(follow(), end)
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
  'Apollo Client': overApollo,
  'graphql-ws': overSocket,
}
