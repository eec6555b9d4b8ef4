import { z } from 'zod'

/** Exactly what we read of LiteAPI's booking answers: what is not of this shape is taken as if they had not answered. */

const sum = z.object({ amount: z.number(), currency: z.string().length(3) })
const currency = z.string().length(3)

/** Their way of saying no, whatever the status. */
export const refusal = z.object({
  error: z.object({ code: z.int(), message: z.string().nullish(), description: z.string().nullish() }),
})

export const prebook = z.object({
  data: z.object({
    prebookId: z.string().min(1),
    hotelId: z.string(),
    checkin: z.string(),
    checkout: z.string(),
    currency,
    price: z.number().positive(),
    priceDifferencePercent: z.number(),
    cancellationChanged: z.boolean(),
    boardChanged: z.boolean(),
    roomTypes: z
      .array(
        z.object({
          rates: z
            .array(
              z.object({
                retailRate: z.object({
                  total: z.array(sum).min(1),
                  taxesAndFees: z
                    .array(sum.extend({ included: z.boolean() }))
                    .nullish()
                    .transform((taxes) => taxes ?? []),
                }),
              }),
            )
            .min(1),
        }),
      )
      .length(1),
  }),
})
export type Prebook = z.infer<typeof prebook>['data']

export const booking = z.object({
  bookingId: z.string().min(1),
  clientReference: z
    .string()
    .nullish()
    .transform((reference) => reference ?? ''),
  /** Both spellings are theirs. */
  status: z.enum(['CONFIRMED', 'CANCELED', 'CANCELLED', 'CANCELLED_WITH_CHARGES']),
  price: z.number(),
  currency,
  hotelConfirmationCode: z.string().nullish(),
  createdAt: z.string().nullish(),
})
export type Booking = z.infer<typeof booking>
export const oneBooking = z.object({ data: booking })
export const manyBookings = z.object({ data: z.array(booking) })

export const cancellation = z.object({
  data: z.object({
    bookingId: z.string().min(1),
    status: z.enum(['CANCELED', 'CANCELLED', 'CANCELLED_WITH_CHARGES']),
    cancellation_fee: z.number().min(0),
    refund_amount: z.number().min(0),
    currency,
  }),
})
