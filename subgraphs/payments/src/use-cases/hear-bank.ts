import { eq } from 'drizzle-orm'
import type Stripe from 'stripe'

import { findPayment } from '../bank/payment-intents.ts'
import { refundNews } from '../bank/refunds.ts'
import type { Service } from '../context.ts'
import { findPaymentRow, freeLease, isUuid, takeLease } from '../database/payments.ts'
import { bankEvents } from '../database/tables.ts'
import { settle } from './ask-bank.ts'
import { hearOfCardPage } from './card-pages.ts'
import { hearOfDispute } from './hear-dispute.ts'
import { hearOfRefund } from './refund-payment.ts'

/**
 * The bank tells us something happened. Events come twice, late, and in any order, so an event is only a reason to look:
 * what is written down is what the bank says now. Answers false when the bank should tell it again later.
 */
export async function hearBank(event: Stripe.Event, service: Service): Promise<boolean> {
  const { db } = service
  if (!(await isNews(event, service))) return true
  const [heard] = await db.select({ id: bankEvents.id }).from(bankEvents).where(eq(bankEvents.id, event.id))
  if (heard) return true
  const understood = await act(event, service)
  if (!understood) return false
  const subject = 'id' in event.data.object && typeof event.data.object.id === 'string' ? event.data.object.id : null
  await db.insert(bankEvents).values({ id: event.id, type: event.type, subject }).onConflictDoNothing()
  return true
}

async function act(event: Stripe.Event, service: Service): Promise<boolean> {
  const { object } = event.data
  if (object.object === 'payment_intent') return hearOfPayment(object, service)
  if (object.object === 'refund') return hearOfRefundNow(object, service)
  if (object.object === 'dispute') return hearOfDispute(object.id, service)
  if (object.object === 'checkout.session') await hearOfCardPage(object.id, service)
  return true
}

/** The states in which an event of this type changes nothing. */
const ALREADY: Record<string, string[]> = {
  'payment_intent.succeeded': ['CAPTURED'],
  'payment_intent.payment_failed': ['DECLINED', 'VOIDED'],
  'payment_intent.canceled': ['VOIDED', 'DECLINED'],
  'payment_intent.amount_capturable_updated': ['AUTHORIZED', 'CAPTURED', 'VOIDED'],
  'payment_intent.requires_action': ['REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED'],
}

/** Most events tell what the bank's answer told already: nothing to look up, nothing to remember. */
async function isNews({ type, data: { object } }: Stripe.Event, { db, underWay }: Service): Promise<boolean> {
  if (object.object !== 'payment_intent') return true
  const already = ALREADY[type]
  const id = object.metadata['payment_id']
  // The bank tells while it answers: the question under way here writes it down first, and then there is no news.
  if (id) await Promise.allSettled([underWay.of(id)])
  const payment = already && id ? await findPaymentRow(db, id) : undefined
  return payment !== undefined && !already?.includes(payment.status)
}

export async function hearOfPayment(intent: Stripe.PaymentIntent, service: Service): Promise<boolean> {
  const { bank, db, sql, now } = service
  const payment = await findPaymentRow(db, intent.metadata['payment_id'] ?? '')
  if (!payment) return true
  // Somebody asks the bank about it just now and will write down the same; if that process dies, the sweeper asks.
  if (!(await takeLease(sql, payment.id, service.leaseMs))) return payment.status !== 'AUTHORIZED'
  const found = await findPayment(bank, { ...payment, bankIntent: payment.bankIntent ?? intent.id }, now())
  const said = found.kind === 'ANSWERED' ? found.value : null
  if (!said) {
    await freeLease(sql, payment.id)
    return false
  }
  await settle(service, payment, said, { tell: true })
  return true
}

async function hearOfRefundNow(told: Stripe.Refund, service: Service): Promise<boolean> {
  const id = told.metadata?.['refund_id']
  if (id === undefined || !isUuid(id)) return true
  const current = await service.bank.ask('look up refund', (stripe) => stripe.refunds.retrieve(told.id))
  return (
    current.kind === 'ANSWERED' && current.value.id === told.id && hearOfRefund(service, id, refundNews(current.value))
  )
}
