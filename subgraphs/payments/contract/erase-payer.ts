import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/**
 * Promised by reservations when the guest of these reservations is erased (GDPR, article 17): payments takes away what it
 * holds of them, but for the receipts and credit notes that the law wants kept.
 */
export const erasePayer = defineJob({
  name: 'erase-payer',
  payload: z.object({ reservationIds: z.array(z.string()).max(100) }),
})
