import { eq } from 'drizzle-orm'

import { disputesOf, readDispute } from '../bank/disputes.ts'
import { findPayment } from '../bank/payment-intents.ts'
import type { Service } from '../context.ts'
import { bankDisputeOf, claimOpenDisputes, settleDispute } from '../database/disputes.ts'
import { findPaymentRow, readPayment } from '../database/payments.ts'
import { payments, type PaymentRow } from '../database/tables.ts'
import type { DisputeNews } from '../domain/dispute-state.ts'
import { settle } from './ask-bank.ts'
import { sweep } from './sweep.ts'

/** A dispute was opened, moved or closed: what is written down is what the bank says now. False: tell it again later. */
export async function hearOfDispute(bankDispute: string, service: Service): Promise<boolean> {
  const said = await readDispute(service.bank, bankDispute)
  if (said.kind === 'REFUSED') return true // there is no such dispute
  return said.kind === 'ANSWERED' && takeUpDispute(said.value, service)
}

/** Writes what the bank said of a dispute. False: our books are not that far yet. */
export async function takeUpDispute(said: DisputeNews, service: Service): Promise<boolean> {
  const { db, sql, logger, now } = service
  const payment = await paymentOf(said, service)
  if (payment === 'UNKNOWN') return false
  if (payment === 'NOBODYS' || payment.currency !== said.currency) {
    logger.error({ dispute: said.bankDispute, intent: said.bankIntent }, 'a dispute about no payment of ours')
    return true
  }
  if (payment.status !== 'CAPTURED') {
    // The bank may have taken it without our having heard: then that comes first.
    const found = await findPayment(service.bank, { ...payment, bankIntent: said.bankIntent }, now())
    if (found.kind !== 'ANSWERED' || !found.value) return false
    await settle(service, payment, found.value, { tell: true })
  }
  const state = await settleDispute(sql, payment.id, said, now())
  if (state !== null) return true
  const { status } = await readPayment(db, payment.id)
  // We told the guest that nothing was taken, and what was taken goes back: such a payment is none of our ledger.
  return status === 'DECLINED' || status === 'VOIDED'
}

async function paymentOf(
  { bankIntent }: DisputeNews,
  { db, bank }: Service,
): Promise<PaymentRow | 'NOBODYS' | 'UNKNOWN'> {
  const [known] = await db.select().from(payments).where(eq(payments.bankIntent, bankIntent))
  if (known) return known
  const intent = await bank.ask('look up', (stripe) => stripe.paymentIntents.retrieve(bankIntent))
  if (intent.kind === 'REFUSED') return 'NOBODYS'
  if (intent.kind !== 'ANSWERED') return 'UNKNOWN'
  return (await findPaymentRow(db, intent.value.metadata['payment_id'] ?? '')) ?? 'NOBODYS'
}

/** Disputes of one payment that our books may not have heard of yet. False: the bank did not say. */
export async function takeUpDisputesOf({ bankIntent }: PaymentRow, service: Service): Promise<boolean> {
  if (!bankIntent) return true
  const told = await disputesOf(service.bank, bankIntent)
  if (told.kind !== 'ANSWERED') return false
  for (const said of told.value.toReversed()) await takeUpDispute(said, service)
  return true
}

/** The looker: an open dispute is read now and then, though every event about it were lost. */
export const lookAtOpenDisputes = (service: Service): Promise<boolean> =>
  sweep(service, claimOpenDisputes, async (id) => {
    const bankDispute = await bankDisputeOf(service.db, id)
    if (bankDispute) await hearOfDispute(bankDispute, service)
  })
