import { defineJob } from '@staygraph/subgraph-kit/job'

import { notifyHotel } from '../notify-hotel/job.ts'

/**
 * Promised by reservations when a reservation of a hotel of our own is confirmed, changed or cancelled: one mail to the
 * guest (`send-recap` or `send-cancellation`) and one to the hotel (`notify-hotel`), which tell the same.
 */
export const tellGuestAndHotel = defineJob({ name: 'tell-guest-and-hotel', payload: notifyHotel.payload })
