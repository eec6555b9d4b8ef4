import { eq } from 'drizzle-orm'
import type Stripe from 'stripe'

import { disputeNews } from '../../bank/disputes.ts'
import type { Service } from '../../context.ts'
import { disputes } from '../../database/dispute-tables.ts'
import type { Finding } from '../../domain/finding.ts'
import { takeUpDispute } from '../hear-dispute.ts'

/** The bank's disputes against ours: each is taken up as if it had just been told. */
export async function compareDisputes(made: Stripe.Dispute[], service: Service): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const dispute of made) findings.push(...(await compare(dispute, service)))
  return findings
}

async function compare(dispute: Stripe.Dispute, service: Service): Promise<Finding[]> {
  const said = disputeNews(dispute)
  if (said.kind !== 'ANSWERED') return [found('STATE_DIFFERS', dispute, {})]
  // Not written down yet: its payment is still being settled. It is seen again.
  if (!(await takeUpDispute(said.value, service))) return []
  const [ours] = await service.db.select().from(disputes).where(eq(disputes.bankDispute, dispute.id))
  if (!ours) return [found('DISPUTE_OF_NOBODY', dispute, {})]
  const { status, amount } = ours
  if (amount !== said.value.amount) return [found('AMOUNT_DIFFERS', dispute, { ourStatus: status, ourAmount: amount })]
  return status === said.value.status ? [] : [found('STATE_DIFFERS', dispute, { ourStatus: status, ourAmount: amount })]
}

const found = (kind: Finding['kind'], dispute: Stripe.Dispute, ours: Finding['detail']): Finding => ({
  kind,
  subject: dispute.id,
  detail: { bankStatus: dispute.status, bankAmount: dispute.amount, bankCurrency: dispute.currency, ...ours },
})
