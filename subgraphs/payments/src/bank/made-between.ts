import type Stripe from 'stripe'

import type { Answer, Bank } from './bank.ts'

/** Half-open. The bank counts in seconds. */
export type Span = { from: Date; until: Date }
export type Made = {
  INTENTS: Stripe.PaymentIntent
  REFUNDS: Stripe.Refund
  DISPUTES: Stripe.Dispute
}
type Page<T> = { data: T[]; has_more: boolean }

const A_PAGE = 100

const pages = {
  INTENTS: (stripe: Stripe, asked: object) => stripe.paymentIntents.list(asked),
  REFUNDS: (stripe: Stripe, asked: object) => stripe.refunds.list(asked),
  DISPUTES: (stripe: Stripe, asked: object) => stripe.disputes.list(asked),
}

/** So much was made that it did not fit: what was read of it, the newest, begins there. */
export type TooMany = { tooManySince: Date }

/** Everything of one kind that the bank made in this time, if that fits into so many pages. */
export async function madeBetween<Kind extends keyof Made>(
  bank: Bank,
  kind: Kind,
  { from, until }: Span,
  atMost: number,
): Promise<Answer<Made[Kind][] | TooMany>> {
  const created = { gte: seconds(from), lt: seconds(until) }
  const made: Made[Kind][] = []
  for (let read = 0; read < atMost; read += 1) {
    const after = made.at(-1)?.id
    const asked = { created, limit: A_PAGE, ...(after && { starting_after: after }) }
    const answer = await bank.ask(`compare ${kind.toLowerCase()}`, async (stripe) => {
      const page: unknown = await pages[kind](stripe, asked)
      return page as Page<Made[Kind]>
    })
    if (answer.kind !== 'ANSWERED') return answer
    made.push(...answer.value.data)
    if (!answer.value.has_more) return { kind: 'ANSWERED', value: made }
  }
  return { kind: 'ANSWERED', value: { tooManySince: new Date((made.at(-1)?.created ?? 0) * 1000) } }
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
