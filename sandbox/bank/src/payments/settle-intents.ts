import type { Call, Posting, Route } from '../bank.ts'
import type { IntentRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { drawCharge } from '../wire/objects/charge.ts'
import { drawIntent } from '../wire/objects/payment-intent.ts'
import { badParameter, wrongState } from '../wire/refusal.ts'
import { latestCharge, take } from './attempt.ts'
import { findIntent } from './payment-intents.ts'

function capture(call: Call): object {
  const { form, id, view } = call
  const intent = findIntent(call, id)
  const amount = form.integer('amount_to_capture') ?? intent.amountCapturable
  const metadata = { ...intent.metadata, ...form.metadata() }
  form.ignore('statement_descriptor', 'statement_descriptor_suffix', 'final_capture')
  form.finish()
  if (intent.status !== 'requires_capture') {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`
    throw wrongState(message, drawIntent(intent, view))
  }
  if (amount < 1) throw badParameter('Invalid positive integer', 'amount_to_capture', 'parameter_invalid_integer')
  if (amount > intent.amountCapturable) {
    const message = `The amount to capture (${amount}) is more than the capturable amount (${intent.amountCapturable}).`
    throw badParameter(message, 'amount_to_capture', 'amount_too_large')
  }
  const taken = take(call, { ...intent, metadata }, amount)
  tell(call, 'charge.captured', drawCharge(latestCharge(call, taken), view))
  return drawIntent(taken, view)
}

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'] as const

function cancel(call: Call): object {
  const { form, id, view } = call
  const intent = findIntent(call, id)
  const reason = form.oneOf('cancellation_reason', REASONS)
  form.finish()
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw wrongState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      drawIntent(intent, view),
    )
  }
  return drawIntent(release(call, intent, reason), view)
}

/** Let go of an intent: a hold on the cardholder's money is freed, and nothing enters the ledger. */
export function release(call: Posting, intent: IntentRecord, reason: string | null): IntentRecord {
  const { tx, now, view } = call
  const canceled = tx.put('intent', {
    ...intent,
    status: 'canceled',
    amountCapturable: 0,
    canceledAt: now,
    cancellationReason: reason,
  })
  if (intent.status === 'requires_capture') {
    const charge = tx.change('charge', latestCharge(call, intent).id, { released: true, captureBefore: null })
    tell(call, reason === 'automatic' ? 'charge.expired' : 'charge.refunded', drawCharge(charge, view))
  }
  tell(call, 'payment_intent.canceled', drawIntent(canceled, view))
  return canceled
}

function update(call: Call): object {
  const { form, tx, id, view } = call
  const intent = findIntent(call, id)
  const metadata = { ...intent.metadata, ...form.metadata() }
  const description = form.text('description', 1000) ?? intent.description
  form.finish()
  return drawIntent(tx.put('intent', { ...intent, metadata, description }), view)
}

export const settleRoutes: Route[] = [
  { method: 'POST', path: '/v1/payment_intents/:id', handle: update },
  { method: 'POST', path: '/v1/payment_intents/:id/capture', handle: capture },
  { method: 'POST', path: '/v1/payment_intents/:id/cancel', handle: cancel },
]
