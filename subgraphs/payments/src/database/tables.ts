import type { ReceiptDocument, CreditNoteDocument, receiptDetails } from '@staygraph/payments/contract/receipt-document'
import type { TraceCarrier } from '@staygraph/subgraph-kit/telemetry'
import { sql } from 'drizzle-orm'
import { char, check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'

import { PAYMENT_STATES } from '../domain/payment-state.ts'
import { id, instant, sum } from './columns.ts'

export { outbox, outboxHandedOver, outboxWaiting } from '@staygraph/subgraph-kit/outbox'

/** Who issues receipts. Change the row of `staygraph` to your own company before real money moves. */
export const legalEntities = pgTable('legal_entities', {
  id: text().primaryKey(),
  name: text().notNull(),
  address: text().notNull(),
  vatId: text().notNull(),
  /** IANA name: the year of a number is the year there. */
  timeZone: text().notNull(),
})

/** One attempt to take a sum for a reservation. States move only by the functions of migrations/0001. */
export const payments = pgTable(
  'payments',
  {
    id: id(),
    /** The caller's idempotency key, `{reservation}:pay:{attempt}`; also the bank's. */
    key: text().notNull().unique(),
    reservationId: text().notNull(),
    reference: text().notNull(),
    customerId: text().notNull(),
    legalEntity: text()
      .notNull()
      .references(() => legalEntities.id),
    amount: sum().notNull(),
    currency: char({ length: 3 }).notNull(),
    /** Given back, or promised to be: the sum of its refunds that have not failed. */
    refunded: sum().notNull().default(0),
    paymentMethodId: text().notNull(),
    /** The bank's customer that owns the payment method, when it was typed on a card page. */
    bankCustomer: text(),
    capture: text({ enum: ['AUTOMATIC', 'MANUAL'] }).notNull(),
    returnUrl: text().notNull(),
    receiptDetails: jsonb().$type<z.infer<typeof receiptDetails>>().notNull(),
    trace: jsonb().$type<TraceCarrier>().notNull(),
    status: text({ enum: PAYMENT_STATES }).notNull().default('INTENT'),
    bankIntent: text().unique(),
    bankCharge: text(),
    cardBrand: text(),
    cardLast4: text(),
    declineCode: text(),
    /** Where the guest confirms (3-D Secure). */
    redirectUrl: text(),
    authorizedUntil: instant(),
    capturedAt: instant(),
    captureRequestedAt: instant(),
    voidRequestedAt: instant(),
    /** Numbered: its receipt exists. */
    receiptId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    /** Somebody is asking the bank about it until then. */
    leasedUntil: instant()
      .notNull()
      .default(sql`'epoch'`),
    /** When the sweeper looks at it next, while it is open. */
    settleAfter: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
  },
  (row) => [
    check('payments_amount_positive', sql`${row.amount} > 0`),
    check('payments_refunds_within_capture', sql`${row.refunded} between 0 and ${row.amount}`),
    index('payments_reservation').on(row.reservationId),
    index('payments_open')
      .on(row.settleAfter)
      .where(
        sql`${row.status} in ('INTENT', 'PENDING', 'REQUIRES_ACTION') or (${row.status} = 'AUTHORIZED' and (${row.captureRequestedAt} is not null or ${row.voidRequestedAt} is not null))`,
      ),
    index('payments_unnumbered')
      .on(row.capturedAt, row.id)
      .where(sql`${row.status} = 'CAPTURED' and ${row.receiptId} is null`),
  ],
)
export type PaymentRow = typeof payments.$inferSelect

/** WAITING: owed, while a dispute about the payment is open. How that ends decides who pays it. */
export const REFUND_STATES = ['INTENT', 'NOT_ATTEMPTED', 'PENDING', 'WAITING', 'SUCCEEDED', 'FAILED'] as const

/** A sum given back. While it is not FAILED it counts against what may still be given back. */
export const refunds = pgTable(
  'refunds',
  {
    id: id(),
    /** The caller's idempotency key, `{reservation}:refund:{n}`; also the bank's. */
    key: text().notNull().unique(),
    paymentId: uuid()
      .notNull()
      .references(() => payments.id),
    amount: sum().notNull(),
    reason: text().notNull(),
    /** INTENT and PENDING without a bank refund: its answer is not known. PENDING with one: the bank has not finished. */
    status: text({ enum: REFUND_STATES }).notNull().default('INTENT'),
    bankRefund: text().unique(),
    failureReason: text(),
    /** What of it the guest has by a lost dispute: the bank is asked for the rest only. */
    byDispute: sum().notNull().default(0),
    /** How often it was taken up again after a dispute: each time it is another request to the bank, under another key. */
    round: integer().notNull().default(0),
    creditNoteId: uuid(),
    acceptedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    leasedUntil: instant()
      .notNull()
      .default(sql`'epoch'`),
    settleAfter: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
  },
  (row) => [
    check('refunds_amount_positive', sql`${row.amount} > 0`),
    check('refunds_by_dispute_within', sql`${row.byDispute} between 0 and ${row.amount}`),
    index('refunds_payment').on(row.paymentId),
    index('refunds_open')
      .on(row.settleAfter)
      .where(sql`${row.status} in ('INTENT', 'NOT_ATTEMPTED', 'PENDING')`),
    index('refunds_unnumbered')
      .on(row.acceptedAt, row.id)
      .where(sql`${row.acceptedAt} is not null and ${row.creditNoteId} is null`),
  ],
)
export type RefundRow = typeof refunds.$inferSelect

export const LEDGER_KINDS = [
  'CAPTURE',
  'REFUND',
  'REFUND_RETURNED',
  'DISPUTE_WITHDRAWN',
  'DISPUTE_REINSTATED',
  'DISPUTE_LOST',
  'REFUND_BY_DISPUTE',
] as const

/** One posting of the double-entry ledger. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. */
export const ledgerTransactions = pgTable(
  'ledger_transactions',
  {
    id: id(),
    kind: text({ enum: LEDGER_KINDS }).notNull(),
    paymentId: uuid()
      .notNull()
      .references(() => payments.id),
    /** The payment itself for a capture, else the refund, the dispute, or what a dispute covers: each is posted once. */
    subject: uuid().notNull(),
    postedAt: instant().notNull().defaultNow(),
  },
  (row) => [unique('ledger_posted_once').on(row.kind, row.subject), index('ledger_payment').on(row.paymentId)],
)

/**
 * `bank`: what the bank owes us. `guest_deposits`: what we owe for stays that were paid. `disputed`: what the bank
 * withdrew until a dispute is decided. `dispute_losses`: what guests kept by lost disputes though we owed it to nobody.
 */
export const LEDGER_ACCOUNTS = ['bank', 'guest_deposits', 'disputed', 'dispute_losses'] as const

/** Debits are positive, credits negative; a deferred trigger lets no transaction commit that does not sum to zero per currency. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    transactionId: uuid()
      .notNull()
      .references(() => ledgerTransactions.id),
    account: text({ enum: LEDGER_ACCOUNTS }).notNull(),
    amount: sum().notNull(),
    currency: char({ length: 3 }).notNull(),
  },
  (row) => [primaryKey({ columns: [row.transactionId, row.account, row.currency] })],
)

const numbered = () => ({
  id: id(),
  legalEntity: text()
    .notNull()
    .references(() => legalEntities.id),
  year: integer().notNull(),
  /** 1, 2, 3... without a gap within a legal entity and year. */
  sequence: integer().notNull(),
  /** As printed: 2026-000482; credit notes bear a C before it. */
  number: text().notNull(),
  issuedAt: instant().notNull(),
  /** The law asks to keep it so long. */
  retainUntil: date().notNull(),
})

