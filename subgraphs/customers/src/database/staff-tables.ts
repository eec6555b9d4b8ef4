import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

import { customers } from './tables.ts'

/** What staff may do: a manager also says who else is staff. */
export const staffRoles = ['MANAGER', 'DESK'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who works for which hotel. The hotel is named as the graph names it (`h12`); hotels itself is another's database. */
export const hotelStaff = pgTable(
  'hotel_staff',
  {
    hotelId: text().notNull(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    role: text({ enum: staffRoles }).notNull(),
    /** The manager who added them or gave them this role. Null: our operator, or a manager who was erased since. */
    addedBy: uuid().references(() => customers.id, { onDelete: 'set null' }),
    addedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.hotelId, row.customerId] }),
    index('hotels_of_staff').on(row.customerId),
    index('added_by_staff').on(row.addedBy),
    check('role_of_staff', sql`${row.role} in ('MANAGER', 'DESK')`),
    check('hotel_of_ours', sql`${row.hotelId} ~ '^h[1-9][0-9]{0,9}$'`),
  ],
)
