import { randomUUID } from 'node:crypto'

import type { PaymentOutcome, PaymentRequest, Payments } from '../context.ts'

export type Taken = {
  paymentId: string
  request: PaymentRequest
  outcome: PaymentOutcome
  /** How often the bank was asked for it. */
  asked: number
  refunded: number
}

/** Stripe's own test ids, and a few states of the bank besides. */
export const cards = {
  good: 'pm_card_visa',
  declined: 'pm_card_chargeDeclined',
  confirm: 'pm_card_authenticationRequired',
  pending: 'pm_card_slowBank',
  noBank: 'pm_card_bankAway',
}

/**
 * payments, as its contract says it behaves: one payment a key, answers that settle, refunds never beyond what was
 * taken. It keeps everything it was asked, so that a test can count.
 */
export function createPaymentsStandIn() {
  const payments = new Map<string, Taken>()
  const refunds = new Map<string, { paymentId: string; amount: number; refundId: string }>()
  const byId = (paymentId: string) => {
    const found = [...payments.values()].find((one) => one.paymentId === paymentId)
    if (!found) throw new Error(`no payment ${paymentId}`)
    return found
  }
  const taken = (request: PaymentRequest, paymentId: string): PaymentOutcome =>
    request.capture === 'AUTOMATIC'
      ? { status: 'CAPTURED', paymentId }
      : { status: 'AUTHORIZED', paymentId, until: '2027-12-31T00:00:00.000Z' }

  function begin(request: PaymentRequest): PaymentOutcome {
    const paymentId = randomUUID()
    const outcomes: Record<string, PaymentOutcome> = {
      [cards.declined]: { status: 'DECLINED', paymentId, declineCode: 'insufficient_funds' },
      [cards.confirm]: { status: 'REQUIRES_ACTION', paymentId, redirectUrl: `https://bank.example/3ds/${paymentId}` },
      [cards.pending]: { status: 'PENDING', paymentId },
      [cards.noBank]: { status: 'NOT_ATTEMPTED', paymentId },
    }
    const outcome = outcomes[request.paymentMethodId] ?? taken(request, paymentId)
    payments.set(request.key, { paymentId, request, outcome, asked: 1, refunded: 0 })
    return outcome
  }

  const port: Payments = {
    take: async (request) => {
      const known = payments.get(request.key)
      if (!known) return begin(request)
      known.asked += 1
      return known.request.amount === request.amount ? known.outcome : { status: 'CONFLICT' }
    },
    lookUp: async (key) => payments.get(key)?.outcome ?? null,
    capture: async (paymentId) => {
      const payment = byId(paymentId)
      if (payment.outcome.status === 'AUTHORIZED') payment.outcome = { status: 'CAPTURED', paymentId }
      return payment.outcome
    },
    void: async (paymentId) => {
      const payment = byId(paymentId)
      if (!['CAPTURED', 'DECLINED'].includes(payment.outcome.status)) payment.outcome = { status: 'VOIDED', paymentId }
      return payment.outcome
    },
    refund: async ({ key, paymentId, amount }) => {
      const known = refunds.get(key)
      if (known)
        return known.amount === amount ? { status: 'SUCCEEDED', refundId: known.refundId } : { status: 'CONFLICT' }
      const payment = byId(paymentId)
      if (payment.outcome.status !== 'CAPTURED') return { status: 'NOT_CAPTURED' }
      if (payment.refunded + amount > payment.request.amount) return { status: 'EXCEEDS' }
      payment.refunded += amount
      const refundId = randomUUID()
      refunds.set(key, { paymentId, amount, refundId })
      return { status: 'SUCCEEDED', refundId }
    },
  }

  return {
    port,
    payments,
    refunds,
    /** What the bank holds of a reservation's money, taken and not given back. */
    keptOf: (reservationId: string) =>
      [...payments.values()]
        .filter(({ request, outcome }) => request.reservationId === reservationId && outcome.status === 'CAPTURED')
        .reduce((kept, { request, refunded }) => kept + request.amount - refunded, 0),
    /** Payments that hold something of the guest's although nothing was taken yet. */
    openOf: (reservationId: string) =>
      [...payments.values()].filter(
        ({ request, outcome }) =>
          request.reservationId === reservationId &&
          ['AUTHORIZED', 'REQUIRES_ACTION', 'PENDING'].includes(outcome.status),
      ).length,
    /** The guest confirms on the bank's page, or the slow bank answers; PENDING: it still looks. */
    bankSays: (reservationId: string, status: 'CAPTURED' | 'DECLINED' | 'PENDING') => {
      for (const payment of payments.values()) {
        const { request, outcome, paymentId } = payment
        if (request.reservationId !== reservationId || !['REQUIRES_ACTION', 'PENDING'].includes(outcome.status))
          continue
        payment.outcome =
          status === 'PENDING'
            ? { status, paymentId }
            : status === 'CAPTURED'
              ? taken(request, paymentId)
              : { status: 'DECLINED', paymentId, declineCode: 'authentication_failed' }
      }
    },
  }
}
export type PaymentsStandIn = ReturnType<typeof createPaymentsStandIn>