/** A receipt as printed. Append-only: it is corrected only by a credit note. */
export const receipts = pgTable(
  'receipts',
  {
    ...numbered(),
    paymentId: uuid()
      .notNull()
      .unique()
      .references(() => payments.id),
    reservationId: text().notNull(),
    document: jsonb().$type<ReceiptDocument>().notNull(),
  },
  (row) => [
    unique('receipts_numbered_once').on(row.legalEntity, row.year, row.sequence),
    index('receipts_reservation').on(row.reservationId, row.issuedAt),
  ],
)
export type ReceiptRow = typeof receipts.$inferSelect

export const creditNotes = pgTable(
  'credit_notes',
  {
    ...numbered(),
    refundId: uuid()
      .notNull()
      .unique()
      .references(() => refunds.id),
    reservationId: text().notNull(),
    document: jsonb().$type<CreditNoteDocument>().notNull(),
  },
  (row) => [
    unique('credit_notes_numbered_once').on(row.legalEntity, row.year, row.sequence),
    index('credit_notes_reservation').on(row.reservationId, row.issuedAt),
  ],
)
export type CreditNoteRow = typeof creditNotes.$inferSelect

/** A page of the bank on which a card is typed. Its id is unguessable: whoever holds it may read it. */
export const cardPages = pgTable(
  'card_pages',
  {
    id: text().primaryKey(),
    bankSession: text().notNull().unique(),
    url: text().notNull(),
    status: text({ enum: ['OPEN', 'COMPLETE', 'EXPIRED'] })
      .notNull()
      .default('OPEN'),
    paymentMethodId: text(),
    bankCustomer: text(),
    cardBrand: text(),
    cardLast4: text(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
  },
  (row) => [index('card_pages_payment_method').on(row.paymentMethodId)],
)
export type CardPageRow = typeof cardPages.$inferSelect

/** Events heard from the bank, by their id: each is acted upon once. */
export const bankEvents = pgTable('bank_events', {
  id: text().primaryKey(),
  type: text().notNull(),
  subject: text(),
  heardAt: instant().notNull().defaultNow(),
})
