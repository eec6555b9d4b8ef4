import type { PaymentOutcome } from '@staygraph/payments/contract/payment-outcome'

import type { Service } from '../context.ts'
import { requestVoid } from '../database/payments.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { isOpen } from './look-up-payment.ts'
import { resume } from './wait-for-bank.ts'

/**
 * Lets go what was set aside, or calls off what was not confirmed. From the moment it is asked for, nobody asks the bank
 * for the money again; the sweeper sees it through. A payment that was captured meanwhile stays captured and says so.
 */
export async function voidPayment({ paymentId }: { paymentId: string }, service: Service): Promise<PaymentOutcome> {
  await requestVoid(service.sql, paymentId, service.now())
  const { payment } = await resume(service, paymentId, isOpen)
  return outcomeOf(payment)
}
