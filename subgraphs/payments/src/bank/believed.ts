import { z } from 'zod'

import type { Answer } from './bank.ts'

/** An answer that has not the shape of what was asked for proves nothing: what happened is not known. */
export function believed<T>(answer: Answer<T>, shape: z.ZodType): Answer<T> {
  if (answer.kind !== 'ANSWERED' || shape.safeParse(answer.value).success) return answer
  return { kind: 'UNKNOWN', reason: 'the bank’s answer is not what was asked for' }
}

const metadata = z.record(z.string(), z.string())
const listOf = (shape: z.ZodType) => z.looseObject({ data: z.array(shape), has_more: z.boolean() })

export const intentList = listOf(
  z.looseObject({
    id: z.string().startsWith('pi_'),
    object: z.literal('payment_intent'),
    status: z.string(),
    metadata,
  }),
)
export const refundList = listOf(
  z.looseObject({ id: z.string().startsWith('re_'), object: z.literal('refund'), metadata: metadata.nullish() }),
)
export const disputeList = listOf(z.looseObject({ id: z.string(), object: z.literal('dispute') }))
/** The request that occupies the key of a payment, and that it was called off. */
export const occupying = (paymentId: string) =>
  z.looseObject({
    id: z.string().startsWith('pi_'),
    metadata: z.looseObject({ occupies_key_of: z.literal(paymentId) }),
  })
export const calledOff = (id: string) => z.looseObject({ id: z.literal(id), status: z.literal('canceled') })
/** A refund is one that we asked for, of no more than we asked for (less, when a dispute took a part). */
export const refundOf = (refundId: string, amount: number | null) =>
  z.looseObject({
    id: z.string().startsWith('re_'),
    amount: z
      .int()
      .positive()
      .max(amount ?? 0),
    status: z.string().nullish(),
    metadata: z.looseObject({ refund_id: z.literal(refundId) }),
  })
/** A card page that guests can be sent to. */
export const cardPage = z.looseObject({ id: z.string().min(1), url: z.url(), expires_at: z.int().positive() })
/** What became of one. */
export const cardPageNews = z.looseObject({ id: z.string().min(1), object: z.literal('checkout.session') })
