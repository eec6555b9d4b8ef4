import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

import { paymentOutcome } from './payment-outcome.ts'
import { receiptDetails } from './receipt-document.ts'

/**
 * Takes (AUTOMATIC) or sets aside (MANUAL, captured later) a sum. `key` is `{reservation}:pay:{attempt}`: the same key
 * answers the same payment, whatever happened in between; with another sum it is refused with `CONFLICT`.
 */
export const takePayment = defineCommand({
  name: 'take-payment',
  input: z.object({
    key: z.string().max(200),
    reservationId: z.string(),
    reference: z.string(),
    customerId: z.string(),
    amount: z.int().positive(),
    currency: z.string().length(3),
    paymentMethodId: z.string().max(200),
    capture: z.enum(['AUTOMATIC', 'MANUAL']),
    /** Where the bank sends the browser after 3-D Secure. */
    returnUrl: z.url(),
    /** What the receipt will say, kept with the payment so that a receipt never needs another service. */
    receipt: receiptDetails,
  }),
  output: z.discriminatedUnion('status', [...paymentOutcome.options, z.object({ status: z.literal('CONFLICT') })]),
})
