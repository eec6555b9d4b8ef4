import type Stripe from 'stripe'

import type { DisputeRecord } from '../../books/records.ts'
import type { View } from '../view.ts'
import { drawBalance } from './refund.ts'

/** What a merchant may say in its defence, of the wire's many fields those in words. */
export const EVIDENCE = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const

const FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const

const empty = Object.fromEntries([...EVIDENCE, ...FILES].map((name) => [name, null])) as Record<
  (typeof EVIDENCE)[number] | (typeof FILES)[number],
  null
>

const CODES: Record<string, string> = { fraudulent: '10.4', product_not_received: '13.1', credit_not_processed: '13.6' }

/** A `dispute` of the wire. */
export function drawDispute(record: DisputeRecord, { reader }: View): Stripe.Dispute {
  const charge = reader.get('charge', record.charge)
  const method = reader.get('payment_method', charge?.paymentMethod ?? '')
  const brand = method?.brand ?? 'visa'
  const inquiry = record.status.startsWith('warning_')
  const lines = record.balances.flatMap((id) => reader.get('balance', id) ?? [])
  return {
    id: record.id,
    object: 'dispute',
    amount: record.amount,
    balance_transactions: lines.map((line) => drawBalance(line, record.created)),
    charge: record.charge,
    created: record.created,
    currency: record.currency,
    enhanced_eligibility_types: [],
    evidence: { ...empty, enhanced_evidence: {}, ...record.evidence },
    evidence_details: {
      due_by: record.dueBy,
      enhanced_eligibility: {},
      has_evidence: Object.keys(record.evidence).length > 0,
      past_due: false,
      submission_count: record.submissions,
      submission_method: record.submissions > 0 ? 'manual' : 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: record.metadata,
    network_reason_code: CODES[record.reason] ?? null,
    payment_intent: record.intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand,
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: CODES[record.reason] ?? null,
      },
    },
    reason: record.reason,
    status: record.status,
  }
}
