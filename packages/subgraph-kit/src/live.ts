import type { ServerResponse } from 'node:http'

import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import { Gauge } from 'prom-client'

import type { Logger } from './log.ts'
import { metrics } from './metrics.ts'

// Subscriptions between the gateway and a subgraph: GraphQL over server-sent events, a connection each ("distinct
// connections mode"). An event's id is the `cursor` of its root field: whoever comes back with it as `last-event-id` goes
// on from there. A stream that ends with `complete` is over; one that ends without it was cut off, and is to be asked
// for again.

/** Of one stream, for its resolvers. */
export type Live = {
  /** The id of the last event that was heard, if it is not the first time. */
  lastEventId: string | undefined
  /** The other side left, or we drain. */
  signal: AbortSignal
}

/** Between two beats nobody may take us for dead. */
const beatMs = 10_000
/** Whoever takes nothing for so long is let go. */
const slowMs = 20_000

const liveStreams = new Gauge({
  name: 'live_streams',
  help: 'Subscriptions that are followed over this process',
  registers: [metrics],
})

export const asksForEvents = ({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>) =>
  accept.includes('text/event-stream')

export type LiveGraphOptions = {
  schema: GraphQLSchema
  /** As for answers in one piece. */
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError
  logger: Logger
}

/** Answers subscriptions, until `drain`. */
export function createLiveGraph({ schema, format, logger }: LiveGraphOptions) {
  const open = new Set<() => void>()
  let draining = false

  const answer = async (
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    contextOf: (live: Live) => unknown,
  ) => {
    if (draining) return reply.code(503).send()
    const read = readSubscription(schema, body)
    const leaving = new AbortController()
    const { raw } = reply
    void reply.hijack()
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close', // kept alive, it would hold up the drain
    })
    raw.flushHeaders()
    const end = () => {
      leaving.abort()
      raw.end()
    }
    const beat = setInterval(() => raw.write(':\n\n'), beatMs)
    open.add(end)
    liveStreams.inc()
    raw.once('close', () => {
      leaving.abort()
      clearInterval(beat)
      open.delete(end)
      liveStreams.dec()
    })
    const { 'last-event-id': id } = request.headers
    const lastEventId = typeof id === 'string' && id !== '' ? id : undefined
    const tell = async (result: ExecutionResult, cursor?: string) => {
      const errors = result.errors?.map((error) => format(error.toJSON(), error))
      await send(
        raw,
        `${cursor === undefined ? '' : `id: ${cursor}\n`}event: next\ndata: ${JSON.stringify({ ...result, ...(errors ? { errors } : {}) })}\n\n`,
      )
    }
    try {
      if ('errors' in read) await tell(read)
      else await follow(read, () => contextOf({ lastEventId, signal: leaving.signal }), leaving.signal, tell)
    } catch (error) {
      if (!leaving.signal.aborted)
        await tell({ errors: [error instanceof GraphQLError ? error : unforeseen(error)] }).catch(() => {})
    }
    // Cut off, unless it is over by itself: the gateway asks again.
    if (!leaving.signal.aborted) raw.end('event: complete\ndata:\n\n')
    return reply
  }

  const follow = async (
    { document, operationName, variables }: Subscription,
    contextOf: () => unknown,
    signal: AbortSignal,
    tell: (result: ExecutionResult, cursor?: string) => Promise<void>,
  ) => {
    const asked = { schema, document, operationName, variableValues: variables }
    const events = await createSourceEventStream({ ...asked, contextValue: await contextOf() })
    if (!(Symbol.asyncIterator in events)) return tell(events)
    for await (const event of events) {
      if (signal.aborted) break
      // What is remembered for a request is not for the next event.
      await tell(await execute({ ...asked, rootValue: event, contextValue: await contextOf() }), cursorOf(event))
    }
  }
  const unforeseen = (error: unknown) => {
    logger.debug({ err: error }, 'a subscription failed')
    return new GraphQLError('A subscription failed.', {
      originalError: error as Error,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })
  }
  return {
    answer,
    drain() {
      draining = true
      for (const end of open) end()
    },
  }
}

type Subscription = { document: DocumentNode; operationName: string | undefined; variables: Record<string, unknown> }

function readSubscription(schema: GraphQLSchema, body: unknown): Subscription | { errors: GraphQLError[] } {
  const { query, operationName, variables } = (body ?? {}) as Record<string, unknown>
  if (typeof query !== 'string') return { errors: [new GraphQLError('There is no operation.')] }
  const name = typeof operationName === 'string' ? operationName : undefined
  try {
    const document = parse(query, { noLocation: true })
    const errors = validate(schema, document)
    if (errors.length > 0) return { errors: [...errors] }
    if (getOperationAST(document, name)?.operation !== 'subscription')
      return { errors: [new GraphQLError('Only subscriptions are answered in events.')] }
    return { document, operationName: name, variables: (variables ?? {}) as Record<string, unknown> }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}

/** Of the root field: of a subscription there is one. */
function cursorOf(event: unknown): string | undefined {
  const [root] = Object.values(event ?? {}) as ({ cursor?: unknown } | null)[]
  return typeof root?.cursor === 'string' ? root.cursor : undefined
}

/** Resolves when the other side has room for more. */
async function send(raw: ServerResponse, text: string): Promise<void> {
  if (raw.destroyed || raw.writableEnded || raw.write(text)) return
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(overdue)
      raw.off('drain', done).off('close', done)
      resolve()
    }
    const overdue = setTimeout(() => raw.destroy(), slowMs)
    raw.once('drain', done).once('close', done)
  })
}
