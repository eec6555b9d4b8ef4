import { createBreaker, LeftAlone } from '@staygraph/subgraph-kit/breaker'
import { createBulkhead, NoPlace } from '@staygraph/subgraph-kit/bulkhead'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { inSpan, SpanKind } from '@staygraph/subgraph-kit/telemetry'
import { Histogram } from 'prom-client'
import { Agent, request, type Dispatcher } from 'undici'
import { z } from 'zod'

import type { Silence } from './supplier.ts'

const ANSWER_BYTES = 4 * 1024 * 1024

const supplierSeconds = new Histogram({
  name: 'supplier_call_seconds',
  help: 'Time a supplier took to answer a booking request, by what came of it',
  labelNames: ['supplier', 'operation', 'outcome'],
  buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [metrics],
})

/** Their refusal: its number or the status it came with, in their words. Certainly nothing was done. */
export type Refused = { readonly code: number; readonly name?: string; readonly reason: string }

/** What came of a request: an answer of the promised shape, nothing (204), their refusal, or silence. */
export type Reply<T> =
  | { readonly kind: 'ANSWER'; readonly answer: T }
  | { readonly kind: 'NOTHING' }
  | { readonly kind: 'REFUSAL'; readonly refusal: Refused }
  | ({ readonly kind: 'SILENCE' } & Silence)

export type Wire = {
  readonly code: string
  /** Where the protocol's paths begin. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** What their way of saying no means. Undefined: it is no refusal. */
  readonly refusalOf: (answer: unknown, status: number) => Refused | Silence | undefined
  readonly timeoutMs: number
  /** How long nobody is asked after five silences in a row. */
  readonly breakMs: number
  readonly logger?: Logger
}

/** Questions to one supplier at once, and how long one waits for its turn before it is certainly not asked. */
const places = 32
const waitForPlaceMs = 1_000

export type Ask = { operation: string; method: 'GET' | 'POST' | 'PUT'; path: string; body?: object }

class Silent extends Error {
  readonly silence: Silence
  constructor(heard: Silence['heard'], reason: string, cause?: unknown) {
    super(reason, { cause })
    this.silence = { heard, reason }
  }
}

/**
 * The wire to one supplier's booking service. Every request has a connection of its own: a booking is rare, and an
 * answer that comes late or twice on a kept connection must never be read as the answer to somebody else's booking.
 */
export function openSupplierWire({ code, url, headers, refusalOf, timeoutMs, breakMs, logger }: Wire) {
  const agent = new Agent({ pipelining: 0, connections: places, connect: { timeout: Math.min(timeoutMs, 2_000) } })
  const breaker = createBreaker({
    to: `${code} (bookings)`,
    silentError: () => true,
    after: 5,
    pauseMs: breakMs,
    ...(logger ? { logger } : {}),
  })
  const bulkhead = createBulkhead({ compartment: `${code} (bookings)`, places, waitMs: waitForPlaceMs })

  async function ask<T>({ operation, method, path, body }: Ask, schema: z.ZodType<T>): Promise<Reply<T>> {
    const stop = supplierSeconds.startTimer({ supplier: code, operation })
    const reply = await inSpan(`supplier ${code} ${operation}`, { kind: SpanKind.CLIENT }, () =>
      bulkhead(() =>
        breaker.execute(async () => {
          const answer = await request(`${url}${path}`, {
            method,
            dispatcher: agent,
            signal: AbortSignal.timeout(timeoutMs),
            headers: {
              ...headers,
              accept: 'application/json',
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: body === undefined ? null : JSON.stringify(body),
          })
          return understood(answer, schema, refusalOf)
        }),
      ).catch((error: unknown): Reply<T> => ({ kind: 'SILENCE', ...silenceOf(error) })),
    )
    stop({ outcome: reply.kind === 'SILENCE' ? reply.heard : reply.kind })
    return reply
  }

  return { ask, close: () => agent.close() }
}

async function understood<T>(
  { statusCode, body }: Dispatcher.ResponseData,
  schema: z.ZodType<T>,
  refusalOf: Wire['refusalOf'],
): Promise<Reply<T>> {
  if (statusCode === 204) {
    await body.dump()
    return { kind: 'NOTHING' }
  }
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > ANSWER_BYTES) throw new Silent('LOST', 'an answer without end')
  }
  const answer = text === '' ? undefined : parsed(text, statusCode)
  const refused = refusalOf(answer, statusCode)
  if (refused && 'heard' in refused) throw new Silent(refused.heard, refused.reason)
  if (refused) return { kind: 'REFUSAL', refusal: refused }
  if (statusCode !== 200 && statusCode !== 201) throw new Silent('LOST', `status ${statusCode}`)
  const read = schema.safeParse(answer)
  if (!read.success) throw new Silent('LOST', `not what was promised: ${z.prettifyError(read.error)}`)
  return { kind: 'ANSWER', answer: read.data }
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Silent('LOST', status === 200 ? 'not JSON' : `status ${status}`, cause)
  }
}

/** Errors that come before a single byte is sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function silenceOf(error: unknown): Silence {
  if (error instanceof Silent) return error.silence
  if (error instanceof LeftAlone || error instanceof NoPlace) return { heard: 'NOT_SENT', reason: error.message }
  const {
    name = '',
    code,
    message = '',
  }: { name?: string; code?: unknown; message?: string } = error instanceof Error ? error : {}
  if (typeof code === 'string' && BEFORE_SENDING.has(code))
    return { heard: 'NOT_SENT', reason: `no connection: ${code}` }
  return { heard: 'LOST', reason: name === 'TimeoutError' ? 'no answer in time' : message }
}
