import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { defineJob } from '@staygraph/subgraph-kit/job'

/** Promised by reservations when a reservation is confirmed: one mail to the guest, with the receipt and a calendar file. */
export const sendRecap = defineJob({ name: 'send-recap', payload: reservationRecap })
