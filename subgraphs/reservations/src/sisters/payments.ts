import { lookUpPayment } from '@staygraph/payments/contract/look-up-payment'
import type { PaymentOutcome } from '@staygraph/payments/contract/payment-outcome'
import { capturePayment, refundPayment, voidPayment } from '@staygraph/payments/contract/settle-payment'
import { takePayment } from '@staygraph/payments/contract/take-payment'
import { CommandFailed, type Call, type Sister } from '@staygraph/subgraph-kit/command'
import type { z } from 'zod'

/**
 * Why payments could not be heard. `NOT_SENT`: the request never reached it, so nothing happened by it. `LOST`: it may
 * have; `late` when no answer came in time, so that asking again at once would only wait again.
 */
export type Silence = { status: 'SILENT'; heard: 'NOT_SENT' | 'LOST'; late: boolean; reason: string }

export type { PaymentOutcome }
export type PaymentRequest = z.input<typeof takePayment.input>
export type RefundOutcome = z.output<typeof refundPayment.output>

/** payments' commands as the saga asks them. None throws for what payments or the way to it does. */
export type Payments = {
  take(request: PaymentRequest): Promise<z.output<typeof takePayment.output> | Silence>
  /** Null: no payment was begun under this key. */
  lookUp(key: string): Promise<PaymentOutcome | null | Silence>
  capture(paymentId: string): Promise<PaymentOutcome | Silence>
  void(paymentId: string): Promise<PaymentOutcome | Silence>
  refund(request: z.input<typeof refundPayment.input>): Promise<RefundOutcome | Silence>
}

/** payments itself answers PENDING when the bank takes longer than 5 s; the rest is the way there and back. */
const standardPatienceMs = 7_000

export function askPayments(call: Call, payments: Sister, patienceMs = standardPatienceMs): Payments {
  const heard = async <T>(asked: Promise<T>): Promise<T | Silence> => {
    try {
      return await asked
    } catch (error) {
      if (error instanceof CommandFailed) return silence(error)
      throw error
    }
  }
  const options = { timeoutMs: patienceMs }
  return {
    take: (request) => heard(call(payments, takePayment, request, options)),
    lookUp: (key) => heard(call(payments, lookUpPayment, { key }, options)),
    capture: (paymentId) => heard(call(payments, capturePayment, { paymentId }, options)),
    void: (paymentId) => heard(call(payments, voidPayment, { paymentId }, options)),
    refund: (request) => heard(call(payments, refundPayment, request, options)),
  }
}

/** No connection came about, so no byte of the request left. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function silence(error: CommandFailed): Silence {
  const { reason, message } = error
  // Answered with 4xx: it read the request and did nothing.
  const notSent =
    reason === 'NOT_ASKED' || reason === 'REFUSED' || (reason === 'UNREACHABLE' && hasCode(error, neverConnected))
  return { status: 'SILENT', heard: notSent ? 'NOT_SENT' : 'LOST', late: reason === 'TIMEOUT', reason: message }
}

function hasCode(error: Error, codes: ReadonlySet<string>): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && codes.has(cause.code)) return true
  }
  return false
}
