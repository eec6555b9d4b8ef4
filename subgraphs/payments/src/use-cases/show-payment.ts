import { paymentGrant } from '@staygraph/payments/contract/payment-grant'
import { verifyClaim } from '@staygraph/subgraph-kit/claim'

import type { Context } from '../context.ts'
import { isUuid } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'

/**
 * A payment, for its customer or for whoever was shown its reservation (the grant, signed by reservations, says so).
 * Anyone else gets null, the same as for a payment that does not exist.
 */
export async function showPayment(
  { id, grant }: { id: string; grant?: string | null | undefined },
  { loaders, viewer, trust, logger }: Context,
): Promise<PaymentRow | null> {
  if (!isUuid(id)) return null
  const payment = await loaders.payment.load(id)
  if (!payment) return null
  if (viewer.kind === 'customer' && viewer.customerId === payment.customerId) return payment
  if (!grant) return null
  const claim = await verifyClaim(grant, trust, 'payments', ['reservations'], paymentGrant).catch((error: Error) => {
    logger.warn({ reason: error.message }, 'a grant was refused')
    return null
  })
  return claim?.paymentId === id ? payment : null
}
