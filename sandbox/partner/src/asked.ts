import { z } from 'zod'

import { guest, holder } from './desk.ts'
import { wrongInput } from './refusal.ts'

/** What each request may say. Fields of the protocol that change nothing here are let through unread. */

const date = z.iso.date()

const place = {
  countryCode: z.string().length(2).optional(),
  cityName: z.string().min(1).optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
  /** Metres. */
  radius: z.coerce.number().min(1000).max(100_000).default(5000),
  hotelName: z.string().optional(),
  minRating: z.coerce.number().optional(),
  minReviewsCount: z.coerce.number().optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
}

const numbers = z
  .string()
  .optional()
  .transform((list) => list?.split(',').map(Number))

export const hotelsQuery = z.object({
  ...place,
  hotelIds: z
    .string()
    .optional()
    .transform((list) => list?.split(',')),
  starRating: numbers,
  facilityIds: numbers,
})

export const ratesBody = z
  .object({
    ...place,
    hotelIds: z.array(z.string()).max(5000).optional(),
    starRating: z.array(z.number()).optional(),
    facilities: z.array(z.number()).optional(),
    strictFacilityFiltering: z.boolean().default(false),
    occupancies: z
      .array(
        z.object({
          rooms: z.int().min(1).max(8).default(1),
          adults: z.int().min(1).max(10),
          children: z.array(z.int().min(0).max(17)).max(6).default([]),
        }),
      )
      .min(1)
      .max(8),
    currency: z.string().length(3).toUpperCase(),
    guestNationality: z.string().length(2),
    checkin: date,
    checkout: date,
    /** Seconds. */
    timeout: z.number().min(0).default(6),
    maxRatesPerHotel: z.int().min(1).optional(),
    boardType: z.string().optional(),
    refundableRatesOnly: z.boolean().default(false),
    sort: z
      .array(z.object({ field: z.string(), direction: z.enum(['ascending', 'descending']).default('ascending') }))
      .default([]),
    includeHotelData: z.boolean().default(false),
    stream: z.boolean().default(false),
  })
  .refine(({ checkin, checkout }) => checkin < checkout, { error: 'checkout must be after checkin' })

export const prebookBody = z.object({ offerId: z.string().min(1), usePaymentSdk: z.boolean().default(false) })

export const bookBody = z.object({
  prebookId: z.string().min(1),
  clientReference: z.string().min(1).max(200).optional(),
  holder,
  guests: z.array(guest).min(1).max(8),
  payment: z.object({
    method: z.enum(['ACC_CREDIT_CARD', 'WALLET', 'CREDIT', 'TRANSACTION', 'TRANSACTION_ID', 'CREDIT_CARD']),
    transactionId: z.string().optional(),
  }),
})

/** The parsed request, or the protocol's refusal naming the first wrong field. */
export function understand<T extends z.ZodType>(schema: T, request: unknown): z.infer<T> {
  const read = schema.safeParse(request ?? {})
  if (read.success) return read.data
  const [first] = read.error.issues
  throw wrongInput(`${first?.path.join('.') || 'request'}: ${first?.message ?? 'not understood'}`)
}
