import { z } from 'zod'

/** Exactly what we read of Lodgebank's answers. Lists are read loosely, each entry on its own, so that one bad entry costs no other. */

/** A sum without its currency, in as many decimals as the currency has: "120.00". */
export const sum = z.string().regex(/^\d{1,15}(\.\d{1,4})?$/)
const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,9})?$/)
    .transform(Number)
    .pipe(z.number().min(-most).max(most))

/** Their way of saying no. */
export const refusal = z.object({ fault: z.string(), says: z.string().optional() })

export const hotel = z.object({
  code: z.string().min(1),
  title: z.string().trim().min(1),
  class: z.string().nullish(),
  lat: degrees(90),
  lon: degrees(180),
  street: z.string().nullish(),
  town: z.string().nullish(),
  post: z.string().nullish(),
  country: z.string().length(2),
  phone: z.string().nullish(),
  tags: z
    .array(z.string())
    .nullish()
    .transform((tags) => tags ?? []),
  score: z.object({ percent: z.int().min(0).max(100), of: z.int().min(0) }).nullish(),
  arrival: z.object({ from: z.string() }).nullish(),
  departure: z.object({ until: z.string() }).nullish(),
  about: z.string().nullish(),
})
export type Hotel = z.infer<typeof hotel>

const page = { next: z.string().min(1).nullable() }
export const content = z.object({ hotels: z.array(z.unknown()), ...page })
export const availability = z.object({ currency: z.string(), hotels: z.array(z.unknown()), ...page })
export const freeHotel = z.object({ code: z.string().min(1), offers: z.array(z.unknown()) })

export const offer = z.object({
  key: z.string().min(1),
  room: z.object({ code: z.string().min(1), title: z.string().trim().min(1) }),
  meals: z.enum(['NONE', 'BREAKFAST', 'DINNER']),
  /** One a room asked for, in that order. */
  parties: z
    .array(
      z.object({
        adults: z.int(),
        ages: z.array(z.int()),
        net: sum,
        taxes: z.array(z.object({ title: z.string().trim().min(1), sum, pay: z.enum(['NOW', 'THERE']) })),
      }),
    )
    .min(1),
  /** Net prices, and the taxes to be paid now. */
  sum,
  conditions: z.discriminatedUnion('refund', [
    z.object({ refund: z.literal('NONE') }),
    z.object({
      refund: z.literal('STEPS'),
      /** Hours before 00:00 UTC of the day of arrival; what is given back from then on. */
      steps: z.array(z.object({ hoursBefore: z.number().min(-48).max(20_000), returns: sum })),
    }),
  ]),
})
export type Offer = z.infer<typeof offer>
