import type { Database } from '@staygraph/subgraph-kit/database'
import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'

import type { ensureCustomer as contract } from '../../contract/ensure-customer.ts'
import type { Services } from '../context.ts'
import { customers } from '../database/tables.ts'
import { readEmailAddress } from '../domain/email-address.ts'

// Every booking asks for its guest, so both statements are prepared once a connection.
const prepare = (db: Database) => ({
  find: db
    .select({ customerId: customers.id })
    .from(customers)
    .where(and(eq(customers.emailKey, sql.placeholder('emailKey')), eq(customers.kind, 'GUEST')))
    .prepare('find_guest'),
  make: db
    .insert(customers)
    .values({
      kind: 'GUEST',
      email: sql.placeholder('email'),
      emailKey: sql.placeholder('emailKey'),
      givenName: sql.placeholder('givenName'),
      familyName: sql.placeholder('familyName'),
      phone: sql.placeholder('phone'),
      createdAt: sql.placeholder('createdAt'),
    })
    .onConflictDoNothing({ target: [customers.emailKey, customers.kind] })
    .returning({ customerId: customers.id })
    .prepare('make_guest'),
})
const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()
function statements(db: Database) {
  const known = prepared.get(db)
  if (known) return known
  const made = prepare(db)
  prepared.set(db, made)
  return made
}

/**
 * The guest of an address, made at their first booking. Never the account of it: whoever books has only typed the
 * address. What is known of a guest stays as it was first told, since anyone could tell otherwise; each reservation keeps
 * its own names.
 */
export async function ensureCustomer(
  { email, givenName, familyName, phone }: z.output<typeof contract.input>,
  { db }: Pick<Services, 'db'>,
  now: Date,
): Promise<{ customerId: string }> {
  const address = readEmailAddress(email) ?? { email, key: email.toLowerCase() }
  const { find, make } = statements(db)
  const known = () => find.execute({ emailKey: address.key })
  const [before] = await known()
  if (before) return before
  const guest = { email: address.email, emailKey: address.key, givenName, familyName, phone, createdAt: now }
  const [made] = await make.execute(guest)
  const [raced] = made ? [made] : await known() // another booking of the same guest was quicker
  if (!raced) throw new Error('a guest who was just seen is gone')
  return raced
}
