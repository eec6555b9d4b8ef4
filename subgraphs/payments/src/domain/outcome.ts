import type { PaymentOutcome } from '@staygraph/payments/contract/payment-outcome'

import type { PaymentState } from './payment-state.ts'

type Known = {
  id: string
  status: PaymentState
  redirectUrl: string | null
  authorizedUntil: Date | null
  declineCode: string | null
  captureRequestedAt: Date | null
  voidRequestedAt: Date | null
}

/** Where a payment stands, for a sister service. */
export function outcomeOf(payment: Known): PaymentOutcome {
  const paymentId = payment.id
  switch (payment.status) {
    case 'AUTHORIZED': {
      // The bank was asked to take it or to let it go, and has not said that it did.
      if (payment.captureRequestedAt || payment.voidRequestedAt) return { status: 'PENDING', paymentId }
      if (!payment.authorizedUntil) throw new Error(`payment ${paymentId} is set aside for ever`)
      return { status: 'AUTHORIZED', paymentId, until: payment.authorizedUntil.toISOString() }
    }
    case 'REQUIRES_ACTION': {
      if (payment.voidRequestedAt) return { status: 'PENDING', paymentId }
      if (!payment.redirectUrl) throw new Error(`payment ${paymentId} waits for the guest nowhere`)
      return { status: 'REQUIRES_ACTION', paymentId, redirectUrl: payment.redirectUrl }
    }
    case 'DECLINED':
      return { status: 'DECLINED', paymentId, declineCode: payment.declineCode }
    case 'INTENT':
    case 'PENDING':
      return { status: 'PENDING', paymentId }
    case 'CAPTURED':
    case 'VOIDED':
    case 'NOT_ATTEMPTED':
      return { status: payment.status, paymentId }
  }
}
