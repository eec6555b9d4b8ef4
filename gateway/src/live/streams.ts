import type { GraphQLError } from 'graphql'

import { liveEnded, liveStreams } from '../gateway-metrics.ts'
import { goneFor } from './reasons.ts'

export type Transport = 'sse' | 'multipart' | 'websocket'

/** What a client follows, or one operation that it is answered in events. */
export type Stream = {
  /** Ends what goes on for it. Its reason says why, as far as the client is told. */
  signal: AbortSignal
  end(reason: Reason): void
  /** It is over, however it ended. Once. */
  leave(): void
}
/** `left`: the client; nobody is told anything. */
export type Reason = GraphQLError | 'left'

export type StreamLimits = {
  /** Over this process. 0 sets no limit. */
  most: number
  /** Of one customer, integrator or anonymous address, over this process. 0 sets no limit. */
  mostEach: number
}

export type Streams = ReturnType<typeof createStreams>

/** Whoever follows something over this process: how many there are, and how they are told that it stops. */
export function createStreams({ most, mostEach }: StreamLimits) {
  const open = new Set<Stream>()
  const byClient = new Map<string, number>()
  let draining = false

  return {
    /** A place for one more; or why there is none. */
    enter(client: string, transport: Transport): Stream | { refused: GraphQLError } {
      const theirs = byClient.get(client) ?? 0
      if (draining) return { refused: goneFor('RECONNECT') }
      if ((most > 0 && open.size >= most) || (mostEach > 0 && theirs >= mostEach))
        return { refused: goneFor('TOO_MANY_STREAMS') }
      byClient.set(client, theirs + 1)
      const ending = new AbortController()
      const stream: Stream = {
        signal: ending.signal,
        end: (reason) => ending.abort(reason),
        leave() {
          if (!open.delete(stream)) return
          const left = (byClient.get(client) ?? 1) - 1
          if (left > 0) byClient.set(client, left)
          else byClient.delete(client)
          liveStreams.dec({ transport })
          const { reason } = ending.signal as { reason?: Reason | undefined }
          liveEnded.inc({ because: codeOf(reason) })
        },
      }
      open.add(stream)
      liveStreams.inc({ transport })
      return stream
    },
    /** The process stops: everybody is told to come back, and nobody new is taken. */
    drain() {
      draining = true
      for (const stream of open) stream.end(goneFor('RECONNECT'))
    },
    count: () => open.size,
  }
}

const codeOf = (reason: Reason | undefined) =>
  reason === undefined ? 'complete' : reason === 'left' ? 'left' : String(reason.extensions['code'])
