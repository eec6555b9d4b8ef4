import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/**
 * An event: a customer erased their account (GDPR, article 17). From now on nobody knows who `customerId` was: whoever
 * holds their name or address takes it away. It bears no personal data itself, since queues keep what they carried.
 */
export const customerErased = defineJob({
  name: 'customer-erased',
  payload: z.object({ customerId: z.string(), erasedAt: z.iso.datetime() }),
})
