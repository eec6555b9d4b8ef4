import { sql } from 'drizzle-orm'
import { bigint, check, date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** The nights of a room type for which the hotel's own people decided another price than season and weekend make. */
export const roomRate = pgTable(
  'room_rate',
  {
    roomTypeId: integer().notNull(),
    night: date({ mode: 'string' }).notNull(),
    /** For two adults, before single use and rate plan, in the hotel's currency. Null: `bps` counts. */
    price: bigint({ mode: 'number' }),
    /** A share of the standard price, in hundredths of a per cent. */
    bps: integer(),
    /** The customer who decided it. */
    changedBy: text().notNull(),
    changedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.roomTypeId, row.night] }),
    index('room_rate_night').on(row.night),
    check('price_or_share', sql`(${row.price} is null) <> (${row.bps} is null)`),
    check('costs_something', sql`coalesce(${row.price}, ${row.bps}) > 0`),
  ],
)

/** Which town a revision of the catalogue is about, so that processes read that one again and not all. A revision that is not here is about everything. */
export const catalogueChange = pgTable('catalogue_change', {
  revision: integer().primaryKey(),
  /** Null: about no town; the exchange rates are new. */
  cityId: integer(),
})
