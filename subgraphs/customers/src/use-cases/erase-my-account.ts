import { customerErased } from '@staygraph/customers/contract/customer-erased'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { promise } from '@staygraph/subgraph-kit/outbox'
import { and, eq } from 'drizzle-orm'
import { Counter } from 'prom-client'

import type { Context } from '../context.ts'
import { accountWithPassword, customerById } from '../database/customers.ts'
import { lockManagers, postsOf } from '../database/staff.ts'
import { customers } from '../database/tables.ts'
import { longestPassword } from '../domain/password-rules.ts'
import type { MutationEraseMyAccountArgs } from '../graphql/types.generated.ts'
import { tooManyAttempts } from './too-many-attempts.ts'

const leftWithoutManager = new Counter({
  name: 'hotels_left_without_manager_total',
  help: 'Hotels whose last manager erased their account: our operator must name the next',
  registers: [metrics],
})

/**
 * Erases the account and all that hangs on it (password, sessions, API keys, hotel posts), and promises in the same
 * transaction that the others take away what they hold. The password is asked again: a session left open at a desk is
 * no consent. What the sisters do follows by itself, whatever dies meanwhile. Nobody has to stay because a hotel would be
 * left without a manager: our operator is told of it.
 */
export async function eraseMyAccount({ input }: MutationEraseMyAccountArgs, context: Context) {
  const { db, now, client, viewer, attempts, passwords, cookie, logger } = context
  const signInRequired = { __typename: 'SignInRequired' as const, message: 'Sign in to erase your account.' }
  if (viewer.kind !== 'customer') return signInRequired
  const customer = await customerById(db, viewer.customerId)
  if (!customer || customer.kind !== 'ACCOUNT') return signInRequired

  const wait = await attempts.signIn(customer.emailKey, client)
  if (wait > 0) return tooManyAttempts(wait)
  const account = await accountWithPassword(db, customer.emailKey)
  const right = await passwords.verify(account?.hash, input.password.slice(0, longestPassword * 2))
  if (!right)
    return { __typename: 'WrongCredentials' as const, message: 'This is not your password. Nothing was erased.' }
  await attempts.signedIn(customer.emailKey, client)

  const left = await db.transaction(async (tx) => {
    const hotels = await withoutOthers(tx, customer.id)
    const gone = await tx
      .delete(customers)
      .where(and(eq(customers.id, customer.id), eq(customers.kind, 'ACCOUNT')))
      .returning({ id: customers.id })
    // Asked twice at once: the other one promised it.
    if (gone.length === 0) return []
    await promise(tx, customerErased, { customerId: customer.id, erasedAt: now.toISOString() })
    return hotels
  })
  for (const hotelId of left) {
    leftWithoutManager.inc()
    logger.error(
      { hotelId },
      `the last manager of a hotel is gone: name another, npm run hotel-staff -- add ${hotelId} <email>`,
    )
  }
  cookie.clear()
  return { __typename: 'AccountErased' as const, at: now }
}

/** The hotels of which nobody else is a manager. Two who leave at the same moment wait for each other here. */
async function withoutOthers(tx: Parameters<typeof lockManagers>[0], customerId: string): Promise<string[]> {
  const alone: string[] = []
  for (const { hotelId, role } of await postsOf(tx, customerId)) {
    if (role !== 'MANAGER') continue
    const managers = await lockManagers(tx, hotelId)
    if (managers.has(customerId) && managers.size === 1) alone.push(hotelId)
  }
  return alone
}
