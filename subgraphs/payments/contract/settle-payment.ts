import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

import { paymentOutcome } from './payment-outcome.ts'

/** Takes what was set aside. Idempotent by payment. */
export const capturePayment = defineCommand({
  name: 'capture-payment',
  input: z.object({ paymentId: z.string() }),
  output: paymentOutcome,
})

/** Lets go what was set aside, or calls off a payment the guest did not confirm. Idempotent; a captured payment stays captured and says so. */
export const voidPayment = defineCommand({
  name: 'void-payment',
  input: z.object({ paymentId: z.string() }),
  output: paymentOutcome,
})

/** Gives back; once promised it is owed, and asked for until the bank answers. `key` is `{reservation}:refund:{n}`: the same key is the same refund. `FAILED`: the bank refuses, somebody must look at it. `EXCEEDS`: more than was captured and not yet given back. `WAITING`: a dispute about the payment is open; it is owed, and settled by how that ends: paid if it is won, covered by it if it is lost, never both. */
export const refundPayment = defineCommand({
  name: 'refund-payment',
  input: z.object({
    key: z.string().max(200),
    paymentId: z.string(),
    amount: z.int().positive(),
    currency: z.string().length(3),
    reason: z.string().max(200),
  }),
  output: z.discriminatedUnion('status', [
    z.object({ status: z.enum(['SUCCEEDED', 'PENDING', 'WAITING', 'FAILED']), refundId: z.string() }),
    z.object({ status: z.literal('NOT_ATTEMPTED'), refundId: z.string() }),
    z.object({ status: z.enum(['EXCEEDS', 'CONFLICT', 'NOT_CAPTURED']) }),
  ]),
})
