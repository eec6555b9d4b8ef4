import type { IncomingHttpHeaders } from 'node:http'

import { HeaderMap, type ApolloServer } from '@apollo/server'
import type { GivenThrough } from '@staygraph/subgraph-kit/given-through'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { accessLog, type Logger } from '@staygraph/subgraph-kit/log'
import { operationOf } from '@staygraph/subgraph-kit/serve'
import { inSpan, SpanKind } from '@staygraph/subgraph-kit/telemetry'

import { clientLeft, type GatewayContext } from './context.ts'
import type { KnownAnswer } from './execution/known-operations.ts'
import { underWay } from './gateway-metrics.ts'
import { refuse, type Admit } from './identity/admit.ts'
import { refreshCookie } from './identity/who-asks.ts'
import type { RefuseNotListed } from './policies/only-listed.ts'
import { refusePersisted } from './policies/persisted-query.ts'
import { refuseText } from './policies/text-bounds.ts'
import { tellSpan } from './seen/answered.ts'
import type { whereTracesBegin } from './seen/where-traces-begin.ts'

/** A request to the graph, however it came. */
export type GraphqlRequest = {
  method: string
  url: string
  headers: IncomingHttpHeaders
  /** The client's address, as the proxies we trust tell it. */
  ip: string
  /** By POST: its text. */
  body: unknown
  /** Calls once it is over: it was answered, or its client left before. */
  whenOver: (heard: (answered: boolean) => void) => void
}

/** Ways to answer otherwise than in one piece. True: it was. */
export type OtherWays = {
  inEvents: (body: unknown, viewer: Viewer) => Promise<boolean>
  inParts: (body: object, client: GatewayContext, tell: (status: number) => void) => Promise<boolean>
}

export type AnswerOptions = {
  server: ApolloServer<GatewayContext>
  /** The answer to an operation that was found valid before; undefined: it must go through `server`. */
  answerKnown: (body: unknown, client: GatewayContext) => Promise<KnownAnswer | undefined>
  logger: Logger
  admit: Admit
  /** The text that a hash is known to be of. */
  textOf: (hash: string) => string | undefined
  /** Undefined: everything may be asked for, registered or not. */
  refuseNotListed: RefuseNotListed | undefined
  /** How long a whole request may take. */
  deadlineMs: number
  /** The trace that a request goes on with. */
  traceOf: ReturnType<typeof whereTracesBegin>
  /** Notes an answer, after so many milliseconds. */
  noteAnswered: (client: GatewayContext, ms: number, now: number) => void
}

export type AnswerGraphql = (request: GraphqlRequest, reply: GivenThrough, otherWays?: OtherWays) => Promise<void>

