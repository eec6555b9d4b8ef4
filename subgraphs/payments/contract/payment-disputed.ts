import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/**
 * An event: the cardholder's bank opened a dispute about a payment, or moved or ended it. It may come late, twice and in
 * any order: `status` says how far it was. `covered`: what of a lost one stands for refunds that were owed, so that it
 * is not paid twice.
 */
export const paymentDisputed = defineJob({
  name: 'payment-disputed',
  payload: z.object({
    reservationId: z.string(),
    paymentId: z.string(),
    disputeId: z.string(),
    status: z.enum(['INQUIRY', 'OPEN', 'UNDER_REVIEW', 'WON', 'LOST', 'CLOSED']),
    amount: z.int(),
    currency: z.string().length(3),
    covered: z.int(),
    openedAt: z.iso.datetime(),
  }),
})
