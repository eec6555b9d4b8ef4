import type Stripe from 'stripe'

import type { IntentRecord } from '../../books/records.ts'
import type { View } from '../view.ts'
import { drawPaymentMethod } from './payment-method.ts'

/** A `payment_intent` of the wire. */
export const drawIntent = (record: IntentRecord, view: View): Stripe.PaymentIntent => ({
  id: record.id,
  object: 'payment_intent',
  allowed_payment_method_types: ['card'],
  amount: record.amount,
  amount_capturable: record.amountCapturable,
  amount_details: { tip: {} },
  amount_received: record.amountReceived,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: record.canceledAt,
  cancellation_reason: record.cancellationReason,
  capture_method: record.captureMethod,
  client_secret: record.secret,
  confirmation_method: 'automatic',
  created: record.created,
  currency: record.currency,
  customer: record.customer,
  customer_account: null,
  description: record.description,
  excluded_payment_method_types: null,
  last_payment_error: lastPaymentError(record, view),
  latest_charge: record.charges.at(-1) ?? null,
  livemode: false,
  managed_payments: null,
  metadata: record.metadata,
  next_action: nextAction(record, view),
  on_behalf_of: null,
  // A failed attempt detaches the payment method: the intent waits for another.
  payment_method: record.status === 'requires_payment_method' ? null : record.paymentMethod,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: record.receiptEmail,
  review: null,
  setup_future_usage: record.setupFutureUsage,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: record.statementDescriptorSuffix,
  status: record.status,
  transfer_data: null,
  transfer_group: null,
})

function nextAction(
  { challenge, returnUrl, status }: IntentRecord,
  view: View,
): Stripe.PaymentIntent.NextAction | null {
  if (status !== 'requires_action' || !challenge) return null
  const url = `${view.publicUrl}/3d-secure/${challenge.id}?secret=${challenge.secret}`
  if (returnUrl) return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } }
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
}

function lastPaymentError(record: IntentRecord, { reader }: View): Stripe.PaymentIntent.LastPaymentError | null {
  const { lastError, paymentMethod } = record
  if (!lastError) return null
  const used = paymentMethod ? reader.get('payment_method', paymentMethod) : undefined
  return {
    ...(lastError.charge && { charge: lastError.charge }),
    code: lastError.code,
    ...(lastError.declineCode && { decline_code: lastError.declineCode }),
    message: lastError.message,
    ...(used && { payment_method: drawPaymentMethod(used) }),
    type: lastError.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
  }
}
