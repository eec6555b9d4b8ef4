import { readEvents } from '../event-stream.ts'
import { identityHeader, mintIdentity, type Viewer } from '../identity.ts'
import type { PairKeys } from '../pair-keys.ts'

export type Heard = {
  id: string | undefined
  /** `complete`: it is over; there is no data then. */
  event: string
  data: Record<string, unknown> | null
  errors: { message: string; extensions: { code: string } }[]
}

/** Follows a subscription of a subgraph, as the gateway does. It ends where the stream does. */
export async function* followSubgraph(
  url: string,
  to: { keys: PairKeys; name: string; viewer: Viewer },
  asked: { query: string; variables: object; lastEventId?: string | undefined },
  signal?: AbortSignal,
): AsyncGenerator<Heard> {
  const body = JSON.stringify({ query: asked.query, variables: asked.variables })
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      [identityHeader]: mintIdentity(to.keys, to.name, body, to.viewer),
      ...(asked.lastEventId === undefined ? {} : { 'last-event-id': asked.lastEventId }),
    },
    ...(signal ? { signal } : {}),
  })
  if (answer.status !== 200 || !answer.body) throw new Error(`answered ${answer.status}`)
  for await (const told of readEvents(answer.body)) {
    if (!told) continue
    const { data = null, errors = [] } = (told.event === 'next' ? JSON.parse(told.data) : {}) as Partial<Heard>
    yield { id: told.id, event: told.event, data, errors }
  }
}
