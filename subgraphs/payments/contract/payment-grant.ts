import { z } from 'zod'

/**
 * What `Payment.grant` says, from reservations to payments, for 60 seconds (`@staygraph/subgraph-kit/grant`): whoever
 * holds it was shown the reservation this payment belongs to, and may read the payment.
 */
export const paymentGrant = z.object({ paymentId: z.string() })
export type PaymentGrant = z.infer<typeof paymentGrant>
