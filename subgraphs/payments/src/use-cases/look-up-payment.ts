import type { PaymentOutcome } from '@staygraph/payments/contract/payment-outcome'

import type { Service } from '../context.ts'
import { findPaymentByKey } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { resume } from './wait-for-bank.ts'

/** Whether only the bank can say where this payment stands. */
export const isOpen = ({ status, captureRequestedAt, voidRequestedAt }: PaymentRow) =>
  status === 'INTENT' ||
  status === 'PENDING' ||
  status === 'REQUIRES_ACTION' ||
  (status === 'AUTHORIZED' && (captureRequestedAt !== null || voidRequestedAt !== null))

/** Where a payment stands now, asking the bank when we do not know. Null: none was begun under this key. */
export async function lookUpPayment({ key }: { key: string }, service: Service): Promise<PaymentOutcome | null> {
  const known = await findPaymentByKey(service.db, key)
  if (!known) return null
  const { payment } = await resume(service, known.id, isOpen)
  return outcomeOf(payment)
}
