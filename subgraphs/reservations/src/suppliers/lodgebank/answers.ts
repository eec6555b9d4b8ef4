import { exponentOf, fromDecimal } from '@staygraph/subgraph-kit/money'
import { z } from 'zod'

/** Exactly what we read of Lodgebank's booking answers: what is not of this shape is taken as if they had not answered. */

/** A sum without its currency, in as many decimals as the currency has: "120.00". */
const sum = z.string().regex(/^\d{1,15}(\.\d{1,4})?$/)
const currency = z.string().length(3)

/** Their way of saying no. */
export const refusal = z.object({ fault: z.string(), says: z.string().nullish() })

export const quote = z.object({
  quote: z.string().min(1),
  hotel: z.string(),
  arrive: z.iso.date(),
  nights: z.int().min(1),
  currency,
  meals: z.enum(['NONE', 'BREAKFAST', 'DINNER']),
  parties: z.array(z.object({ net: sum, taxes: z.array(z.object({ sum, pay: z.enum(['NOW', 'THERE']) })) })).min(1),
  sum,
  conditions: z.discriminatedUnion('refund', [
    z.object({ refund: z.literal('NONE') }),
    z.object({ refund: z.literal('STEPS'), steps: z.array(z.object({ hoursBefore: z.number(), returns: sum })) }),
  ]),
})
export type Quote = z.infer<typeof quote>

export const booking = z.object({
  reference: z.string().min(1),
  locator: z.string().min(1),
  state: z.enum(['BOOKED', 'CANCELLED']),
  currency,
  sum,
})
export type Booking = z.infer<typeof booking>

export const cancellation = z.object({
  locator: z.string().min(1),
  state: z.literal('CANCELLED'),
  currency,
  kept: sum,
  returned: sum,
})

/** In minor units; a `RangeError` where it has more decimals than its currency. */
export function minor(written: string, of: string): number {
  if ((written.split('.')[1] ?? '').length > exponentOf(of)) throw new RangeError(`not a sum of ${of}: ${written}`)
  return fromDecimal(written, of).amount
}
