import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/** An event: a payment reached another state (after 3-D Secure, a late answer, a webhook). Reservations asks for the state itself: an event may come late or twice. */
export const paymentChanged = defineJob({
  name: 'payment-changed',
  together: 100,
  payload: z.object({ reservationId: z.string(), paymentId: z.string(), key: z.string() }),
})
