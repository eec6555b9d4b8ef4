import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/** Promised by reservations when the hotel's staff gave a guest money back: one mail to the guest, with the credit note. */
export const sendRefund = defineJob({
  name: 'send-refund',
  payload: z.object({
    recap: reservationRecap,
    refund: z.object({
      /** payments' own: its credit note is found by it. */
      refundId: z.string(),
      /** Minor units of the recap's currency. */
      amount: z.int().positive(),
      /** As staff wrote it. */
      reason: z.string().max(200),
      at: z.iso.datetime(),
      /** A dispute is open at the guest's bank: it is owed, and there is no credit note before that is decided. */
      waits: z.boolean(),
    }),
  }),
})
