import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

import type { FindingDetail, FindingKind } from '../domain/partner-check.ts'
import { reservations } from './tables.ts'

const instant = () => timestamp({ withTimezone: true })

/** When the partner is asked next what it has of a reservation that we asked it to book. No row: it was never looked at. */
export const partnerChecks = pgTable(
  'partner_checks',
  {
    reservationId: uuid()
      .primaryKey()
      .references(() => reservations.id),
    supplierCode: text().notNull(),
    /** Of the reservation's making: up to the newest of these everything was enrolled. */
    bookedAt: instant().notNull(),
    /** Whoever looks moves this ahead first: a lease. Null: nothing can change any more. */
    dueAt: instant(),
    /** Looks that were answered. */
    looks: integer().notNull().default(0),
    /** Looks in a row that did not find what should be there: one alone may be a partner's slow copy of its books. */
    misses: integer().notNull().default(0),
  },
  (row) => [
    index('partner_checks_due')
      .on(row.dueAt)
      .where(sql`${row.dueAt} is not null`),
    index('partner_checks_booked').on(row.supplierCode, row.bookedAt),
  ],
)

/** What the partner's books and ours disagree about, each found once. Settled by the reconciler itself, or by a person. */
export const partnerFindings = pgTable(
  'partner_findings',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    supplierCode: text().notNull(),
    kind: text().$type<FindingKind>().notNull(),
    /** The partner's number of the booking; empty when it has none. */
    bookingId: text().notNull(),
    detail: jsonb().$type<FindingDetail>().notNull(),
    foundAt: instant().notNull(),
    /** Null: somebody must look at it. */
    settledAt: instant(),
    /** What was done, in words. */
    settlement: text(),
  },
  (row) => [
    unique('found_once').on(row.reservationId, row.kind, row.bookingId),
    index('partner_findings_open')
      .on(row.foundAt)
      .where(sql`${row.settledAt} is null`),
  ],
)
export type PartnerFinding = typeof partnerFindings.$inferSelect
