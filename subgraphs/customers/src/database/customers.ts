import type { Queryable } from '@staygraph/subgraph-kit/database'
import { and, eq } from 'drizzle-orm'

import { customers, passwords, type CustomerRow } from './tables.ts'

type Reading = Pick<Queryable, 'select'>

export const customerById = async (db: Reading, id: string): Promise<CustomerRow | null> =>
  (await db.select().from(customers).where(eq(customers.id, id)))[0] ?? null

/** The account of an address with its password's hash: for signing in, and nothing else. */
export async function accountWithPassword(db: Reading, emailKey: string) {
  const [found] = await db
    .select({ customer: customers, hash: passwords.hash })
    .from(customers)
    .innerJoin(passwords, eq(passwords.customerId, customers.id))
    .where(and(eq(customers.emailKey, emailKey), eq(customers.kind, 'ACCOUNT')))
  return found
}
