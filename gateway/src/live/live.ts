import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { LiveGraph } from '../execution/compiled-gateway.ts'
import { refuse } from '../execution/refusals.ts'
import type { NotAdmitted } from '../identity/who-asks.ts'
import { refusePersisted } from '../policies/persisted-query.ts'
import { followOperation, readLive, type LiveRequest, type Readable, type Told } from './follow-operation.ts'
import type { Stream, Streams, Transport } from './streams.ts'

/** Whoever asks is looked at again: tokens end, keys are taken back. */
const lookAgainMs = 15_000
/** A cursor is shorter. */
const longestId = 8_000

export type LiveOptions = {
  graph: LiveGraph
  streams: Streams
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError
  logger: Logger
  /** How long the answer to one event may take. */
  deadlineMs: number
}

export type Live = ReturnType<typeof createLive>

/** Who follows, and how it is found out again whether they still may. */
export type Who = { viewer: Viewer; address: string; again: () => Promise<Viewer | NotAdmitted> }

/** An operation that is to be answered in events. */
export type Opened = { request: LiveRequest; readable: Readable }

/** Operations that are answered in events, whatever the transport. */
export function createLive({ graph, streams, format, logger, deadlineMs }: LiveOptions) {
  const refused = (code: string, message: string, status = 400) => ({
    errors: [refuse(code, message, status)] as readonly GraphQLError[],
  })

  return {
    streams,
    /** Reads what was asked for. What is wrong with it is told before anything is begun. */
    read(asked: unknown, lastEventId: string | undefined): Opened | { errors: readonly GraphQLError[] } {
      const { query, operationName, variables, extensions } = asked as Record<string, unknown>
      const { persistedQuery } = isRecord(extensions) ? extensions : {}
      const wrong = refusePersisted(extensions, query, (hash) => graph.textOf(hash))
      if (wrong) return refused(wrong.code, wrong.message)
      const text = query ?? (isRecord(persistedQuery) ? graph.textOf(String(persistedQuery['sha256Hash'])) : undefined)
      if (text === undefined && persistedQuery)
        return refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', 200)
      if (typeof text !== 'string') return refused('BAD_REQUEST', 'There is no operation: `query` is its text.')
      if (typeof (operationName ?? '') !== 'string') return refused('BAD_REQUEST', '`operationName` is a text.')
      if (!isRecord(variables ?? {})) return refused('BAD_REQUEST', '`variables` is an object.')
      if (lastEventId !== undefined && lastEventId.length > longestId)
        return refused('BAD_REQUEST', 'This is no id of an event of ours.')
      const request: LiveRequest = {
        text,
        operationName: (operationName as string | null | undefined) || undefined,
        variables: (variables ?? {}) as Record<string, unknown>,
        lastEventId: lastEventId || undefined,
      }
      const readable = readLive(request, graph)
      if ('errors' in readable) return readable
      if (readable.kind === 'mutation')
        return refused('NOT_ACCEPTABLE', 'A change is sent by POST, and answered as JSON.', 406)
      return { request, readable }
    },
    enter: ({ viewer, address }: Who, transport: Transport) => streams.enter(clientOf(viewer, address), transport),
    /** A place for a connection that carries operations. */
    enterSocket: (address: string) => streams.enter(`socket ${address}`, 'websocket'),
    /** The events of an operation, as they are told: what a client must not read is out of their errors. */
    async *answer({ request, readable }: Opened, who: Who, stream: Stream): AsyncGenerator<Told> {
      const looking = setInterval(() => {
        void who.again().then((viewer) => {
          if ('status' in viewer) stream.end(refuse(viewer.code, viewer.message, viewer.status))
          return undefined
        })
      }, lookAgainMs)
      try {
        const options = { graph, logger, signal: stream.signal, client: () => contextOf(who, Date.now() + deadlineMs) }
        for await (const { id, result } of followOperation(request, readable, options))
          yield { id, result: tellable(result) }
      } catch (error) {
        // A fault of ours: whoever follows is told, and need not wait.
        yield { result: { errors: [formatted(error, false)] } }
      } finally {
        clearInterval(looking)
      }
    },
    tellable,
  }

  function tellable(result: Told['result']): Told['result'] {
    const { errors, data, extensions } = result
    return {
      ...(errors ? { errors: errors.map((error) => formatted(error, data === undefined)) } : {}),
      ...(data === undefined ? {} : { data }),
      ...(extensions === undefined ? {} : { extensions }),
    }
  }
  /** Nothing was done: what graphql-js found wrong by itself is a mistake of whoever asked. */
  function formatted(error: unknown, nothingDone: boolean) {
    if (!(error instanceof GraphQLError)) return format({ message: 'Internal server error' }, error)
    const { extensions, ...told } = error.toJSON()
    return format({ ...told, extensions: { ...(nothingDone && { code: 'BAD_USER_INPUT' }), ...extensions } }, error)
  }
}

/** What a request carries whose answer sets no cookies. */
export const contextOf = ({ viewer, address }: Pick<Who, 'viewer' | 'address'>, deadline: number): GatewayContext => ({
  viewer,
  clientAddress: address,
  refreshCookie: undefined,
  setCookies: [],
  deadline,
  underWay: new Set(),
  received: 0,
  course: { left: false, seen: undefined },
})

function clientOf(viewer: Viewer, address: string): string {
  if (viewer.kind === 'customer') return `customer ${viewer.customerId}`
  return viewer.kind === 'integrator' ? `integrator ${viewer.clientId}` : `address ${address}`
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
