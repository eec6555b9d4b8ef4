import { z } from 'zod'

/** Where a payment stands. Everything but `PENDING` and `REQUIRES_ACTION` is settled: asking again gives the same. */
export const paymentOutcome = z.discriminatedUnion('status', [
  /** Taken from the card, in our ledger. */
  z.object({ status: z.literal('CAPTURED'), paymentId: z.string() }),
  /** Set aside on the card, until `until`. */
  z.object({ status: z.literal('AUTHORIZED'), paymentId: z.string(), until: z.iso.datetime() }),
  /** The guest must confirm at the bank. */
  z.object({ status: z.literal('REQUIRES_ACTION'), paymentId: z.string(), redirectUrl: z.string() }),
  /** The bank said no; nothing was taken. `declineCode` in the bank's own words. */
  z.object({ status: z.literal('DECLINED'), paymentId: z.string(), declineCode: z.string().nullable() }),
  /** The bank was asked and has not answered: nobody may pay again. */
  z.object({ status: z.literal('PENDING'), paymentId: z.string() }),
  /** Set aside, then let go. */
  z.object({ status: z.literal('VOIDED'), paymentId: z.string() }),
  /** The bank could not be asked at all (breaker open, connection refused): nothing was charged, a later call may be made. */
  z.object({ status: z.literal('NOT_ATTEMPTED'), paymentId: z.string() }),
])
export type PaymentOutcome = z.infer<typeof paymentOutcome>