/** The way of every request to the graph: who asks, how often; the short way if its operation is known, else Apollo Server's pipeline. */
export function createAnswer(options: AnswerOptions) {
  const { server, answerKnown, textOf, logger, admit, refuseNotListed, deadlineMs, noteAnswered, traceOf } = options
  const access = accessLog(logger)
  /** What Apollo Server answered in, by what was accepted: browsers and clients have few ways to say it. */
  const contentTypes = new Map<string, string>(usualTypes)

  const answer: AnswerGraphql = async (request, reply, otherWays) => {
    const now = Date.now()
    const { headers } = request
    const body = request.method === 'POST' ? readBody(request.body) : null
    if (body === undefined) return void refuse(reply, 400, 'BAD_REQUEST', 'The body is not a JSON object.')
    const viewer = await admit(headers, reply, now, request.ip)
    if (!viewer) return
    const notListed = refuseNotListed?.(body ?? readSearch(request.url), viewer)
    if (notListed) return void refuse(reply, 403, notListed.code, notListed.message)
    if (await otherWays?.inEvents(body, viewer)) return
    const context: GatewayContext = {
      viewer,
      clientAddress: request.ip,
      refreshCookie: refreshCookie(headers),
      setCookies: [],
      deadline: now + deadlineMs,
      underWay: new Set(),
      received: 0,
      course: { left: false, seen: undefined },
    }
    underWay.operations += 1
    request.whenOver((answered) => {
      underWay.operations -= 1
      if (!answered) clientLeft(context)
    })
    await inSpan('graphql', { kind: SpanKind.SERVER, from: traceOf(headers, viewer, now) }, async (span) => {
      const tell = (status: number) => {
        const ms = reply.elapsedTime
        noteAnswered(context, ms, now)
        if (span.isRecording()) tellSpan(span, context)
        const heard = context.course.left ? 'operation abandoned: its client left' : 'operation answered'
        access.info({ operation: operationOf(body), viewer: viewer.kind, status, ms: Math.round(ms) }, heard)
        if (context.setCookies.length > 0) reply.header('set-cookie', context.setCookies)
      }
      const give = (status: number, type: string, text: string, inBytes = false) => {
        reply.code(status)
        reply.header('content-type', type)
        if (!inBytes) reply.send(text)
        else if (reply.sendBytes) reply.sendBytes(text)
        else reply.send(Buffer.from(text, 'latin1'))
      }
      if (body !== null && (await otherWays?.inParts(body, context, tell))) return
      const { accept = '' } = headers
      const type = body === null ? undefined : contentTypes.get(accept)
      const known = type === undefined ? undefined : await answerKnown(body, context)
      if (known !== undefined && type !== undefined) {
        tell(known.status)
        for (const [key, value] of known.headers ?? []) reply.header(key, value)
        return give(known.status, type, known.text, known.inBytes)
      }
      const search = body === null ? new URL(request.url, 'http://gateway').searchParams : noSearch
      const text = body === null ? search.get('query') : (body as { query?: unknown }).query
      const refusal =
        (typeof text === 'string' ? refuseText(text) : undefined) ??
        refusePersisted(extensionsOf(body, search), text, textOf)
      if (refusal) {
        const status = statusOfMistake(accept, refusal.code)
        tell(status)
        return void refuse(reply, status, refusal.code, refusal.message)
      }
      const answered = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headerMap(headers, type !== undefined),
          search: body === null ? search.toString() : '',
          body,
        },
        context: async () => context,
      })
      const chosen = type ?? answered.headers.get('content-type') ?? jsonType
      if (answered.status === undefined && contentTypes.size < mostAccepted) contentTypes.set(accept, chosen)
      if (answered.body.kind !== 'complete') throw new Error('an operation is answered in one piece')
      const { string } = answered.body
      const told = answered.status === 400 ? statusOfMistake(accept, codeOf(string)) : (answered.status ?? 200)
      tell(told)
      for (const [key, value] of answered.headers)
        if (key !== 'cache-control' && key !== 'content-type' && key !== 'content-length') reply.header(key, value)
      give(told, chosen, string, context.course.inBytes)
    })
  }
  return {
    answer,
    /** Whether who accepts this is answered in one piece, and it is known of what type. */
    takesOnePiece: (accept: string) => contentTypes.has(accept) && !/text\/event-stream|multipart\/mixed/i.test(accept),
  }
}

const mostAccepted = 100
const noSearch = new URLSearchParams()
export const jsonType = 'application/json; charset=utf-8'
export const graphqlType = 'application/graphql-response+json; charset=utf-8'

/** What most clients accept, so that even the first of them is answered by the short way: as Apollo Server would. */
const usualTypes = [
  ['', jsonType],
  ['*/*', jsonType],
  ['application/graphql-response+json,application/json;q=0.9', graphqlType],
] as const

const extensionsOf = (body: unknown, search: URLSearchParams): unknown => {
  if (body !== null) return (body as { extensions?: unknown }).extensions
  const given = search.get('extensions')
  try {
    return given === null ? undefined : JSON.parse(given)
  } catch {
    return undefined // Apollo Server says what is wrong with it
  }
}

/** Mistakes in an operation that was asked properly: GraphQL's own matter, not HTTP's. */
const mistakes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/**
 * GraphQL over HTTP: to whoever asks for `application/json`, as clients did before there was a type of its own, the
 * status tells of HTTP alone; to all others it tells of mistakes too.
 */
const statusOfMistake = (accept: string, code: string | undefined) =>
  mistakes.has(code ?? '') && /\bapplication\/json\b/.test(accept) && !accept.includes('graphql-response') ? 200 : 400

const codeOf = (answer: string): string | undefined =>
  (JSON.parse(answer) as { errors?: { extensions?: { code?: string } }[] }).errors?.[0]?.extensions?.code

/** Undefined: not a JSON object. A list (a batch of operations) is not even read. */
function readBody(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*\{/.test(body)) return undefined
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** An operation that came by GET, in the form of a body. */
export function readSearch(url: string) {
  const search = new URL(url, 'http://gateway').searchParams
  const read = (name: string): unknown => {
    const given = search.get(name)
    try {
      return given === null ? undefined : JSON.parse(given)
    } catch {
      return null
    }
  }
  return {
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName'),
    variables: read('variables'),
    extensions: read('extensions'),
  }
}

/**
 * `isTypeKnown`: what the client accepts is looked at already, and Apollo Server would look twice more. To accept nothing
 * is to accept anything, as not to say is; of that it knows at once.
 */
function headerMap(headers: IncomingHttpHeaders, isTypeKnown: boolean): HeaderMap {
  const map = new HeaderMap()
  for (const [key, value] of Object.entries(headers))
    if (value !== undefined) map.set(key, Array.isArray(value) ? value.join(', ') : value)
  if (isTypeKnown) map.set('accept', '')
  return map
}
