import { createBreaker, LeftAlone } from '@staygraph/subgraph-kit/breaker'
import { createBulkhead, NoPlace } from '@staygraph/subgraph-kit/bulkhead'
import { inSpan, SpanKind } from '@staygraph/subgraph-kit/telemetry'
import { Agent, request, type Dispatcher } from 'undici'
import { z } from 'zod'

import { partnerSeconds } from './partner-metrics.ts'
import { PartnerFault } from './partner-supply.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'

/** More than any honest answer: what comes beyond is not read. */
const ANSWER_BYTES = 16 * 1024 * 1024

/** Questions to one partner at once, and how long one waits for its turn before it is not asked. */
const places = 32
const waitForPlaceMs = 200

/** How long nobody asks a partner that says it is asked too often, when it does not say until when; and the most it may say. */
const pauseMs = 1_000
const longestPauseMs = 60_000

/** Where nothing was agreed. */
const unlimited: RateLimit = { perSecond: 1e6, burst: 1e6 }

export type WireOptions = {
  readonly code: string
  /** Where the protocol's paths begin. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** How long nobody is asked after five failures in a row. */
  readonly breakMs: number
  readonly rateLimit?: RateLimit | undefined
}

export type Ask = {
  operation: string
  method?: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  body?: object
  /** Less than the wire's own time. */
  withinMs?: number | undefined
}

/**
 * One partner's wire, whatever it speaks: keep-alive connections, a time for every answer, a compartment and a rate of its own, and
 * a breaker that leaves alone who has failed five times in a row. Every trouble comes out as a `PartnerFault`.
 */
export function openPartnerWire({ code, url, headers, timeoutMs, breakMs, rateLimit }: WireOptions) {
  const agent = new Agent({
    keepAliveTimeout: 4_000,
    connections: places,
    connect: { timeout: Math.min(timeoutMs, 1_000) },
  })
  const limit = createRateLimit(rateLimit ?? unlimited)
  const bulkhead = createBulkhead({ compartment: `${code} (search)`, places, waitMs: waitForPlaceMs })
  const breaker = createBreaker({ to: `${code} (search)`, silentError: isSilence, after: 5, pauseMs: breakMs })

  /** Sends, and reads the answer with `take`, all within the time. */
  async function ask<T>(
    { operation, method = 'GET', path, query, body, withinMs = timeoutMs }: Ask,
    take: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const stop = partnerSeconds.startTimer({ partner: code, operation })
    const send = async () => {
      const answer = await request(`${url}${path}${query ? `?${new URLSearchParams(query).toString()}` : ''}`, {
        method,
        dispatcher: agent,
        signal: AbortSignal.timeout(Math.ceil(Math.min(timeoutMs, withinMs))),
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? null : JSON.stringify(body),
      })
      if (answer.statusCode !== 429) return take(answer)
      limit.pause(pauseOf(answer.headers['retry-after']))
      await answer.body.dump()
      throw new PartnerFault('RATE_LIMITED', 'it says that it is asked too often')
    }
    try {
      if (!limit.take()) throw new PartnerFault('RATE_LIMITED', 'it would be asked more often than was agreed')
      const taken = await inSpan(`partner ${code} ${operation}`, { kind: SpanKind.CLIENT }, () =>
        bulkhead(() => breaker.execute(send)),
      )
      stop({ outcome: 'ok' })
      return taken
    } catch (error) {
      const fault = faultOf(error)
      stop({ outcome: error instanceof LeftAlone ? 'NOT_ASKED' : fault.status })
      throw fault
    }
  }

  return { ask, close: () => agent.close() }
}
export type PartnerWire = ReturnType<typeof openPartnerWire>

/** A partner that refuses, or wants to be asked less, is well. */
const isSilence = (error: unknown): boolean => {
  const { status } = faultOf(error)
  return status !== 'REFUSED' && status !== 'RATE_LIMITED'
}

function pauseOf(retryAfter: string | string[] | undefined): number {
  const seconds = typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined
  return seconds === undefined ? pauseMs : Math.min(longestPauseMs, seconds * 1_000)
}

/** An abort is the time being up, wherever in the reading it struck; the rest is a failure of the line. */
function faultOf(error: unknown): PartnerFault {
  if (error instanceof PartnerFault) return error
  if (error instanceof NoPlace) return new PartnerFault('RATE_LIMITED', error.message, { cause: error })
  const name = error instanceof Error ? error.name : ''
  return name === 'TimeoutError' || name === 'ConnectTimeoutError'
    ? new PartnerFault('TIMEOUT', 'no answer in time', { cause: error })
    : new PartnerFault('DOWN', error instanceof Error ? error.message : 'unknown', { cause: error })
}

/** The answer's text as JSON, as far as it is one. */
export async function jsonOf({ statusCode, body }: Dispatcher.ResponseData): Promise<unknown> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of bounded(body)) text += decoder.decode(chunk, { stream: true })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw statusCode >= 500
      ? new PartnerFault('DOWN', `status ${statusCode}`, { cause })
      : new PartnerFault('INVALID_ANSWER', 'not JSON', { cause })
  }
}

/** What was promised, else a fault that says where it differs. */
export function readAs<T>(schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer)
  if (read.success) return read.data
  throw new PartnerFault('INVALID_ANSWER', `not what was promised: ${z.prettifyError(read.error)}`)
}

export async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES) throw new PartnerFault('INVALID_ANSWER', 'an answer without end')
    yield chunk
  }
}
