import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

import { reservations } from './tables.ts'

const instant = () => timestamp({ withTimezone: true })

/** Customers who erased their account. What is over of theirs is erased at once, the rest when it is. */
export const erasedCustomers = pgTable(
  'erased_customers',
  {
    customerId: text().primaryKey(),
    erasedAt: instant().notNull(),
    /** Nothing of theirs is left to erase. */
    doneAt: instant(),
  },
  (row) => [
    index('erased_customers_open')
      .on(row.customerId)
      .where(sql`${row.doneAt} is null`),
  ],
)

/** Reservations whose guest is erased: the stay, the sums and the log stay. */
export const erasedGuests = pgTable('erased_guests', {
  reservationId: uuid()
    .primaryKey()
    .references(() => reservations.id),
  erasedAt: instant().notNull(),
})
