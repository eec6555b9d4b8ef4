import { GraphQLError } from 'graphql'

import { isKey } from '../domain/requester.ts'
import { askAgainWithTheSameKey, isSilent } from './outage.ts'

/** A request that its idempotency key makes safe to ask again: when our database is away, the client is told to do just that. */
export async function askOnce<Answer>(idempotencyKey: string, work: () => Promise<Answer>): Promise<Answer> {
  if (!isKey(idempotencyKey))
    throw new GraphQLError('idempotencyKey must be 8 to 200 printable characters.', {
      extensions: { code: 'BAD_USER_INPUT' },
    })
  try {
    return await work()
  } catch (error) {
    throw isSilent(error) ? askAgainWithTheSameKey(error) : error
  }
}
