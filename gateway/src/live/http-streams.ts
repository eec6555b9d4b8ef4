import type { ServerResponse } from 'node:http'

import type { Told } from './follow-operation.ts'
import { goneFor } from './reasons.ts'
import type { Stream, Transport } from './streams.ts'
import { taken } from './taken.ts'

/** Proxies and clients take a connection for dead that says nothing. */
const beatMs = 12_000

/** How events are written: in a way that tells them apart, says that we are there, and that it is over. */
type Form = {
  type: string
  begin: string
  event: (told: Told) => string
  beat: string
  end: string
}

const boundary = 'graphql'
/** The boundary comes at once after a part, not before the next: a client takes a part for whole when it sees it. */
const part = (content: object) =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(content)}\r\n--${boundary}`

/** graphql-sse's "distinct connections mode"; and Apollo's multipart protocol for subscriptions, 1.0. */
const forms: Record<Exclude<Transport, 'websocket'>, Form> = {
  sse: {
    type: 'text/event-stream; charset=utf-8',
    begin: '',
    event: ({ id, result }) =>
      `${id === undefined ? '' : `id: ${id}\n`}event: next\ndata: ${JSON.stringify(result)}\n\n`,
    beat: ':\n\n',
    end: 'event: complete\ndata:\n\n',
  },
  multipart: {
    type: `multipart/mixed; boundary=${boundary}; subscriptionSpec=1.0`,
    begin: `\r\n--${boundary}`,
    event: ({ result }) =>
      part(result.data === undefined ? { payload: null, errors: result.errors } : { payload: result }),
    beat: part({}),
    end: '--\r\n',
  },
}

/** What a client accepts an answer in, if not in one piece. */
export function acceptedForm(accept: string): 'sse' | 'multipart' | undefined {
  if (/\btext\/event-stream\b/.test(accept)) return 'sse'
  return /\bmultipart\/mixed\b[^,]*;\s*subscriptionSpec="?1\.0"?/i.test(accept) ? 'multipart' : undefined
}

/** Writes events as the client takes them, until there are no more. */
export async function writeEvents(
  raw: ServerResponse,
  form: 'sse' | 'multipart',
  headers: Record<string, string>,
  stream: Stream,
  events: AsyncIterable<Told>,
): Promise<void> {
  const { type, begin, event, beat, end } = forms[form]
  // Nothing else comes over it: kept alive, it would hold up who waits for connections to close.
  raw.writeHead(200, { ...headers, 'content-type': type, 'x-accel-buffering': 'no', connection: 'close' })
  raw.flushHeaders()
  if (begin !== '') raw.write(begin)
  const beating = setInterval(() => raw.writableNeedDrain || raw.write(beat), beatMs)
  raw.once('close', () => stream.end('left'))
  const letGo = () => {
    stream.end(goneFor('SLOW_CLIENT'))
    raw.destroy()
  }
  try {
    for await (const told of events) {
      if (raw.destroyed) break
      if (!raw.write(event(told))) await taken(raw, letGo)
    }
    if (!raw.destroyed) raw.end(end)
  } finally {
    clearInterval(beating)
    stream.leave()
  }
}
