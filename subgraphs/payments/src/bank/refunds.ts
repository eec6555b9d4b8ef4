import type Stripe from 'stripe'

import type { PaymentRow, RefundRow } from '../database/tables.ts'
import { bankAmount } from '../domain/bank-amount.ts'
import type { RefundNews } from '../domain/refund-news.ts'
import type { Answer, Bank } from './bank.ts'
import { believed, refundList, refundOf } from './believed.ts'

/** The refund's own key; after a dispute it is another request, for what the dispute left. */
const keyOf = ({ key, round }: RefundRow) => (round === 0 ? key : `${key}:after-dispute:${round}`)

/** Give back, always with the refund's own key. */
export async function askForRefund(bank: Bank, refund: RefundRow, payment: PaymentRow): Promise<Answer<RefundNews>> {
  const amount = bankAmount({ amount: refund.amount - refund.byDispute, currency: payment.currency })
  if (amount === null)
    return { kind: 'REFUSED', code: 'amount_not_chargeable', message: 'Cards cannot be given this sum.' }
  const { bankIntent } = payment
  if (!bankIntent) throw new Error(`payment ${payment.id} was captured without an intent`)
  const answer = await bank.ask('refund', (stripe) =>
    stripe.refunds.create(
      { payment_intent: bankIntent, amount, metadata: { refund_id: refund.id, payment_id: payment.id } },
      { idempotencyKey: keyOf(refund) },
    ),
  )
  return readRefund(answer, refund, payment)
}

/** Where a refund stands at the bank, or null when the bank has none of ours. */
export async function findRefund(
  bank: Bank,
  refund: RefundRow,
  payment: PaymentRow,
): Promise<Answer<RefundNews | null>> {
  const { bankRefund } = refund
  if (bankRefund) {
    const found = await bank.ask('look up refund', (stripe) => stripe.refunds.retrieve(bankRefund))
    return readRefund(found, refund, payment)
  }
  const { bankIntent } = payment
  if (!bankIntent) return { kind: 'ANSWERED', value: null }
  const asked = await bank.ask('list refunds', (stripe) =>
    stripe.refunds.list({ payment_intent: bankIntent, limit: 100 }),
  )
  const listed = believed(asked, refundList)
  if (listed.kind !== 'ANSWERED') return listed
  const ours = listed.value.data.find((it) => it.metadata?.['refund_id'] === refund.id)
  return ours ? readRefund({ kind: 'ANSWERED', value: ours }, refund, payment) : { kind: 'ANSWERED', value: null }
}

function readRefund(answer: Answer<Stripe.Refund>, refund: RefundRow, { currency }: PaymentRow): Answer<RefundNews> {
  const sound = believed(answer, refundOf(refund.id, bankAmount({ amount: refund.amount, currency })))
  return sound.kind === 'ANSWERED' ? { kind: 'ANSWERED', value: refundNews(sound.value) } : sound
}

export function refundNews({ id, status, failure_reason: failure }: Stripe.Refund): RefundNews {
  const ended = status === 'failed' || status === 'canceled'
  const state = status === 'succeeded' ? 'SUCCEEDED' : ended ? 'FAILED' : 'PENDING'
  return { status: state, bankRefund: id, failureReason: failure ?? null }
}
