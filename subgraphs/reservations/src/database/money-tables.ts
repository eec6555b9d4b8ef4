import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { reservations } from './tables.ts'

/** What a reservation's timeline told of a dispute: each step of each dispute once, however often payments tells it. */
export const toldDisputes = pgTable(
  'told_disputes',
  {
    disputeId: text().notNull(),
    step: text().notNull(),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
  },
  (row) => [primaryKey({ columns: [row.disputeId, row.step] })],
)
