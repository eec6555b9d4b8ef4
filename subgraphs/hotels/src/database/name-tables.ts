import { char, customType, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** Airports with scheduled flights (airport-data-js and Open Travel Data, both CC BY 4.0). */
export const airport = pgTable('airport', {
  /** IATA's three letters. */
  code: char({ length: 3 }).primaryKey(),
  name: text().notNull(),
  /** The city it serves. */
  cityId: integer().notNull(),
  country: char({ length: 2 }).notNull(),
  latitude: doublePrecision().notNull(),
  longitude: doublePrecision().notNull(),
  timeZone: text().notNull(),
})

/** Names as they are looked up while somebody types, packed by `domain/names/name-book.ts`. Made from the other tables: the seed writes them. */
export const nameBook = pgTable(
  'name_book',
  {
    kind: text({ enum: ['PLACES', 'HOTELS'] }).notNull(),
    part: integer().notNull(),
    /** Of how many places or hotels. */
    subjects: integer().notNull(),
    /** Grows when it is written anew: processes then read it again. */
    revision: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (row) => [primaryKey({ columns: [row.kind, row.part] })],
)
