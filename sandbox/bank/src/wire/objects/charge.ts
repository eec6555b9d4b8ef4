import type Stripe from 'stripe'

import type { ChargeRecord, PaymentMethodRecord } from '../../books/records.ts'
import type { View } from '../view.ts'
import { noBilling } from './payment-method.ts'

/** A `charge` of the wire. */
export function drawCharge(record: ChargeRecord, { reader }: View): Stripe.Charge {
  const method = reader.get('payment_method', record.paymentMethod)
  const intent = reader.get('intent', record.intent)
  if (!method || !intent) throw new Error(`Charge ${record.id} has lost its card or its intent`)
  return {
    id: record.id,
    object: 'charge',
    amount: record.amount,
    amount_captured: record.amountCaptured,
    amount_refunded: record.released ? record.amount : record.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: record.balance,
    billing_details: { ...noBilling, name: method.cardholder },
    calculated_statement_descriptor: 'STAYGRAPH',
    captured: record.captured,
    created: record.created,
    currency: record.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: (record.disputes ?? []).length > 0,
    failure_balance_transaction: null,
    failure_code: record.failure?.code ?? null,
    failure_message: record.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(record),
    paid: !record.failure,
    payment_intent: record.intent,
    payment_method: record.paymentMethod,
    payment_method_details: { type: 'card', card: cardDetails(record, method) },
    receipt_email: intent.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: record.released || (record.captured && record.amountRefunded === record.amountCaptured),
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status: record.failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
}

const outcome = ({ failure }: ChargeRecord): Stripe.Charge.Outcome => ({
  advice_code: failure ? 'try_again_later' : null,
  network_advice_code: null,
  network_decline_code: failure ? '05' : null,
  network_status: failure ? 'declined_by_network' : 'approved_by_network',
  reason: failure?.declineCode ?? null,
  risk_level: 'normal',
  seller_message: failure ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
  type: failure ? 'issuer_declined' : 'authorized',
})

const cardDetails = (charge: ChargeRecord, method: PaymentMethodRecord): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: charge.failure ? null : charge.amount,
  authorization_code: charge.failure ? null : charge.id.slice(-6).toUpperCase(),
  brand: method.brand,
  ...(charge.captureBefore && { capture_before: charge.captureBefore }),
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  electronic_commerce_indicator: null,
  exp_month: method.expMonth,
  exp_year: method.expYear,
  fingerprint: method.fingerprint,
  funding: 'credit',
  installments: null,
  last4: method.last4,
  mandate: null,
  network: method.brand,
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: charge.authenticated
    ? {
        authentication_flow: 'challenge',
        electronic_commerce_indicator: '05',
        exemption_indicator: null,
        result: 'authenticated',
        result_reason: null,
        transaction_id: null,
        version: '2.2.0',
      }
    : null,
  transaction_link_id: null,
  wallet: null,
})
