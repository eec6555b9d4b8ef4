import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { defineJob } from '@staygraph/subgraph-kit/job'

/** Promised by reservations when a reservation is cancelled (`cancelled` is set): one mail to the guest, with the credit note when money came back. */
export const sendCancellation = defineJob({ name: 'send-cancellation', payload: reservationRecap })
