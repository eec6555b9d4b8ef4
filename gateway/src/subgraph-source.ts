import { isUtf8 } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'

import type { GraphQLDataSource } from '@apollo/gateway'
import { Abandoned, TooLate, type UnderWay } from '@staygraph/subgraph-kit/ask'
import { createBreaker, LeftAlone, type Breaker } from '@staygraph/subgraph-kit/breaker'
import { identityHeader, mintIdentity } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { sayPatience } from '@staygraph/subgraph-kit/patience'
import { asking, outgoingTrace, type TraceCarrier } from '@staygraph/subgraph-kit/telemetry'
import { Kind, parse } from 'graphql'
import type { Agent } from 'undici'

import { refreshCookieName, type GatewayContext } from './context.ts'
import { readReply } from './execution/reply.ts'
import type { Form, NoReply, Read, Subgraph } from './execution/run.ts'
import { fetchesAborted, fetchesRepeated, fetchesShared, subgraphSeconds } from './gateway-metrics.ts'
import { createHedge, type Hedge } from './hedge.ts'
import { Connections } from './http/connections.ts'
import type { Origin } from './http/origin.ts'
import { headOf, requestBytes } from './http/request.ts'
import type { Response } from './http/response.ts'
import { followEvents } from './live/follow-events.ts'
import { createTryBudget } from './second-tries.ts'
import { again, type createSharedQuestions } from './shared-questions.ts'
import { failureOf, isSilence, unavailable, type Failure } from './subgraph-failure.ts'

type Options = Parameters<GraphQLDataSource<GatewayContext>['process']>[0]
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>

/** The most that one fetch may be answered. */
export const standardAnswerBytes = 32_000_000

/** To one subgraph: so many questions may be cut off at once when it is restarted. */
const connectionsEach = 128
/** Before somebody is asked again who did not even listen. */
const restartPauseMs = 250

/** Connections are let go well before the subgraphs do (65 s), so that none is used just as the other side closes it. */
export const openConnections = (answerBytes = standardAnswerBytes) =>
  new Connections({
    most: connectionsEach,
    connectMs: 1_000,
    idleMs: 30_000,
    idleMostMs: 55_000,
    idleSparedMs: 1_500, // Node's servers say 5 s unless told otherwise
    answerBytes,
  })

export type SubgraphSourceOptions = {
  name: string
  /** The whole address of its GraphQL endpoint. */
  url: string
  /** Who vouches for the request. Undefined: the subgraph asks for no identity (a foreign supergraph). */
  keys: PairKeys | undefined
  connections: Connections
  /** Of their own: they last as long as somebody follows. */
  streams: Agent
  /** The most that all fetches of one request may be answered, in bytes. */
  answerBytes: number
  /** How long one fetch may take. */
  timeoutMs: number
  /** A question that takes longer than nineteen in twenty is asked a second time beside the first; the first answer counts. */
  hedge: boolean
  /** Who asks the very same while it is asked, with the same credentials, is told the same answer. One for all subgraphs. */
  shared: SharedQuestions | undefined
  logger: Logger
}

/** `beside`: others who read the same answer. */
type Reading<T> = { of: Form; read: Read<T>; beside?: (response: Response) => void }

export type SharedQuestions = ReturnType<typeof createSharedQuestions<Response, Failure>>

/** So many questions in a row without an answer in their whole time, and a subgraph is left alone for so long. */
const silencesInARow = 5
const leftAloneMs = 1_000

/**
 * Asks one subgraph. Its headers are built here from nothing, so that whatever a client sends (an identity, a cookie, a
 * forwarded address) ends at the gateway. A failure becomes an error that names the subgraph and says whether to retry;
 * the rest of the answer stays.
 */
