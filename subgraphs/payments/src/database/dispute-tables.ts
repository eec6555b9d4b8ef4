import { sql } from 'drizzle-orm'
import { check, char, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

import { DISPUTE_STATES } from '../domain/dispute-state.ts'
import { id, instant, sum } from './columns.ts'
import { payments, refunds } from './tables.ts'

/** A cardholder's complaint about a payment, as the bank told it when asked. Written by `settle_dispute` alone. */
export const disputes = pgTable(
  'disputes',
  {
    id: id(),
    bankDispute: text().notNull().unique(),
    paymentId: uuid()
      .notNull()
      .references(() => payments.id),
    amount: sum().notNull(),
    currency: char({ length: 3 }).notNull(),
    /** In the bank's own word: fraudulent, product_not_received... */
    reason: text().notNull(),
    status: text({ enum: DISPUTE_STATES }).notNull(),
    /** The bank took the sum from us, gave it back, let the guest keep it: each is posted once. */
    withdrawnAt: instant(),
    reinstatedAt: instant(),
    lostAt: instant(),
    /** Of a lost dispute: what of it stands for refunds that we owed, and so is not paid a second time. */
    covered: sum().notNull().default(0),
    /** Until when the bank takes evidence. */
    evidenceDueAt: instant(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    /** When an open one is looked at next, whatever is told meanwhile. */
    lookAfter: instant().notNull().defaultNow(),
  },
  (row) => [
    check('disputes_amount_positive', sql`${row.amount} > 0`),
    check('disputes_cover_no_more', sql`${row.covered} between 0 and ${row.amount}`),
    index('disputes_payment').on(row.paymentId),
    index('disputes_open')
      .on(row.lookAfter)
      .where(sql`${row.status} in ('INQUIRY', 'OPEN', 'UNDER_REVIEW')`),
  ],
)
export type DisputeRow = typeof disputes.$inferSelect

/** What of a refund the guest has by a lost dispute. Each is posted once. */
export const refundCovers = pgTable(
  'refund_covers',
  {
    id: id(),
    disputeId: uuid()
      .notNull()
      .references(() => disputes.id),
    refundId: uuid()
      .notNull()
      .references(() => refunds.id),
    amount: sum().notNull(),
  },
  (row) => [
    unique('refund_covered_once').on(row.disputeId, row.refundId),
    check('refund_covers_something', sql`${row.amount} > 0`),
  ],
)
