import type { PaymentOutcome } from '@staygraph/payments/contract/payment-outcome'

import type { Service } from '../context.ts'
import { requestCapture } from '../database/payments.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { resume } from './wait-for-bank.ts'

/** Takes what was set aside. Asked again it says the same; when the bank is silent the sweeper goes on asking. */
export async function capturePayment({ paymentId }: { paymentId: string }, service: Service): Promise<PaymentOutcome> {
  await requestCapture(service.sql, paymentId, service.now())
  const { payment, notAsked } = await resume(
    service,
    paymentId,
    ({ status, captureRequestedAt }) => status === 'AUTHORIZED' && captureRequestedAt !== null,
  )
  return notAsked && payment.status === 'AUTHORIZED' ? { status: 'NOT_ATTEMPTED', paymentId } : outcomeOf(payment)
}
