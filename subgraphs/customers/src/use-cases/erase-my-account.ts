import { customerErased } from '@staygraph/customers/contract/customer-erased'
import { promise } from '@staygraph/subgraph-kit/outbox'
import { and, eq } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { accountWithPassword, customerById } from '../database/customers.ts'
import { customers } from '../database/tables.ts'
import { longestPassword } from '../domain/password-rules.ts'
import type { MutationEraseMyAccountArgs } from '../graphql/types.generated.ts'
import { tooManyAttempts } from './too-many-attempts.ts'

/**
 * Erases the account and all that hangs on it (password, sessions, API keys, hotel posts), and promises in the same
 * transaction that the others take away what they hold. The password is asked again: a session left open at a desk is
 * no consent. What the sisters do follows by itself, whatever dies meanwhile.
 */
export async function eraseMyAccount({ input }: MutationEraseMyAccountArgs, context: Context) {
  const { db, now, client, viewer, attempts, passwords, cookie } = context
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

  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(customers)
      .where(and(eq(customers.id, customer.id), eq(customers.kind, 'ACCOUNT')))
      .returning({ id: customers.id })
    // Asked twice at once: the other one promised it.
    if (gone.length > 0) await promise(tx, customerErased, { customerId: customer.id, erasedAt: now.toISOString() })
  })
  cookie.clear()
  return { __typename: 'AccountErased' as const, at: now }
}
