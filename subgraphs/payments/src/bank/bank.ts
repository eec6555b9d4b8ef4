import { createBreaker, LeftAlone } from '@staygraph/subgraph-kit/breaker'
import { createBulkhead, NoPlace } from '@staygraph/subgraph-kit/bulkhead'
import type { Logger } from '@staygraph/subgraph-kit/log'
import Stripe from 'stripe'

import { bankHttp } from './http.ts'

/** How a question to the bank ended. */
export type Answer<T> =
  | { kind: 'ANSWERED'; value: T }
  /** The card's bank said no: nothing was taken. */
  | { kind: 'DECLINED'; declineCode: string | null; intent: Stripe.PaymentIntent | undefined }
  /** The bank does not do this: nothing happened. */
  | { kind: 'REFUSED'; code: string | null; message: string }
  /** The key was used with other parameters. */
  | { kind: 'KEY_USED' }
  /** Certainly not asked: nobody listens there, the breaker is open, or too many questions are under way. */
  | { kind: 'UNREACHABLE'; reason: string }
  /** Asked, and what came of it is not known: a time-out, a cut connection, a 5xx, garbage, or the same key under way. */
  | { kind: 'UNKNOWN'; reason: string }
  /** The stored answer to this key is a fault: asking again changes nothing, what happened must be looked up. */
  | { kind: 'FAULT_STORED' }

export type BankOptions = {
  apiKey: string
  /** Another host than Stripe's own. */
  apiUrl?: string | undefined
  webhookSecret: string
  timeoutMs?: number
  logger: Logger
}

export type Bank = {
  stripe: Stripe
  ask: <T>(what: string, question: (stripe: Stripe) => Promise<T>) => Promise<Answer<T>>
  /** Checks the signature and reads the event, or throws. */
  readEvent: (body: string, signature: string) => Stripe.Event
}

/** After so many questions in a row without an answer the bank is not asked for a while: guests hear at once instead of waiting. */
const TOLERATED_SILENCES = 8
const PAUSE_MS = 3_000
/** Questions at once: as many as there are connections, so that none waits for one with its time running. */
const PLACES = 128
const WAIT_FOR_PLACE_MS = 1_000

/** The bank behind its official SDK: every end of a question is a value, so that none is mistaken for another. */
export function createBank({ apiKey, apiUrl, webhookSecret, timeoutMs = 20_000, logger }: BankOptions): Bank {
  const stripe = new Stripe(apiKey, {
    ...(apiUrl ? addressOf(apiUrl) : {}),
    timeout: timeoutMs,
    // Whoever asks knows best whether and how to ask again; the key makes it safe.
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: bankHttp(PLACES),
    appInfo: { name: 'Staygraph' },
  })
  const breaker = createBreaker({
    to: 'bank',
    silentAnswer: isSilence,
    after: TOLERATED_SILENCES,
    pauseMs: PAUSE_MS,
    logger,
  })
  const bulkhead = createBulkhead({ compartment: 'bank', places: PLACES, waitMs: WAIT_FOR_PLACE_MS })

  return {
    stripe,
    async ask(what, question) {
      try {
        return await bulkhead(() =>
          breaker.execute(async () => answerOf(await settled(question(stripe)), what, logger)),
        )
      } catch (error) {
        if (error instanceof LeftAlone || error instanceof NoPlace)
          return { kind: 'UNREACHABLE', reason: error.message }
        throw error
      }
    },
    readEvent: (body, signature) => stripe.webhooks.constructEvent(body, signature, webhookSecret),
  }
}

function addressOf(url: string) {
  const { hostname, port, protocol } = new URL(url)
  const scheme = protocol === 'http:' ? ('http' as const) : ('https' as const)
  return { host: hostname, port: port || (scheme === 'http' ? 80 : 443), protocol: scheme }
}

/** A request under way with the same key is the bank at work, not the bank in silence. */
const isSilence = (answer: unknown) => {
  const { kind, reason } = answer as Answer<unknown> & { reason?: string }
  return kind === 'UNREACHABLE' || (kind === 'UNKNOWN' && reason !== KEY_IN_USE)
}

type Settled<T> = { value: T } | { error: unknown }
const settled = <T>(promise: Promise<T>): Promise<Settled<T>> =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )

const KEY_IN_USE = 'a request with the same key is under way'

function answerOf<T>(end: Settled<T>, what: string, logger: Logger): Answer<T> {
  if ('value' in end) return { kind: 'ANSWERED', value: end.value }
  const { error } = end
  const { errors } = Stripe
  if (error instanceof errors.StripeCardError) {
    return { kind: 'DECLINED', declineCode: error.decline_code ?? error.code ?? null, intent: error.payment_intent }
  }
  if (error instanceof errors.StripeIdempotencyError) {
    return error.statusCode === 409 ? { kind: 'UNKNOWN', reason: KEY_IN_USE } : { kind: 'KEY_USED' }
  }
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError) {
    logger.error({ what }, 'the bank does not take our key')
    return { kind: 'UNREACHABLE', reason: 'the bank does not take our key' }
  }
  if (error instanceof errors.StripeRateLimitError) return { kind: 'UNREACHABLE', reason: 'too many requests' }
  if (error instanceof errors.StripeInvalidRequestError) {
    return { kind: 'REFUSED', code: error.code ?? null, message: error.message }
  }
  if (!(error instanceof errors.StripeError)) throw error
  if (error.headers?.['idempotent-replayed'] === 'true') return { kind: 'FAULT_STORED' }
  const reason = causeOf(error)
  logger.warn({ what, reason, requestId: error.requestId }, 'the bank gave no usable answer')
  return NEVER_SENT.has(reason) ? { kind: 'UNREACHABLE', reason } : { kind: 'UNKNOWN', reason }
}

/** Failures before a byte could leave. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function causeOf(error: Stripe.errors.StripeError): string {
  const detail: unknown = error.detail
  if (detail instanceof Error && 'code' in detail && typeof detail.code === 'string') return detail.code
  return error.statusCode ? `HTTP ${error.statusCode}` : error.message
}
