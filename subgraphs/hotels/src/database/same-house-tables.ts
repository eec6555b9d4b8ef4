import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core'

/** What was seen of a house when the question came up, for whoever decides. */
export type SeenHouse = { name: string; line: string; town: string; phone: string | null; partner: string }

/** Pairs of hotels, at least one of them a partner's, of which it was not certain whether they are one house, and what a person decided. */
export const sameHouse = pgTable(
  'same_house',
  {
    /** By our ids; `one` is the first of the two as JavaScript orders them, whatever the database's collation. */
    one: text().notNull(),
    other: text().notNull(),
    /** How alike they are, 0 to 100. */
    score: smallint().notNull(),
    about: jsonb().$type<[SeenHouse, SeenHouse]>(),
    /** Null: nobody has decided. */
    verdict: text({ enum: ['SAME', 'DIFFERENT'] }),
    foundAt: timestamp({ withTimezone: true }).notNull(),
    decidedAt: timestamp({ withTimezone: true }),
  },
  (row) => [
    primaryKey({ columns: [row.one, row.other] }),
    index('same_house_undecided')
      .on(row.score.desc(), row.one, row.other)
      .where(sql`${row.verdict} is null`),
    index('same_house_other').on(row.other),
    check('two_hotels', sql`${row.one} <> ${row.other}`),
    check('decided_some_time', sql`(${row.verdict} is null) = (${row.decidedAt} is null)`),
  ],
)
