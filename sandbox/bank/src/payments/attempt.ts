import type { Call, Posting } from '../bank.ts'
import type { ChargeRecord, IntentRecord, PaymentMethodRecord } from '../books/records.ts'
import { declineOf, type Decline } from '../cards/test-cards.ts'
import { tell } from '../events/tell.ts'
import { feeOf } from '../money/currencies.ts'
import { newId } from '../wire/ids.ts'
import { drawCharge } from '../wire/objects/charge.ts'
import { drawIntent } from '../wire/objects/payment-intent.ts'
import { Refusal } from '../wire/refusal.ts'

const WEEK = 7 * 24 * 3600

/** Ask the (pretended) issuer for the money of a confirmed intent. Throws the decline, which is kept in the books. */
export function attempt(
  call: Posting,
  intent: IntentRecord,
  method: PaymentMethodRecord,
  force3ds: boolean,
): IntentRecord {
  const decline = forcedDecline(call) ?? declineOf(method.outcome)
  if (decline) return refuse(call, intent, method, decline)
  if (method.outcome === 'authenticate' || force3ds) {
    const challenge = { id: newId('payatt'), secret: newId('payatt_client_secret') }
    const waiting = call.tx.put('intent', { ...intent, status: 'requires_action', challenge })
    tell(call, 'payment_intent.requires_action', drawIntent(waiting, call.view))
    return waiting
  }
  const paid = approve(call, intent, method, false)
  if (method.outcome === 'fault') {
    const message = 'An unknown error occurred: this test card always ends so, after its charge.'
    throw new Refusal({ status: 500, type: 'api_error', message, keep: true, stored: true })
  }
  return paid
}

function forcedDecline({ bank: { scenario } }: Posting): Decline | null {
  if (scenario.declineNext === 0) return null
  scenario.declineNext -= 1
  return declineOf('declined')
}

/** The issuer said yes: hold the money, and take it at once unless capture is manual. */
export function approve(
  call: Posting,
  intent: IntentRecord,
  method: PaymentMethodRecord,
  authenticated: boolean,
): IntentRecord {
  const { tx, now, view } = call
  const charge = tx.put('charge', { ...newCharge(intent, method, now), authenticated, captureBefore: now + WEEK })
  tx.change('payment_method', method.id, { usedBy: intent.id })
  const held = tx.put('intent', {
    ...intent,
    status: 'requires_capture',
    lastError: null,
    amountCapturable: intent.amount,
    charges: [...intent.charges, charge.id],
  })
  if (intent.captureMethod === 'automatic') {
    const taken = take(call, held, intent.amount)
    tell(call, 'charge.succeeded', drawCharge(latestCharge(call, taken), view))
    return taken
  }
  tell(call, 'charge.succeeded', drawCharge(charge, view))
  tell(call, 'payment_intent.amount_capturable_updated', drawIntent(held, view))
  return held
}

/** Capture what is held: the one place where money enters the bank's ledger. The rest of the hold is released. */
export function take(call: Posting, intent: IntentRecord, amount: number): IntentRecord {
  const { tx, now } = call
  const charge = latestCharge(call, intent)
  const balance = tx.put('balance', {
    id: newId('txn'),
    created: now,
    type: 'charge',
    amount,
    fee: feeOf(amount),
    currency: intent.currency,
    source: charge.id,
  })
  tx.put('charge', { ...charge, captured: true, amountCaptured: amount, balance: balance.id, captureBefore: null })
  const taken = tx.put('intent', { ...intent, status: 'succeeded', amountCapturable: 0, amountReceived: amount })
  tell(call, 'payment_intent.succeeded', drawIntent(taken, call.view))
  return taken
}

function refuse(call: Posting, intent: IntentRecord, method: PaymentMethodRecord, decline: Decline): never {
  const { tx, now, view } = call
  const id = newId('ch')
  const failure = { ...decline, charge: id }
  const charge = tx.put('charge', { ...newCharge(intent, method, now), id, failure })
  const open = tx.put('intent', {
    ...intent,
    status: 'requires_payment_method',
    lastError: failure,
    charges: [...intent.charges, id],
  })
  tell(call, 'charge.failed', drawCharge(charge, view))
  tell(call, 'payment_intent.payment_failed', drawIntent(open, view))
  throw new Refusal({
    status: 402,
    type: 'card_error',
    ...decline,
    charge: id,
    intent: drawIntent(open, view),
    keep: true,
    stored: true,
  })
}

export function latestCharge({ tx }: Pick<Call, 'tx'>, intent: IntentRecord): ChargeRecord {
  const charge = tx.get('charge', intent.charges.at(-1) ?? '')
  if (!charge) throw new Error(`Intent ${intent.id} has no charge`)
  return charge
}

const newCharge = (intent: IntentRecord, method: PaymentMethodRecord, now: number): ChargeRecord => ({
  id: newId('ch'),
  created: now,
  intent: intent.id,
  amount: intent.amount,
  amountCaptured: 0,
  amountRefunded: 0,
  currency: intent.currency,
  paymentMethod: method.id,
  captured: false,
  released: false,
  failure: null,
  authenticated: false,
  balance: null,
  captureBefore: null,
})
