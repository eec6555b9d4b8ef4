import type { PaymentStatus } from '../graphql/types.generated.ts'
import type { PaymentState } from './payment-state.ts'

type Known = {
  status: PaymentState
  /** Given back so far, and taken: minor units. */
  refunded: number
  amount: number
}

/** What the guest is told. */
export function statusOf({ status, refunded, amount }: Known): PaymentStatus {
  switch (status) {
    case 'CAPTURED':
      if (refunded === 0) return 'CAPTURED'
      return refunded < amount ? 'PARTIALLY_REFUNDED' : 'REFUNDED'
    case 'INTENT':
    case 'NOT_ATTEMPTED':
    case 'PENDING':
      return 'PENDING'
    case 'REQUIRES_ACTION':
    case 'AUTHORIZED':
    case 'DECLINED':
    case 'VOIDED':
      return status
  }
}
