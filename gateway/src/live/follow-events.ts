import { readEvents } from '@staygraph/subgraph-kit/event-stream'
import { Agent } from 'undici'

import { readReply } from '../execution/reply.ts'
import type { SubgraphEvent } from '../execution/run.ts'

/** A subgraph that is silent for so long is not there any more: ours beat every ten seconds. */
const silentMs = 35_000

/** One connection for each that is followed, as many as there are. */
export const openStreams = () =>
  new Agent({
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 1_000,
    connect: { timeout: 1_000 },
    headersTimeout: 5_000,
    bodyTimeout: silentMs,
  })

/** A subgraph does not let us follow. `refused`: nor will it when it is asked again. */
export class NotFollowed extends Error {
  readonly refused: boolean
  constructor(message: string, refused: boolean) {
    super(message)
    this.refused = refused
  }
}

type Asking = { origin: string; path: string; headers: Record<string, string>; body: string }

/**
 * The events of a subscription of a subgraph: GraphQL over server-sent events, one connection each. They are read as they
 * are taken, so that a client that is slow slows the subgraph, and nothing piles up between them.
 */
export async function* followEvents(
  streams: Agent,
  { headers, ...asking }: Asking,
  signal: AbortSignal,
): AsyncGenerator<SubgraphEvent> {
  const {
    statusCode,
    headers: told,
    body,
  } = await streams.request({
    ...asking,
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream' },
    signal,
  })
  if (statusCode !== 200 || !String(told['content-type']).startsWith('text/event-stream')) {
    await body.dump({ limit: 10_000 }).catch(() => {})
    throw new NotFollowed(`it answered ${statusCode}`, statusCode >= 400 && statusCode < 500 && statusCode !== 429)
  }
  for await (const event of readEvents(body)) {
    if (!event) {
      yield { kind: 'beat' }
      continue
    }
    if (event.event === 'complete') {
      yield { kind: 'complete' }
      return
    }
    const reply = readReply(event.data)
    if (!reply) throw new NotFollowed('an event of it is not GraphQL', true)
    yield { kind: 'next', id: event.id, reply }
  }
}
