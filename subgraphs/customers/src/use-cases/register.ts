import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { customers, passwords } from '../database/tables.ts'
import { readEmailAddress } from '../domain/email-address.ts'
import { whyWeak } from '../domain/password-rules.ts'
import { readName } from '../domain/person-name.ts'
import type { MutationRegisterArgs } from '../graphql/types.generated.ts'
import { openSession } from './open-session.ts'
import { tooManyAttempts } from './too-many-attempts.ts'

/**
 * Opens an account and signs in. It is a customer of its own, apart from the guest who may have booked with the same
 * address: nobody has proven yet whose the address is, so it opens no trip that others booked under it.
 */
export async function register({ input }: MutationRegisterArgs, context: Context) {
  const { db, now, client, attempts, commonPasswords } = context
  const givenName = readName(input.givenName)
  const familyName = readName(input.familyName)
  if (givenName === null || familyName === null)
    throw new GraphQLError('A name has 1 to 100 characters.', {
      extensions: { code: 'BAD_USER_INPUT', field: givenName === null ? 'givenName' : 'familyName' },
    })
  const address = readEmailAddress(input.email)
  if (!address)
    return {
      __typename: 'InvalidEmail' as const,
      message: 'This cannot be an email address. Write it like name@example.com.',
    }
  const weak = whyWeak(input.password, address.email, commonPasswords)
  if (weak !== null) return { __typename: 'WeakPassword' as const, message: weak }
  const wait = await attempts.register(client)
  if (wait > 0) return tooManyAttempts(wait)

  const hash = await context.passwords.hash(input.password)
  const customer = await db.transaction(async (tx) => {
    const [made] = await tx
      .insert(customers)
      .values({ kind: 'ACCOUNT', email: address.email, emailKey: address.key, givenName, familyName, createdAt: now })
      .onConflictDoNothing({ target: [customers.emailKey, customers.kind] })
      .returning()
    if (made) await tx.insert(passwords).values({ customerId: made.id, hash, changedAt: now })
    return made
  })
  if (!customer)
    return { __typename: 'EmailTaken' as const, message: 'There is an account with this address already. Sign in.' }
  return openSession(customer, context)
}
