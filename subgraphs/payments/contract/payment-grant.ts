import { z } from 'zod'

/**
 * The claim in `Payment.grant` (audience `payments`, issuer `reservations`, 60 seconds): whoever holds it was shown the
 * reservation this payment belongs to, and may read the payment.
 */
export const paymentGrant = z.object({ paymentId: z.string() })
export type PaymentGrant = z.infer<typeof paymentGrant>
