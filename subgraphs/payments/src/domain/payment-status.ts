import type { PaymentRow } from '../database/tables.ts'
import type { PaymentStatus } from '../graphql/types.generated.ts'

/** What the guest is told. */
export function statusOf({
  status,
  refunded,
  amount,
}: Pick<PaymentRow, 'status' | 'refunded' | 'amount'>): PaymentStatus {
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
