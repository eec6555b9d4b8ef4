import { setTimeout as sleep } from 'node:timers/promises'

import { backOff } from '@staygraph/subgraph-kit/back-off'
import type { Logger } from '@staygraph/subgraph-kit/log'
import {
  getOperationAST,
  type GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql'

import { clientLeft, type GatewayContext } from '../context.ts'
import type { Asked } from '../execution/admission.ts'
import type { LiveGraph } from '../execution/compiled-gateway.ts'
import type { Following } from '../execution/executor.ts'
import { Otherwise } from '../execution/refusals.ts'
import type { Reply } from '../execution/run.ts'
import { liveEvents, liveReconnects } from '../gateway-metrics.ts'
import { NotFollowed } from './follow-events.ts'
import { goneFor, notFollowed } from './reasons.ts'
import type { Reason } from './streams.ts'

/** What a client is told: an event, with where to go on after it. Errors alone are the last. */
export type Told = {
  id?: string | undefined
  result: { data?: unknown; errors?: readonly unknown[]; extensions?: unknown }
}

/** An operation as it was asked for, whatever the transport. */
export type LiveRequest = {
  text: string
  operationName: string | undefined
  variables: Record<string, unknown>
  lastEventId: string | undefined
}

export type FollowOptions = {
  graph: LiveGraph
  logger: Logger
  /** Ends it; a reason other than 'left' is what the client is told last. */
  signal: AbortSignal
  /** What an event carries to the subgraphs: each is a request of its own, with a deadline of its own. */
  client: () => GatewayContext
}

/** How long a subgraph may be away before its followers are told so. */
const patienceMs = 45_000
const pauses = { firstMs: 100, mostMs: 3_000 }
/** Streams that go over to another supergraph do not all do so at once. */
const spreadMs = 1_000

type Asking = { schema: GraphQLSchema; document: DocumentNode }
/** An operation that can be answered: `kind` of its name. */
export type Readable = Asking & { kind: OperationTypeNode | undefined }

/** The operation over the graph as it is now, or what is wrong with it. */
export function readLive(
  { text, operationName }: Pick<LiveRequest, 'text' | 'operationName'>,
  graph: LiveGraph,
): Readable | { errors: readonly GraphQLError[] } {
  const schema = graph.schema()
  if (!schema) return { errors: [goneFor('RECONNECT')] }
  const document = graph.read(text, schema)
  if ('errors' in document) return document
  const kind = getOperationAST(document, operationName)?.operation
  return { schema, document, kind }
}

/**
 * Answers an operation in events. A query has one. A subscription goes on until somebody ends it: a subgraph that breaks
 * off is asked again with the id of the last event it told, so that nothing is missed and nothing told twice, and so it is
 * when another supergraph is served.
 */
export async function* followOperation(
  request: LiveRequest,
  asking: Readable,
  options: FollowOptions,
): AsyncGenerator<Told> {
  const { signal } = options
  const asked = ({ schema, document }: Asking): Asked => {
    const { operationName, variables } = request
    return { schema, document, operationName, variables, client: options.client(), tellCost: false }
  }
  if (asking.kind === 'subscription') yield* subscribe(request, asking, asked, options)
  else {
    const answer = await options.graph.answer(asked(asking))
    yield answer instanceof Otherwise ? failed(goneFor('NOT_ACCEPTABLE')) : { result: answer }
  }
  const reason = signal.aborted ? (signal.reason as Reason) : 'left'
  if (reason !== 'left') yield failed(reason)
}

async function* subscribe(
  request: LiveRequest,
  asking: Asking,
  asked: (asking: Asking) => Asked,
  options: FollowOptions,
): AsyncGenerator<Told> {
  const { graph, signal, logger } = options
  let over = asking
  let cursor = request.lastEventId
  let heard = false
  let failures = 0
  let since = performance.now()
  let following = await graph.follow(asked(over))
  while (!signal.aborted) {
    if ('errors' in following) return yield { result: { errors: following.errors } }
    const { service } = following
    const connection = new AbortController()
    let goOver = false
    const stopWatching = watchGraph(graph, over.schema, () => {
      goOver = true
      connection.abort()
    })
    try {
      const reading = AbortSignal.any([signal, connection.signal])
      for await (const event of following.events(options.client(), cursor, reading)) {
        since = performance.now()
        if (event.kind === 'complete') return
        if (event.kind === 'beat') continue
        // What its database cannot answer just now is not lost: it is asked for again.
        if (isOutage(event.reply)) throw new NotFollowed('it cannot answer', false)
        failures = 0
        heard = true
        cursor = event.id ?? cursor
        liveEvents.inc()
        const result = await answerEvent(following, event.reply, options)
        if (signal.aborted) return
        // Refused, with the next ones: whoever comes back is told it then.
        if (result.data === undefined) return yield { result }
        yield { id: event.id, result }
      }
    } catch (error) {
      if (signal.aborted) return
      if (!goOver) {
        const refused = error instanceof NotFollowed && error.refused
        logger.warn({ subgraph: service, reason: (error as Error).message }, 'a subgraph broke off what is followed')
        if (refused) return yield failed(notFollowed(service, false))
      }
    } finally {
      connection.abort()
      stopWatching()
    }
    if (signal.aborted) return
    // Without a cursor nobody knows what was missed meanwhile.
    if (heard && cursor === undefined)
      return yield failed(goOver ? goneFor('GRAPH_CHANGED') : notFollowed(service, true))
    if (goOver) {
      await pause(Math.random() * spreadMs, signal)
      const again = readLive(request, graph)
      if ('errors' in again) return yield failed(goneFor('GRAPH_CHANGED'))
      over = again
      following = await graph.follow(asked(over))
      continue
    }
    failures += 1
    liveReconnects.inc({ subgraph: service })
    if (performance.now() - since > patienceMs) return yield failed(notFollowed(service, true))
    await pause(backOff(failures, pauses), signal)
  }
}

const failed = (error: GraphQLError): Told => ({ result: { errors: [error] } })

/** A subgraph says that it cannot read its records: nothing is known of the event. */
const isOutage = ({ data, errors = [] }: Reply) =>
  !data &&
  errors.some(({ extensions }) => (extensions as { code?: unknown } | undefined)?.code === 'SUBGRAPH_UNAVAILABLE')

async function answerEvent(following: Following, reply: Reply, { client, signal }: FollowOptions) {
  const context = client()
  const leave = () => clientLeft(context)
  signal.addEventListener('abort', leave)
  try {
    return await following.answer(reply, context)
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** Calls when another supergraph is served than the one of a schema. Answers how to look no more. */
function watchGraph(graph: LiveGraph, schema: GraphQLSchema, changed: () => void): () => void {
  if (graph.schema() !== schema) changed()
  return graph.onServed(changed)
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})
