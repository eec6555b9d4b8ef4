import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/**
 * Photographs that a hotel's own people add, from the promise of an upload on. A row is written before anything of it is in
 * the store, and goes after all of it is gone from there: so nothing in the store is ever forgotten.
 */
export const hotelPhoto = pgTable(
  'hotel_photo',
  {
    id: uuid().primaryKey().defaultRandom(),
    hotelId: integer().notNull(),
    /**
     * AWAITED: somebody may upload it. TAKEN: it is being made what guests see. SHOWN: they see it. REMOVED: nobody does,
     * and it leaves the store.
     */
    state: text({ enum: ['AWAITED', 'TAKEN', 'SHOWN', 'REMOVED'] }).notNull(),
    /** What was promised of the file. */
    contentType: text().notNull(),
    bytes: integer().notNull(),
    /** Base64. */
    sha256: text(),
    /** Whether the file as it was uploaded may still be in the store. */
    original: boolean().notNull().default(true),
    /** From then on nobody can upload it any more. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    /** The customer who did. */
    requestedBy: text().notNull(),
    requestedAt: timestamp({ withTimezone: true }).notNull(),
    alt: text(),
    /** The lowest stands first. */
    position: smallint(),
  },
  (row) => [
    index('hotel_photo_of_hotel').on(row.hotelId),
    index('hotel_photo_to_sweep')
      .on(row.expiresAt)
      .where(sql`${row.state} <> 'SHOWN' or ${row.original}`),
    check('shown_with_words', sql`${row.state} <> 'SHOWN' or (${row.alt} is not null and ${row.position} is not null)`),
  ],
)
