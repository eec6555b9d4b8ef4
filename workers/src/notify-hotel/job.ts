import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/** Promised by reservations when a reservation of a hotel of our own is confirmed, changed or cancelled: one mail to the hotel. */
export const notifyHotel = defineJob({
  name: 'notify-hotel',
  payload: z.object({ what: z.enum(['CONFIRMED', 'CHANGED', 'CANCELLED']), recap: reservationRecap }),
})
