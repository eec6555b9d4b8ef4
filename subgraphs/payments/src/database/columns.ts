import { sql } from 'drizzle-orm'
import { bigint, timestamp, uuid } from 'drizzle-orm/pg-core'

export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`)
/** A sum in the currency's smallest unit (ISO 4217), never negative unless a ledger entry. */
export const sum = () => bigint({ mode: 'number' })
export const instant = () => timestamp({ withTimezone: true })
