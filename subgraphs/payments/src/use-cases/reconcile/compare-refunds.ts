import { eq, inArray } from 'drizzle-orm'
import type Stripe from 'stripe'

import { refundNews } from '../../bank/refunds.ts'
import type { Service } from '../../context.ts'
import { isUuid } from '../../database/payments.ts'
import { payments, refunds, type RefundRow } from '../../database/tables.ts'
import { fromBankAmount } from '../../domain/bank-amount.ts'
import type { Finding } from '../../domain/finding.ts'
import { hearOfRefund } from '../refund-payment.ts'

/** The bank's refunds against ours. */
export async function compareRefunds(made: Stripe.Refund[], service: Service): Promise<Finding[]> {
  const ids = made.map(idIn).filter(isUuid)
  const rows = ids.length === 0 ? [] : await service.db.select().from(refunds).where(inArray(refunds.id, ids))
  const known = new Map(rows.map((row) => [row.id, row]))
  const findings: Finding[] = []
  for (const refund of made) findings.push(...(await compare(refund, known.get(idIn(refund)), service)))
  return findings
}

const idIn = ({ metadata }: Stripe.Refund) => metadata?.['refund_id'] ?? ''

async function compare(seen: Stripe.Refund, known: RefundRow | undefined, service: Service): Promise<Finding[]> {
  const said = refundNews(seen)
  if (!known)
    return said.status === 'FAILED' || (await isStray(seen, service))
      ? []
      : [found('REFUND_OF_NOBODY', seen, undefined)]
  const agrees = (row: RefundRow) => row.status === said.status && row.bankRefund === seen.id
  let ours = known
  if (!agrees(known)) {
    await hearOfRefund(service, known.id, said)
    const [now] = await service.db.select().from(refunds).where(eq(refunds.id, known.id))
    ours = now ?? known
  }
  if (!agrees(ours)) return isOpen(ours) ? [] : [found('STATE_DIFFERS', seen, ours)]
  const sum = fromBankAmount(seen.amount, seen.currency.toUpperCase())
  return sum === ours.amount - ours.byDispute ? [] : [found('AMOUNT_DIFFERS', seen, ours)]
}

const isOpen = ({ status }: RefundRow) => status === 'INTENT' || status === 'PENDING' || status === 'NOT_ATTEMPTED'

/** What we gave back at once because its payment had ended without: it has no refund of ours. */
async function isStray({ payment_intent: of }: Stripe.Refund, { db }: Service): Promise<boolean> {
  const intent = typeof of === 'string' ? of : (of?.id ?? '')
  const [payment] = await db.select({ status: payments.status }).from(payments).where(eq(payments.bankIntent, intent))
  // A payment of nobody is found by its own name.
  return payment === undefined || payment.status === 'DECLINED' || payment.status === 'VOIDED'
}

function found(kind: Finding['kind'], refund: Stripe.Refund, ours: RefundRow | undefined): Finding {
  return {
    kind,
    subject: refund.id,
    detail: {
      bankStatus: refund.status,
      bankAmount: refund.amount,
      bankCurrency: refund.currency,
      refund: ours?.id ?? null,
      ourStatus: ours?.status ?? null,
      ourAmount: ours?.amount ?? null,
    },
  }
}
