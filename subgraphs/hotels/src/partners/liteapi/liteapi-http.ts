import { createBreaker, LeftAlone } from '@staygraph/subgraph-kit/breaker'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { inSpan, SpanKind } from '@staygraph/subgraph-kit/telemetry'
import { Histogram } from 'prom-client'
import { Agent, request, type Dispatcher } from 'undici'
import { z } from 'zod'

import { PartnerFault, PartnerRefusal } from '../partner-supply.ts'
import { NO_AVAILABILITY, refusal } from './answers.ts'

/** More than any honest answer: what comes beyond is not read. */
const ANSWER_BYTES = 16 * 1024 * 1024

const partnerSeconds = new Histogram({
  name: 'partner_call_seconds',
  help: 'Time a partner took to answer, by what came of it',
  labelNames: ['partner', 'operation', 'outcome'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10],
  registers: [metrics],
})

export type Wire = {
  readonly code: string
  /** Without `/v3.0`. */
  readonly url: string
  readonly apiKey: string
  readonly timeoutMs: number
  /** How long nobody is asked after five failures in a row. */
  readonly breakMs: number
}

export type Ask = {
  operation: string
  method?: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  body?: object
}

/**
 * One partner's wire: keep-alive connections, a time for every answer, and a breaker that stops asking who has failed
 * five times in a row. Every trouble comes out as a `PartnerFault`.
 */
export function openWire({ code, url, apiKey, timeoutMs, breakMs }: Wire) {
  const agent = new Agent({
    keepAliveTimeout: 4_000,
    connections: 32,
    connect: { timeout: Math.min(timeoutMs, 1_000) },
  })
  const breaker = createBreaker({
    to: `${code} (search)`,
    silentError: (error) => !(error instanceof PartnerRefusal),
    after: 5,
    pauseMs: breakMs,
  })

  /** Sends, and reads the answer with `take`, all within the time. */
  async function ask<T>(
    { operation, method = 'GET', path, query = {}, body }: Ask,
    take: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const stop = partnerSeconds.startTimer({ partner: code, operation })
    try {
      const taken = await inSpan(`partner ${code} ${operation}`, { kind: SpanKind.CLIENT }, () =>
        breaker.execute(async () =>
          take(
            await request(`${url}/v3.0${path}?${new URLSearchParams(query).toString()}`, {
              method,
              dispatcher: agent,
              signal: AbortSignal.timeout(timeoutMs),
              headers: {
                'x-api-key': apiKey,
                accept: 'application/json, text/event-stream',
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              },
              body: body === undefined ? null : JSON.stringify(body),
            }),
          ),
        ),
      )
      stop({ outcome: 'ok' })
      return taken
    } catch (error) {
      const fault = faultOf(error)
      stop({ outcome: error instanceof LeftAlone ? 'NOT_ASKED' : fault.status })
      throw fault
    }
  }

  /** The answer checked against the schema; null when they say that there is nothing (204, 404, or error 2001). */
  async function json<T>(asked: Ask, schema: z.ZodType<T>): Promise<T | null> {
    return ask(asked, async (answer) => understood(answer, schema))
  }

  return { ask, json, close: () => agent.close() }
}
export type OpenWire = ReturnType<typeof openWire>

/** An abort is the time being up, wherever in the reading it struck; the rest is a failure. */
export function faultOf(error: unknown): PartnerFault {
  if (error instanceof PartnerFault) return error
  const name = error instanceof Error ? error.name : ''
  return name === 'TimeoutError' || name === 'ConnectTimeoutError'
    ? new PartnerFault('TIMEOUT', 'no answer in time', error)
    : new PartnerFault('FAILED', error instanceof Error ? error.message : 'unknown', error)
}

export async function understood<T>(
  { statusCode, body }: Dispatcher.ResponseData,
  schema: z.ZodType<T>,
): Promise<T | null> {
  if (statusCode === 204 || statusCode === 404) {
    await body.dump()
    return null
  }
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of bounded(body)) text += decoder.decode(chunk, { stream: true })
  const answer = parsed(text)
  const refused = refusal.safeParse(answer)
  if (refused.success && refused.data.error.code === NO_AVAILABILITY) return null
  if (refused.success && refused.data.error.code < 5000)
    throw new PartnerRefusal(`refused with ${refused.data.error.code}: ${refused.data.error.description ?? ''}`)
  if (statusCode !== 200) throw new PartnerFault('FAILED', `status ${statusCode}`)
  const read = schema.safeParse(answer)
  if (!read.success) throw new PartnerFault('FAILED', `not what was promised: ${z.prettifyError(read.error)}`)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PartnerFault('FAILED', 'not JSON', cause)
  }
}

export async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES) throw new PartnerFault('FAILED', 'an answer without end')
    yield chunk
  }
}
