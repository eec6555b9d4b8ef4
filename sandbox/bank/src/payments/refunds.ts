import type { Call, Route } from '../bank.ts'
import type { ChargeRecord, IntentRecord, RefundRecord } from '../books/records.ts'
import { isOpen } from '../disputes/open-dispute.ts'
import { tell } from '../events/tell.ts'
import { shown } from '../money/currencies.ts'
import { newId } from '../wire/ids.ts'
import { page } from '../wire/list.ts'
import { drawCharge } from '../wire/objects/charge.ts'
import { drawRefund } from '../wire/objects/refund.ts'
import { badParameter, missing } from '../wire/refusal.ts'
import { latestCharge } from './attempt.ts'
import { findIntent } from './payment-intents.ts'

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

function create(call: Call): object {
  const { form, tx, now, view } = call
  const { charge, intent } = refundable(call)
  const left = charge.amountCaptured - charge.amountRefunded - lostToDisputes(call, charge)
  const amount = form.integer('amount') ?? left
  const reason = form.oneOf('reason', REASONS)
  const metadata = form.metadata()
  form.finish()
  refuseUnlessLeft(charge, amount, left)

  const slow = tx.get('payment_method', charge.paymentMethod)?.outcome === 'refund_pending'
  const id = newId('re')
  const balance = tx.put('balance', {
    id: newId('txn'),
    created: now,
    type: 'refund',
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: id,
  })
  const refund = tx.put('refund', {
    id,
    created: now,
    charge: charge.id,
    intent: intent.id,
    amount,
    currency: charge.currency,
    reason,
    status: slow ? 'pending' : 'succeeded',
    failureReason: null,
    balance: balance.id,
    failureBalance: null,
    metadata,
  })
  const refunded = tx.change('charge', charge.id, { amountRefunded: charge.amountRefunded + amount })
  tx.change('intent', intent.id, { refunds: [...intent.refunds, id] })
  tell(call, 'refund.created', drawRefund(refund))
  tell(call, 'charge.refunded', drawCharge(refunded, view))
  return drawRefund(refund)
}

function refundable(call: Call): { charge: ChargeRecord; intent: IntentRecord } {
  const [chargeId, intentId] = [call.form.text('charge'), call.form.text('payment_intent')]
  if (chargeId) {
    const charge = call.tx.get('charge', chargeId)
    if (!charge) throw missing('charge', chargeId, 'charge')
    return { charge, intent: findIntent(call, charge.intent) }
  }
  if (!intentId) {
    throw badParameter('One of the following params should be provided for this request: payment_intent or charge.')
  }
  const intent = findIntent(call, intentId, 'payment_intent')
  if (intent.charges.length === 0) {
    throw badParameter(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  }
  return { charge: latestCharge(call, intent), intent }
}

/** What the cardholder has back another way, by disputes that were lost. While one is open nothing may be refunded. */
function lostToDisputes(call: Call, charge: ChargeRecord): number {
  const disputes = (charge.disputes ?? []).flatMap((id) => call.tx.get('dispute', id) ?? [])
  const lost = disputes.filter(({ status }) => status === 'lost').reduce((sum, { amount }) => sum + amount, 0)
  const open = disputes.some((it) => isOpen(it) && it.balances.length > 0)
  if (open || (lost > 0 && lost >= charge.amountCaptured - charge.amountRefunded)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    throw badParameter(message, 'charge', 'charge_disputed')
  }
  return lost
}

function refuseUnlessLeft(charge: ChargeRecord, amount: number, left: number) {
  if (!charge.captured) {
    throw badParameter(`This PaymentIntent (${charge.intent}) does not have a successful charge to refund.`)
  }
  if (left === 0) {
    throw badParameter(`Charge ${charge.id} has already been refunded.`, 'charge', 'charge_already_refunded')
  }
  if (amount < 1) throw badParameter('Invalid positive integer', 'amount', 'parameter_invalid_integer')
  if (amount > left) {
    const [asked, unrefunded] = [shown(amount, charge.currency), shown(left, charge.currency)]
    const message = `Refund amount (${asked}) is greater than unrefunded amount on charge (${unrefunded})`
    throw badParameter(message, 'amount')
  }
}

function retrieve({ form, tx, id }: Call): object {
  form.finish()
  const refund = tx.get('refund', id)
  if (!refund) throw missing('refund', id)
  return drawRefund(refund)
}

function list({ bank, form, tx }: Call): object {
  const [charge, intent] = [form.text('charge'), form.text('payment_intent')]
  const ids = intent ? (tx.get('intent', intent)?.refunds ?? []) : bank.books.born('refund')
  const found = page<RefundRecord>(
    form,
    ids,
    (id) => tx.get('refund', id),
    (it) => !charge || it.charge === charge,
  )
  form.finish()
  return { object: 'list', url: '/v1/refunds', has_more: found.hasMore, data: found.records.map(drawRefund) }
}

export const refundRoutes: Route[] = [
  { method: 'POST', path: '/v1/refunds', handle: create },
  { method: 'GET', path: '/v1/refunds', handle: list },
  { method: 'GET', path: '/v1/refunds/:id', handle: retrieve },
]
