import { postgresCode } from '@staygraph/subgraph-kit/database'
import { GraphQLError } from 'graphql'

/** Postgres or the way to it: gone, starting, full, or too slow. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '25006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
])
/** Postgres ended the statement itself: nothing of its transaction was written. */
const ended = new Set(['55P03', '57014', '40P01', '40001'])

export const isOutage = (error: unknown) => {
  const code = postgresCode(error) ?? ''
  return codes.has(code) || ended.has(code) || code.startsWith('08')
}
export const wasRolledBack = (error: unknown) => ended.has(postgresCode(error) ?? '')

/**
 * We cannot read how a booking stands, so we cannot say that nothing was charged: the client asks again with the same
 * key, which books and charges once however often it is asked.
 */
export const askAgainWithTheSameKey = (cause: unknown) =>
  new GraphQLError(
    'We cannot read our records just now. Ask again with the same idempotency key: nothing is booked or charged twice.',
    { extensions: { code: 'ASK_AGAIN_WITH_THE_SAME_KEY', retryAfterSeconds: 3 }, originalError: cause as Error },
  )
