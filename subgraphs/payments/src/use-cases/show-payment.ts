import type { Context } from '../context.ts'
import { isUuid } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'

/**
 * A payment, for its customer or for whoever was shown its reservation (the grant, made by reservations, says so).
 * Anyone else gets null, the same as for a payment that does not exist.
 */
export async function showPayment(
  { id, grant }: { id: string; grant?: string | null | undefined },
  { loaders, viewer, readGrant, logger }: Context,
): Promise<PaymentRow | null> {
  if (!isUuid(id)) return null
  const payment = await loaders.payment.load(id)
  if (!payment) return null
  if (viewer.kind === 'customer' && viewer.customerId === payment.customerId) return payment
  if (!grant) return null
  try {
    return readGrant(grant).paymentId === id ? payment : null
  } catch (error) {
    logger.warn({ reason: (error as Error).message }, 'a grant was refused')
    return null
  }
}
