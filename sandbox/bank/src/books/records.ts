import type { OutcomeName } from '../cards/test-cards.ts'

/** Everything the bank remembers, one record type a kind. Compact on purpose: the wire's shape is drawn from it on demand. */
export type Records = {
  payment_method: PaymentMethodRecord
  customer: CustomerRecord
  intent: IntentRecord
  charge: ChargeRecord
  refund: RefundRecord
  dispute: DisputeRecord
  balance: BalanceRecord
  session: SessionRecord
  setup: SetupRecord
  event: EventRecord
  delivery: DeliveryRecord
  answer: AnswerRecord
  vault: VaultRecord
}
export type Kind = keyof Records

/** Seconds since the epoch, as everywhere on this wire. */
type Seconds = number
/** An amount in the wire's smallest unit of its currency (see money/currencies.ts). */
type Amount = number
export type Metadata = Record<string, string>

/** A card as the bank keeps it: never its number, only what a receipt may show and a fingerprint to recognise it. */
export type PaymentMethodRecord = {
  id: string
  created: Seconds
  brand: string
  last4: string
  expMonth: number
  expYear: number
  fingerprint: string
  cardholder: string | null
  /** How this test card behaves when it is charged. */
  outcome: OutcomeName
  customer: string | null
  /** The intent that used it. Without a customer a payment method serves once. */
  usedBy: string | null
  metadata: Metadata
}

export type CustomerRecord = { id: string; created: Seconds; name: string | null; email: string | null }

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'

export type IntentRecord = {
  id: string
  created: Seconds
  secret: string
  amount: Amount
  currency: string
  captureMethod: 'automatic' | 'manual'
  status: IntentStatus
  paymentMethod: string | null
  customer: string | null
  returnUrl: string | null
  description: string | null
  receiptEmail: string | null
  statementDescriptorSuffix: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  metadata: Metadata
  amountCapturable: Amount
  amountReceived: Amount
  canceledAt: Seconds | null
  cancellationReason: string | null
  lastError: PaymentError | null
  /** The last 3-D Secure challenge the cardholder was asked to answer, if any. */
  challenge: { id: string; secret: string } | null
  charges: string[]
  refunds: string[]
  /** The idempotency key of the request that created it: shown in the ledger to checkers. */
  createdWith: string | null
}

export type PaymentError = { code: string; declineCode: string | null; message: string; charge: string | null }

export type ChargeRecord = {
  id: string
  created: Seconds
  intent: string
  amount: Amount
  amountCaptured: Amount
  amountRefunded: Amount
  currency: string
  paymentMethod: string
  captured: boolean
  /** An authorization that was cancelled or expired: the cardholder's money is free again. */
  released: boolean
  failure: PaymentError | null
  authenticated: boolean
  balance: string | null
  captureBefore: Seconds | null
  /** Its disputes, oldest first. Absent in books written before there were any. */
  disputes?: string[]
}

export type RefundRecord = {
  id: string
  created: Seconds
  charge: string
  intent: string
  amount: Amount
  currency: string
  reason: string | null
  status: 'pending' | 'succeeded' | 'failed'
  failureReason: string | null
  balance: string | null
  failureBalance: string | null
  metadata: Metadata
}

export type DisputeStatus =
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'

/** A cardholder's complaint about a charge. `warning_…`: an inquiry, which moves no money. */
export type DisputeRecord = {
  id: string
  created: Seconds
  charge: string
  intent: string
  amount: Amount
  currency: string
  reason: string
  status: DisputeStatus
  evidence: Record<string, string>
  submissions: number
  /** Until when the merchant may hand in evidence. */
  dueBy: Seconds
  /** Withdrawn, then perhaps given back: lines of the ledger. */
  balances: string[]
  metadata: Metadata
}

/** One line of the bank's own ledger: what it owes the merchant more (or less) than before. */
export type BalanceRecord = {
  id: string
  created: Seconds
  type: 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal'
  amount: Amount
  fee: Amount
  currency: string
  source: string
}

export type SessionRecord = {
  id: string
  created: Seconds
  expiresAt: Seconds
  status: 'open' | 'complete' | 'expired'
  setup: string
  successUrl: string
  cancelUrl: string | null
  currency: string | null
  clientReference: string | null
  createCustomer: boolean
  customer: string | null
  email: string | null
  locale: string | null
  /** What the merchant wants said above the button. */
  submitText: string | null
  metadata: Metadata
}

export type SetupRecord = {
  id: string
  created: Seconds
  secret: string
  status: 'requires_payment_method' | 'succeeded' | 'canceled'
  paymentMethod: string | null
  customer: string | null
  metadata: Metadata
}

export type EventRecord = {
  id: string
  created: Seconds
  type: string
  /** The object as it was at that moment, in the wire's shape. */
  object: object
  requestId: string | null
  idempotencyKey: string | null
  /** True when a webhook endpoint was set and wants this type. */
  toDeliver: boolean
}

/** The end of an event's delivery: its id is the event's. */
export type DeliveryRecord = { id: string; attempts: number; delivered: boolean }

/** The stored answer to a request that bore an idempotency key: the id is the key. */
export type AnswerRecord = {
  id: string
  created: Seconds
  method: string
  path: string
  /** A hash of the parameters: the same key with others is refused. */
  parameters: string
  status: number
  requestId: string
  body: string
}

/** The secret under which card fingerprints are made, so that nobody can guess a number back from one. */
export type VaultRecord = { id: 'vault'; fingerprintKey: string }
