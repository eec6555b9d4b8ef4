import type { z } from 'zod'

import type { ensureCustomer as contract } from '../../contract/ensure-customer.ts'
import type { Services } from '../context.ts'
import { readEmailAddress } from '../domain/email-address.ts'

/**
 * The guest of an address, made at their first booking. Never the account of it: whoever books has only typed the
 * address. What is known of a guest stays as it was first told, since anyone could tell otherwise; each reservation keeps
 * its own names.
 */
export async function ensureCustomer(
  guest: z.output<typeof contract.input>,
  { db }: Pick<Services, 'db'>,
  now: Date,
): Promise<{ customerId: string }> {
  // The second look is for another booking of the same guest that was quicker: our first began before it was written.
  const ensured = (await findOrMake(guest, db.$client, now)) ?? (await findOrMake(guest, db.$client, now))
  if (!ensured) throw new Error('a guest who was just seen is gone')
  return { customerId: ensured.id }
}

/** One statement: every booking sends it. */
async function findOrMake(
  { email: typed, givenName, familyName, phone }: z.output<typeof contract.input>,
  sql: Services['db']['$client'],
  now: Date,
) {
  const { email, key } = readEmailAddress(typed) ?? { email: typed, key: typed.toLowerCase() }
  const [guest] = await sql<{ id: string }[]>`
    with known as (
      select id from customers where email_key = ${key} and kind = 'GUEST'
    ), made as (
      insert into customers (kind, email, email_key, given_name, family_name, phone, created_at)
      select 'GUEST', ${email}::text, ${key}::text, ${givenName}::text, ${familyName}::text, ${phone}::text, ${now.toISOString()}::timestamptz
      where not exists (select from known)
      on conflict (email_key, kind) do nothing
      returning id
    )
    select id from known union all select id from made`
  return guest
}
