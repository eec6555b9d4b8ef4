import type Stripe from 'stripe'
import { z } from 'zod'

import { fromBankAmount } from '../domain/bank-amount.ts'
import type { DisputeNews, DisputeState } from '../domain/dispute-state.ts'
import type { Answer, Bank } from './bank.ts'
import { believed, disputeList } from './believed.ts'

/** How a dispute stands now. */
export async function readDispute(bank: Bank, id: string): Promise<Answer<DisputeNews>> {
  const answer = await bank.ask('look up dispute', (stripe) => stripe.disputes.retrieve(id))
  return answer.kind === 'ANSWERED' ? disputeNews(answer.value) : answer
}

/** All disputes of one payment: a refund that was refused because of one may be the first we hear of it. */
export async function disputesOf(bank: Bank, bankIntent: string): Promise<Answer<DisputeNews[]>> {
  const asked = await bank.ask('list disputes', (stripe) =>
    stripe.disputes.list({ payment_intent: bankIntent, limit: 100 }),
  )
  const answer = believed(asked, disputeList)
  if (answer.kind !== 'ANSWERED') return answer
  const told = answer.value.data.map(disputeNews)
  return { kind: 'ANSWERED', value: told.flatMap((it) => (it.kind === 'ANSWERED' ? it.value : [])) }
}

/** What must be so for an answer to be believed. */
const believable = z.looseObject({
  id: z.string().regex(/^d[up]_/),
  amount: z.int().positive(),
  currency: z.string().length(3),
  status: z.string(),
  created: z.int(),
  balance_transactions: z.array(z.looseObject({ amount: z.int() })),
})

export function disputeNews(dispute: Stripe.Dispute): Answer<DisputeNews> {
  const intent = typeof dispute.payment_intent === 'string' ? dispute.payment_intent : dispute.payment_intent?.id
  const currency = String(dispute.currency).toUpperCase()
  const amount = believable.safeParse(dispute).success ? fromBankAmount(dispute.amount, currency) : null
  if (amount === null || !intent) return { kind: 'UNKNOWN', reason: 'the bank’s answer is not a dispute' }
  const lines = dispute.balance_transactions
  const due = dispute.evidence_details?.due_by
  return {
    kind: 'ANSWERED',
    value: {
      bankDispute: dispute.id,
      bankIntent: intent,
      amount,
      currency,
      reason: dispute.reason,
      status: stateOf(dispute.status),
      withdrawn: lines.some((line) => line.amount < 0),
      reinstated: lines.some((line) => line.amount > 0),
      evidenceDueAt: due ? new Date(due * 1000) : null,
      openedAt: new Date(dispute.created * 1000),
    },
  }
}

/** An appeal is asked for after a loss, which stands until it is granted. A state this code has never heard of is still open. */
function stateOf(status: string): DisputeState {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'INQUIRY'
    case 'under_review':
      return 'UNDER_REVIEW'
    case 'won':
      return 'WON'
    case 'lost':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'LOST'
    case 'warning_closed':
    case 'prevented':
      return 'CLOSED'
    default:
      return 'OPEN'
  }
}
