import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'

import { FINDING_KINDS, READINGS } from '../domain/finding.ts'
import { id, instant } from './columns.ts'

/** How far each of the bank's lists was compared with our books. */
export const reconciliations = pgTable('reconciliations', {
  reading: text({ enum: READINGS }).primaryKey(),
  /** Everything the bank made before this instant was compared. */
  comparedUntil: instant().notNull(),
  /** One process compares at a time; when it dies its lease runs out. */
  leasedUntil: instant()
    .notNull()
    .default(sql`'epoch'`),
  nextAt: instant()
    .notNull()
    .default(sql`'epoch'`),
})

/** Where the bank's books and ours contradict each other and no rule of ours mends it: somebody must look. */
export const bankFindings = pgTable(
  'bank_findings',
  {
    id: id(),
    kind: text({ enum: FINDING_KINDS }).notNull(),
    /** The bank's id of what it is about. */
    subject: text().notNull(),
    /** What the bank says and what we say. */
    detail: jsonb().$type<Record<string, string | number | null>>().notNull(),
    foundAt: instant().notNull(),
    /** Seen again, each time the lists are compared. */
    seenAt: instant().notNull(),
    /** Both books agree again, or somebody settled it by hand. */
    settledAt: instant(),
  },
  (row) => [
    unique('found_once').on(row.kind, row.subject),
    index('findings_open')
      .on(row.foundAt)
      .where(sql`${row.settledAt} is null`),
  ],
)
export type BankFindingRow = typeof bankFindings.$inferSelect
