import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/** Promised by reservations when the guest of these reservations is erased (GDPR, article 17): what the queues still keep of them is taken away. */
export const eraseGuest = defineJob({
  name: 'erase-guest',
  payload: z.object({ reservationIds: z.array(z.string()).max(100) }),
})