export class SubgraphSource implements GraphQLDataSource<GatewayContext>, Subgraph {
  readonly options: SubgraphSourceOptions
  readonly #breaker: Breaker
  readonly #tries = createTryBudget({ burst: connectionsEach, share: 0.1 })
  readonly #hedge: Hedge
  readonly #place: { origin: string; path: string }
  /** Undefined: the supergraph does not say where it is, or not by HTTP. */
  readonly #asked: { origin: Origin; head: string } | undefined
  constructor(options: SubgraphSourceOptions) {
    this.options = options
    const at = URL.canParse(options.url) ? new URL(options.url) : null // a foreign supergraph may name none
    this.#place = { origin: at?.origin ?? '', path: at ? at.pathname + at.search : '' }
    const isHttp = at?.protocol === 'http:' || at?.protocol === 'https:'
    this.#asked = isHttp ? { origin: options.connections.to(at.origin), head: headOf(at) } : undefined
    this.#hedge = createHedge({ subgraph: options.name, tries: this.#tries })
    this.#breaker = createBreaker({
      to: `${options.name} (graph)`,
      silentAnswer: isSilence,
      after: silencesInARow,
      pauseMs: leftAloneMs,
      logger: options.logger,
    })
  }

  /** For Apollo's executor. Ours calls `ask`. */
  async process(options: Options): Promise<Answer> {
    const { request } = options
    const body = JSON.stringify({
      query: request.query,
      variables: request.variables ?? {},
      ...(request.operationName ? { operationName: request.operationName } : {}),
    })
    const changes = request.query?.startsWith('mutation') ?? false
    const reply = await this.ask(body, changes, options.context as GatewayContext, readReply)
    if (!('unavailable' in reply)) return reply as Answer
    const { message, extensions } = reply.unavailable
    return { errors: nullPaths(options).map((path) => ({ message, extensions, path })) } as Answer
  }

  /** Asks, and answers what came: the subgraph's reply, or the error that is told instead. It never throws for what others do. */
  async ask<T extends object>(
    body: string,
    changes: boolean,
    client: GatewayContext,
    read: Read<T>,
    form: Form = 'text',
  ): Promise<T | NoReply> {
    const reading = { of: form, read }
    const { name, shared } = this.options
    const alone = (how: Reading<T>) =>
      asking(`fetch ${name}`, (trace) => this.#askTwice(body, changes, client, how, trace))
    const answer = await (shared ? this.#askShared(shared, body, changes, client, reading, alone) : alone(reading))
    return 'outcome' in answer ? { unavailable: this.#unavailable(answer, changes) } : answer
  }

  /** With the same credentials: all that a subgraph may tell clients apart by. */
  async #askShared<T extends object>(
    shared: SharedQuestions,
    body: string,
    changes: boolean,
    client: GatewayContext,
    reading: Reading<T>,
    alone: (how: Reading<T>) => Promise<T | Failure>,
  ): Promise<T | Failure> {
    if (changes) {
      shared.forget()
      return alone(reading).finally(shared.forget)
    }
    const { name } = this.options
    const key = `${JSON.stringify([name, client.viewer, client.clientAddress, client.refreshCookie])}\n${body}`
    const read = (response: Response) => this.#read(response, client, reading)
    for (let joined = shared.join(key, read); joined; joined = shared.join(key, read)) {
      fetchesShared.inc({ subgraph: name })
      const told = await joined
      if (told !== again) return told
    }
    const flight = shared.begin(key)
    let how: Failure | typeof again = again
    try {
      const answer = await alone({ ...reading, beside: flight.heard })
      // That its client left, or had little time left, says nothing about the others'.
      if ('outcome' in answer && answer.outcome !== 'abandoned' && !answer.cutShort) how = answer
      return answer
    } finally {
      flight.ended(how)
    }
  }

  async #askTwice<T extends object>(
    body: string,
    changes: boolean,
    client: GatewayContext,
    read: Reading<T>,
    trace: TraceCarrier,
  ): Promise<T | Failure> {
    const { name, hedge } = this.options
    const began = performance.now()
    const stop = (outcome: string) => subgraphSeconds.of(name, outcome).observe((performance.now() - began) / 1_000)
    this.#tries.asked()
    // A change goes on without its client: it may be half done, and is answered for by its idempotency key.
    const underWay = changes ? undefined : client.underWay
    let answer =
      hedge && !changes
        ? await this.#hedge((each) => this.#ask(body, changes, client, read, trace, each), client)
        : await this.#ask(body, changes, client, read, trace, underWay)
    // A connection that the subgraph closed under us (it was restarted) costs nothing to try again, if nothing changes.
    if (
      'outcome' in answer &&
      answer.outcome === 'unreachable' &&
      (!changes || !answer.reached) &&
      this.#tries.take()
    ) {
      fetchesRepeated.inc({ subgraph: name, because: 'connection broke' })
      if (!answer.reached) await sleep(Math.random() * restartPauseMs) // nobody listens: it may just be starting
      answer = await this.#ask(body, changes, client, read, trace, underWay)
    }
    stop('outcome' in answer ? answer.outcome : 'ok')
    return answer
  }

  /** Events as they come, in the name of the client that follows them. */
  async *follow(body: string, client: GatewayContext, lastEventId: string | undefined, signal: AbortSignal) {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      ...this.#headers(body, client, outgoingTrace()),
    }
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId
    yield* followEvents(this.options.streams, { ...this.#place, headers, body }, signal)
  }

  unusable(detail: string, changes: boolean) {
    return this.#unavailable({ outcome: 'garbage', reached: true, detail }, changes)
  }

  #unavailable(failure: Failure, changes: boolean) {
    const { name, logger } = this.options
    if (failure.outcome !== 'abandoned')
      logger.warn({ subgraph: name, outcome: failure.outcome, reason: failure.detail }, 'a subgraph did not answer')
    return unavailable(name, failure, changes)
  }

  async #ask<T extends object>(
    body: string,
    changes: boolean,
    client: GatewayContext,
    read: Reading<T>,
    trace: TraceCarrier,
    underWay: UnderWay | undefined,
  ): Promise<T | Failure> {
    if (client.course.left && !changes) return { outcome: 'abandoned', reached: false, detail: 'its client left' }
    try {
      // The one question that finds out whether it is back is asked to its end: whoever leaves does not say that it is.
      const finding = this.#breaker.state() !== 'CLOSED'
      return await this.#breaker.execute(() => this.#fetch(body, client, read, trace, finding ? undefined : underWay))
    } catch (error) {
      if (error instanceof LeftAlone) return { outcome: 'left alone', reached: false, detail: error.message }
      if (error instanceof Abandoned) return { outcome: 'abandoned', reached: true, detail: error.message }
      throw error
    }
  }

  #fetch<T extends object>(
    body: string,
    client: GatewayContext,
    read: Reading<T>,
    trace: TraceCarrier,
    underWay: UnderWay | undefined,
  ): Promise<T | Failure> {
    const { timeoutMs, keys } = this.options
    const left = Math.min(timeoutMs, client.deadline - Date.now())
    const failure = (failed: Failure) => Promise.resolve(failed)
    if (left <= 0)
      return failure({ outcome: 'timeout', reached: false, detail: 'no time was left for it', cutShort: true })
    if (!this.#asked) return failure({ outcome: 'unreachable', reached: false, detail: 'nobody says where it is' })
    const { origin, head } = this.#asked
    const failed = (error: Error) => this.#failed(error, left)
    try {
      const headers = { ...this.#headers(body, client, trace), ...(keys ? sayPatience(left) : {}) }
      return origin.ask<T | Failure>({
        bytes: requestBytes(head, headers, body),
        milliseconds: left,
        underWay,
        read: (response) => {
          read.beside?.(response)
          return this.#read(response, client, read)
        },
        failed,
      })
    } catch (error) {
      return failure(failed(error as Error))
    }
  }

  #failed(error: Error & { code?: string }, left: number): Failure {
    const { timeoutMs, name } = this.options
    if (error instanceof Abandoned) {
      fetchesAborted.inc({ subgraph: name, because: 'client left' })
      throw error // says nothing about the subgraph: the breaker counts it neither way
    }
    if (error instanceof TooLate) fetchesAborted.inc({ subgraph: name, because: 'too late' })
    return { ...failureOf(error, left), cutShort: left < timeoutMs }
  }

  #read<T extends object>({ status, body, cookies }: Response, client: GatewayContext, read: Reading<T>): T | Failure {
    const begins = () => body.toString('utf8', 0, 200)
    if (status === 401 || status === 403)
      return { outcome: 'refused', reached: false, detail: `it answered ${status}: ${begins()}` }
    if (status >= 500) return { outcome: 'garbage', reached: true, detail: `it answered ${status}: ${begins()}` }
    client.received += body.length
    if (client.received > this.options.answerBytes)
      return { outcome: 'garbage', reached: true, detail: 'what all together answered is too large' }
    this.#keepCookies(cookies, client)
    return (
      readAs(read, body) ?? {
        outcome: 'garbage',
        reached: true,
        detail: `it did not answer in GraphQL: ${begins()}`,
      }
    )
  }

  #headers(body: string, client: GatewayContext, trace: TraceCarrier): Record<string, string> {
    const { name, keys } = this.options
    return {
      ...trace,
      ...(keys ? { [identityHeader]: mintIdentity(keys, name, body, client.viewer, client.clientAddress) } : {}),
      ...(name === 'customers' && client.refreshCookie
        ? { cookie: `${refreshCookieName}=${client.refreshCookie}` }
        : {}),
    }
  }

  #keepCookies(found: readonly string[], client: GatewayContext) {
    if (this.options.name !== 'customers') return
    for (const cookie of found) if (cookie.startsWith(`${refreshCookieName}=`)) client.setCookies.push(cookie)
  }
}

/** What is not UTF-8 is given on as what it is read as. */
function readAs<T>({ of, read }: Reading<T>, body: Buffer): T | undefined {
  if (of === 'text') return read(body.toString(), body)
  const bytes = isUtf8(body) ? body : Buffer.from(body.toString())
  return read(bytes.toString('latin1'), bytes)
}

/**
 * Where the answer has nulls for want of this fetch, seen from where it begins: each root field, or (empty) the place of
 * the entities it would have completed.
 */
function nullPaths({ request, ...options }: Options): string[][] {
  if ('pathInIncomingRequest' in options && options.pathInIncomingRequest?.length) return [[]]
  const [operation] = parse(request.query ?? '').definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [[]]
  return operation.selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD ? [[field.alias?.value ?? field.name.value]] : [],
  )
}
