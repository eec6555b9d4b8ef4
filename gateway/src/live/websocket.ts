import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import type { WebSocket } from '@fastify/websocket'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { FastifyRequest } from 'fastify'
import type { ExecutionArgs, GraphQLError } from 'graphql'
import { handleProtocols, makeServer, type Context } from 'graphql-ws'

import { refuse } from '../execution/refusals.ts'
import type { NotAdmitted } from '../identity/who-asks.ts'
import type { Told } from './follow-operation.ts'
import type { Live, Opened, Who } from './live.ts'
import type { Stream } from './streams.ts'

// `graphql-transport-ws`: many operations over one connection. Who asks is said once, in `connection_init`; how often, at
// what cost and for what that is guarded is asked for each operation.

/** An operation's message is no longer than its body would be. */
const mostBytes = 128_000
/** Whoever does not answer one beat before the next is gone, and so is who takes nothing for so long. */
const beatMs = 12_000
const slowMs = 20_000
/** So that each operation says why it ends before the connection does. */
const farewellMs = 200
/** For the other side to do its part. */
const patienceMs = 2_000

/** As WebSocket has them: why a connection is closed. */
const closed = { restart: 1012, again: 1013, unauthenticated: 4401, limited: 4429 } as const

export const websocketOptions = { options: { maxPayload: mostBytes, handleProtocols } }

export type SocketOptions = {
  live: Live
  logger: Logger
  /** Who asks, by the headers of a request or what stands for them. */
  whoAsks: (headers: FastifyRequest['headers'], address: string) => Promise<Viewer | NotAdmitted>
  /** Counts a request; an error if there were too many. */
  count: (viewer: Viewer, address: string) => Promise<GraphQLError | undefined>
  /** An error if only registered operations may be asked for, and this is none. */
  listed: (asked: unknown, viewer: Viewer) => GraphQLError | undefined
}

type Extra = { request: FastifyRequest; socket: WebSocket; who?: Who }
type Started = ExecutionArgs & { contextValue: { opened: Opened; stream: Stream; who: Who } }

/**
 * A request to change over to WebSocket that is answered otherwise leaves its connection open, where nobody closes it: one
 * that comes while the server closes would keep it from ever being closed. Answers how to say that one changed over.
 */
export function closeUnchanged(server: Server): (request: IncomingMessage) => void {
  const waiting = new WeakMap<IncomingMessage, NodeJS.Timeout>()
  server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex) => {
    waiting.set(
      request,
      setTimeout(() => socket.destroy(), patienceMs),
    )
  })
  return (request) => clearTimeout(waiting.get(request))
}

/** Serves one connection after another. */
export function createSocketServer({ live, logger, whoAsks, count, listed }: SocketOptions) {
  const answer = ({ contextValue: { opened, stream, who } }: Started) =>
    endingWith(live.answer(opened, who, stream), stream)
  const server = makeServer<Record<string, unknown>, Extra>({
    async onConnect({ connectionParams, extra }) {
      const { request, socket } = extra
      const headers = headersOf(connectionParams) ?? request.headers
      const again = () => whoAsks(headers, request.ip)
      const viewer = await again()
      if (!('status' in viewer)) {
        extra.who = { viewer, address: request.ip, again }
        return true
      }
      const code = { 401: closed.unauthenticated, 429: closed.limited, 503: closed.again }[viewer.status]
      socket.close(code, viewer.message.slice(0, 120))
      return true // closed already, with a better reason than the library's
    },
    async onSubscribe({ extra: { who } }: Context<Record<string, unknown>, Extra>, _id, payload) {
      if (!who) return [refuse('UNAUTHENTICATED', 'Nobody knows who asks.', 401)]
      const tooMany = await count(who.viewer, who.address)
      if (tooMany) return [tooMany]
      const notListed = listed(payload, who.viewer)
      if (notListed) return [notListed]
      const opened = live.read(payload, undefined)
      if ('errors' in opened) return opened.errors
      const stream = live.enter(who, 'websocket')
      if ('refused' in stream) return [stream.refused]
      const { schema, document } = opened.readable
      return { schema, document, operationName: opened.request.operationName, contextValue: { opened, stream, who } }
    },
    execute: (args) => answer(args as Started) as never,
    subscribe: (args) => answer(args as Started) as never,
    // Both are told in our words already, or are now.
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) => live.tellable({ errors }).errors as never,
  })

  return (socket: WebSocket, request: FastifyRequest) => {
    const place = live.enterSocket(request.ip)
    if ('refused' in place) return socket.close(closed.again, place.refused.message.slice(0, 120))
    const restart = () => {
      socket.close(closed.restart, 'Come back with the last cursor.')
      setTimeout(() => socket.terminate(), patienceMs).unref()
    }
    place.signal.addEventListener('abort', () => setTimeout(restart, farewellMs))
    let heard = true
    const beat = setInterval(() => {
      if (!heard) return socket.terminate()
      heard = false
      socket.ping()
    }, beatMs)
    const closing = server.opened(
      {
        protocol: socket.protocol || (request.headers['sec-websocket-protocol'] ?? ''),
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (hear) =>
          socket.on('message', (data: Buffer) => {
            hear(data.toString()).catch((error: unknown) => {
              if (socket.readyState !== socket.OPEN) return
              logger.error({ err: error }, 'a message of a socket failed')
              socket.close(1011, 'Something failed here. It is logged.')
            })
          }),
      },
      { request, socket },
    )
    socket.on('pong', () => (heard = true))
    socket.on('error', () => socket.terminate())
    socket.once('close', (code, reason) => {
      clearInterval(beat)
      place.leave()
      void closing(code, reason.toString())
    })
    return undefined
  }
}

/** Resolves when it is written to the network: the next event is not read before. */
const send = (socket: WebSocket, text: string) =>
  new Promise<void>((resolve, reject) => {
    const overdue = setTimeout(() => socket.terminate(), slowMs)
    socket.send(text, (error) => {
      clearTimeout(overdue)
      if (error) reject(error)
      else resolve()
    })
  })

/** Whoever ends it must not wait for the next event. */
function endingWith(events: AsyncGenerator<Told>, stream: Stream): AsyncGenerator<Told['result']> {
  const leave = () => {
    stream.end('left')
    stream.leave()
  }
  return {
    async next() {
      const told = await events.next()
      if (told.done) stream.leave()
      return told.done ? { done: true, value: undefined } : { done: false, value: told.value.result }
    },
    async return() {
      leave()
      await events.return(undefined)
      return { done: true, value: undefined }
    },
    async throw(error) {
      leave()
      return events.throw(error) as never
    },
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      leave()
    },
  }
}

/** Browsers cannot set headers on a socket: what would be there is in `connectionParams`. */
function headersOf(given: Record<string, unknown> | undefined): FastifyRequest['headers'] | undefined {
  const named = Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  const credentials = named.filter(([name, value]) => (name === 'authorization' || name === 'x-api-key') && typeof value === 'string') // prettier-ignore
  return credentials.length > 0 ? (Object.fromEntries(credentials) as FastifyRequest['headers']) : undefined
}
