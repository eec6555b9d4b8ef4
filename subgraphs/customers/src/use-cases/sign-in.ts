import type { Context } from '../context.ts'
import { accountWithPassword } from '../database/customers.ts'
import { readEmailAddress } from '../domain/email-address.ts'
import { longestPassword } from '../domain/password-rules.ts'
import type { MutationSignInArgs } from '../graphql/types.generated.ts'
import { openSession } from './open-session.ts'
import { tooManyAttempts } from './too-many-attempts.ts'

/**
 * Opens a session for whoever knows the password. An address without an account is counted, timed and answered like one
 * with: signing in tells nobody who our customers are.
 */
export async function signIn({ input }: MutationSignInArgs, context: Context) {
  const { db, client, attempts, passwords } = context
  const address = readEmailAddress(input.email)
  const key = address?.key ?? input.email.trim().toLowerCase().slice(0, 254)
  const wait = await attempts.signIn(key, client)
  if (wait > 0) return tooManyAttempts(wait)

  const account = address ? await accountWithPassword(db, address.key) : undefined
  const right = await passwords.verify(account?.hash, input.password.slice(0, longestPassword * 2))
  if (!right || !account)
    return { __typename: 'WrongCredentials' as const, message: 'Address and password do not belong together.' }
  await attempts.signedIn(key, client)
  return openSession(account.customer, context)
}
