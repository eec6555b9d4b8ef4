import { and, eq, gte, inArray, lt, or } from 'drizzle-orm'
import type Stripe from 'stripe'

import type { Span } from '../../bank/made-between.ts'
import { newsOf } from '../../bank/payment-intents.ts'
import type { Service } from '../../context.ts'
import { isUuid } from '../../database/payments.ts'
import { payments, type PaymentRow } from '../../database/tables.ts'
import { bankAmount } from '../../domain/bank-amount.ts'
import type { Finding } from '../../domain/finding.ts'
import { hearOfPayment } from '../hear-bank.ts'

/** The bank's intents against our payments. What we had not heard is taken up by the way an event would; what then still differs is found. */
export async function compareIntents(
  intents: Stripe.PaymentIntent[],
  span: Span,
  service: Service,
): Promise<Finding[]> {
  const known = await paymentsOf(intents, service)
  const findings: Finding[] = []
  for (const intent of intents) {
    const payment = known.get(intent.id) ?? known.get(idIn(intent))
    findings.push(...(await compare(intent, payment, service)))
  }
  return [...findings, ...(await missingAtBank(intents, span, service))]
}

const idIn = ({ metadata }: Stripe.PaymentIntent) => metadata['payment_id'] ?? ''
const holdsMoney = ({ status, amount_received: received }: Stripe.PaymentIntent) =>
  received > 0 || status === 'requires_capture'

async function compare(
  seen: Stripe.PaymentIntent,
  known: PaymentRow | undefined,
  service: Service,
): Promise<Finding[]> {
  if (!known) {
    if (!holdsMoney(seen) || (await isGivenBack(seen, service))) return []
    return [found('PAYMENT_OF_NOBODY', seen, undefined)]
  }
  const agrees = (payment: PaymentRow) =>
    payment.status === newsOf(seen).status || (!holdsMoney(seen) && endedWithout(payment))
  const isAnother = known.bankIntent !== null && known.bankIntent !== seen.id
  if (isAnother) {
    if (!holdsMoney(seen) || (await isGivenBack(seen, service))) return []
    return [found('TAKEN_TWICE', seen, known)]
  }
  const payment = agrees(known) ? known : await takeUp(seen, known, service)
  if (payment.status === 'CAPTURED' && seen.status === 'succeeded')
    return isSameSum(seen, payment) ? [] : [found('AMOUNT_DIFFERS', seen, payment)]
  if (agrees(payment) || isOpen(payment)) return []
  if (endedWithout(payment) && (await isGivenBack(seen, service))) return []
  return [found('STATE_DIFFERS', seen, payment)]
}

async function takeUp(seen: Stripe.PaymentIntent, known: PaymentRow, service: Service): Promise<PaymentRow> {
  await hearOfPayment(seen, service)
  const [payment] = await service.db.select().from(payments).where(eq(payments.id, known.id))
  return payment ?? known
}

const endedWithout = ({ status }: PaymentRow) => status === 'DECLINED' || status === 'VOIDED'
/** Somebody asks the bank about it until it is settled. */
const isOpen = ({ status }: PaymentRow) => status === 'INTENT' || status === 'PENDING' || status === 'REQUIRES_ACTION'
const isSameSum = (intent: Stripe.PaymentIntent, payment: PaymentRow) =>
  intent.amount_received === bankAmount(payment) && intent.currency === payment.currency.toLowerCase()

/** Nothing of it is left with us: let go, or given back whole. */
async function isGivenBack({ id }: Stripe.PaymentIntent, { bank }: Service): Promise<boolean> {
  const now = await bank.ask('compare charge', (stripe) =>
    stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
  )
  if (now.kind !== 'ANSWERED') throw new Error(`the bank does not say where ${id} stands`)
  const charge = now.value.latest_charge
  return now.value.status === 'canceled' || (typeof charge === 'object' && charge?.refunded === true)
}

function found(kind: Finding['kind'], intent: Stripe.PaymentIntent, payment: PaymentRow | undefined): Finding {
  return {
    kind,
    subject: intent.id,
    detail: {
      bankStatus: intent.status,
      bankAmount: intent.amount_received || intent.amount,
      bankCurrency: intent.currency,
      payment: payment?.id ?? null,
      ourStatus: payment?.status ?? null,
      ourAmount: payment?.amount ?? null,
    },
  }
}

async function paymentsOf(intents: Stripe.PaymentIntent[], { db }: Service): Promise<Map<string, PaymentRow>> {
  if (intents.length === 0) return new Map()
  const ids = intents.map(idIn).filter(isUuid)
  const rows = await db
    .select()
    .from(payments)
    .where(or(inArray(payments.bankIntent, intents.map(({ id }) => id)), ids.length > 0 ? inArray(payments.id, ids) : undefined)) // prettier-ignore
  return new Map(
    rows.flatMap((row) => [[row.id, row] as const, ...(row.bankIntent ? [[row.bankIntent, row] as const] : [])]),
  )
}

/** Captured in our books, and not among what the bank made then: it is asked about it by name. */
async function missingAtBank(
  intents: Stripe.PaymentIntent[],
  { from, until }: Span,
  { db, bank }: Service,
): Promise<Finding[]> {
  const listed = new Set(intents.map(({ id }) => id))
  const captured = await db
    .select()
    .from(payments)
    .where(and(eq(payments.status, 'CAPTURED'), gte(payments.createdAt, from), lt(payments.createdAt, until)))
  const findings: Finding[] = []
  for (const payment of captured) {
    const { bankIntent } = payment
    if (bankIntent === null || listed.has(bankIntent)) continue
    const answer = await bank.ask('compare payment', (stripe) => stripe.paymentIntents.retrieve(bankIntent))
    if (answer.kind === 'REFUSED')
      findings.push({
        kind: 'STATE_DIFFERS',
        subject: bankIntent,
        detail: { bankStatus: 'not known', payment: payment.id, ourStatus: payment.status, ourAmount: payment.amount },
      })
  }
  return findings
}
