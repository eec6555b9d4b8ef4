import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'

import type { ensureCustomer as contract } from '../../contract/ensure-customer.ts'
import type { Services } from '../context.ts'
import { customers } from '../database/tables.ts'
import { readEmailAddress } from '../domain/email-address.ts'

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
  const known = () =>
    db
      .select({ customerId: customers.id })
      .from(customers)
      .where(and(eq(customers.emailKey, address.key), eq(customers.kind, 'GUEST')))
  const [before] = await known()
  if (before) return before
  const [made] = await db
    .insert(customers)
    .values({
      kind: 'GUEST',
      email: address.email,
      emailKey: address.key,
      givenName,
      familyName,
      phone,
      createdAt: now,
    })
    .onConflictDoNothing({ target: [customers.emailKey, customers.kind] })
    .returning({ customerId: customers.id })
  const [raced] = made ? [made] : await known() // another booking of the same guest was quicker
  if (!raced) throw new Error('a guest who was just seen is gone')
  return raced
}
