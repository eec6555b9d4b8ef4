import type Stripe from 'stripe'

import type { BalanceRecord, RefundRecord } from '../../books/records.ts'

/** A `refund` of the wire. */
export const drawRefund = (record: RefundRecord): Stripe.Refund => ({
  id: record.id,
  object: 'refund',
  amount: record.amount,
  balance_transaction: record.balance,
  charge: record.charge,
  created: record.created,
  currency: record.currency,
  customer: null,
  customer_account: null,
  destination_details: { type: 'card', card: { type: 'refund' } },
  ...(record.failureBalance && { failure_balance_transaction: record.failureBalance }),
  ...(record.failureReason && { failure_reason: record.failureReason }),
  metadata: record.metadata,
  payment_intent: record.intent,
  payment_method: null,
  ...(record.status === 'pending' && { pending_reason: 'processing' as const }),
  reason: record.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: record.status,
  transfer_reversal: null,
})

const WEEK = 7 * 24 * 3600

/** A `balance_transaction` of the wire. */
export const drawBalance = (record: BalanceRecord, now: number): Stripe.BalanceTransaction => ({
  id: record.id,
  object: 'balance_transaction',
  amount: record.amount,
  available_on: record.created + WEEK,
  balance_type: 'payments',
  created: record.created,
  currency: record.currency,
  description: null,
  exchange_rate: null,
  fee: record.fee,
  fee_details:
    record.fee === 0
      ? []
      : [
          {
            amount: record.fee,
            application: null,
            currency: record.currency,
            description: record.type === 'dispute' ? 'Dispute fee' : 'Processing fees',
            type: 'stripe_fee',
          },
        ],
  net: record.amount - record.fee,
  reporting_category: record.type,
  source: record.source,
  status: now < record.created + WEEK ? 'pending' : 'available',
  type: record.type === 'dispute' || record.type === 'dispute_reversal' ? 'adjustment' : record.type,
})
