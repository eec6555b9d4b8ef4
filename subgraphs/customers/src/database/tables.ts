import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

export { outbox, outboxHandedOver, outboxWaiting } from '@staygraph/subgraph-kit/outbox'

const instant = () => timestamp({ withTimezone: true })
const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`)
/** What belongs to a customer goes with them: erasing the customer erases it. */
const ofCustomer = () =>
  uuid()
    .notNull()
    .references(() => customers.id, { onDelete: 'cascade' })

/**
 * Who books. A guest and an account of the same address are two customers: a guest's address was only typed, so what is
 * booked under it must never be shown to whoever opens an account with it.
 */
export const customers = pgTable(
  'customers',
  {
    id: id(),
    kind: text({ enum: ['GUEST', 'ACCOUNT'] }).notNull(),
    /** As its owner writes it, but for the domain's case. */
    email: text().notNull(),
    /** The address in lower case: what makes two addresses the same. */
    emailKey: text().notNull(),
    givenName: text().notNull(),
    familyName: text().notNull(),
    phone: text(),
    createdAt: instant().notNull(),
  },
  (row) => [
    unique('one_customer_an_address').on(row.emailKey, row.kind),
    check('kind_of_customer', sql`${row.kind} in ('GUEST', 'ACCOUNT')`),
  ],
)
export type CustomerRow = typeof customers.$inferSelect

/** Apart from `customers`, so that reading a customer never reads a password. argon2id, in PHC's string format. */
export const passwords = pgTable('passwords', {
  customerId: ofCustomer().primaryKey(),
  hash: text().notNull(),
  changedAt: instant().notNull(),
})

/** One signing-in, and the family of all refresh tokens that came of it. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    customerId: ofCustomer(),
    createdAt: instant().notNull(),
    endedAt: instant(),
    endedBecause: text({ enum: ['SIGNED_OUT', 'TOKEN_REUSED'] }),
  },
  (row) => [index('sessions_of_customer').on(row.customerId)],
)

/** SHA-256 of each refresh token that was given out; of 256 random bits, so that no salt is needed. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text().primaryKey(),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    issuedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** When its successor was given out. Used again after that, it ends the session. */
    usedAt: instant(),
  },
  (row) => [index('refresh_tokens_of_session').on(row.sessionId), index('refresh_tokens_by_expiry').on(row.expiresAt)],
)

/** Integrators' programs. The key is kept as its SHA-256; its start tells keys apart. */
export const apiClients = pgTable(
  'api_clients',
  {
    id: id(),
    customerId: ofCustomer(),
    name: text().notNull(),
    keyPrefix: text().notNull().unique(),
    keyHash: text().notNull().unique(),
    scopes: text({ enum: ['SEARCH', 'BOOK'] })
      .array()
      .notNull(),
    mode: text({ enum: ['TEST', 'LIVE'] }).notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (row) => [
    index('api_clients_of_customer').on(row.customerId),
    check('mode_of_api_client', sql`${row.mode} in ('TEST', 'LIVE')`),
  ],
)
export type ApiClientRow = typeof apiClients.$inferSelect
