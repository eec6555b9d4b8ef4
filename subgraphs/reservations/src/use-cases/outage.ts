import { isOutage, wasRolledBack } from '@staygraph/subgraph-kit/database'
import { GraphQLError } from 'graphql'

/** Our database could not be asked, or not in time. */
export const isSilent = (error: unknown) => isOutage(error) || wasRolledBack(error)

/**
 * We cannot read how a booking stands, so we cannot say that nothing was charged: the client asks again with the same
 * key, which books and charges once however often it is asked.
 */
export const askAgainWithTheSameKey = (cause: unknown) =>
  new GraphQLError(
    'We cannot read our records just now. Ask again with the same idempotency key: nothing is booked or charged twice.',
    {
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true, retryAfterSeconds: 3 },
      originalError: cause as Error,
    },
  )
