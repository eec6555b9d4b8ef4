import { z } from 'zod'

import { fault } from './fault.ts'

/** What each request may say. */

const pageOf = (most: number) => ({
  size: z.coerce.number().int().min(1).max(most).default(most),
  cursor: z.string().optional(),
})
const boxed = z
  .string()
  .transform((written) => written.split(',').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))

export const contentQuery = z.object({
  /** `south,west,north,east`. A box over the antimeridian is asked for as two. */
  box: boxed,
  ...pageOf(100),
})

export const availabilityBody = z.object({
  codes: z.array(z.string()).min(1).max(100),
  arrive: z.iso.date(),
  nights: z.int().min(1).max(30),
  parties: z
    .array(z.object({ adults: z.int().min(1).max(10), ages: z.array(z.int().min(0).max(17)).max(6).default([]) }))
    .min(1)
    .max(8),
  currency: z.string().length(3),
  /** One offer a hotel, the cheapest. */
  cheapest: z.boolean().default(false),
  meals: z.array(z.enum(['NONE', 'BREAKFAST', 'DINNER'])).optional(),
  /** Only what gives something back. */
  flexible: z.boolean().default(false),
  ...pageOf(25),
})

export const quoteBody = z.object({ key: z.string().min(1) })

const someone = z.object({ first: z.string().trim().min(1).max(200), last: z.string().trim().min(1).max(200) })
export const bookingBody = z.object({
  quote: z.string().min(1),
  guest: someone.extend({ email: z.email(), phone: z.string().max(60).optional() }),
  /** Who sleeps in each room. */
  parties: z.array(someone).min(1).max(8),
  note: z.string().max(2000).optional(),
})

/** The parsed request, or the protocol's refusal naming the first wrong field. */
export function understood<T extends z.ZodType>(schema: T, request: unknown): z.infer<T> {
  const read = schema.safeParse(request ?? {})
  if (read.success) return read.data
  const [first] = read.error.issues
  throw fault(400, 'BAD_REQUEST', `${first?.path.join('.') || 'request'}: ${first?.message ?? 'not understood'}`)
}
