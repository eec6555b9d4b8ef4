import { and, eq, gt, isNull } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { customers, refreshTokens, sessions } from '../database/tables.ts'
import { hashOfSecret } from '../domain/secret.ts'
import { judgeToken } from '../domain/session-rules.ts'
import { giveRefreshToken, sessionOf } from './open-session.ts'

/**
 * A new access token for the refresh token in the cookie, which is exchanged for its successor. A token that comes again
 * later was copied: nobody can tell the thief from the owner, so the session ends for both.
 */
export async function refreshSession(context: Context) {
  const { db, now, cookie, logger } = context
  if (cookie.token === undefined) return ended()
  const hash = hashOfSecret(cookie.token)

  const outcome = await db.transaction(async (tx) => {
    // Of two requests with the same token the database lets one mark it used; the other is judged below.
    const [fresh] = await tx
      .update(refreshTokens)
      .set({ usedAt: now })
      .where(and(eq(refreshTokens.hash, hash), isNull(refreshTokens.usedAt), gt(refreshTokens.expiresAt, now)))
      .returning({ sessionId: refreshTokens.sessionId })
    const [known] = await tx
      .select({ token: refreshTokens, session: sessions, customer: customers })
      .from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
      .innerJoin(customers, eq(customers.id, sessions.customerId))
      .where(eq(refreshTokens.hash, hash))
    if (!known) return null
    const { token, session, customer } = known
    const worth = judgeToken({ ...token, sessionEndedAt: session.endedAt }, now)
    if (worth === 'REUSED') {
      await tx
        .update(sessions)
        .set({ endedAt: now, endedBecause: 'TOKEN_REUSED' })
        .where(and(eq(sessions.id, session.id), isNull(sessions.endedAt)))
      logger.warn(
        { session: session.id, customer: customer.id },
        'a refresh token was used twice: its session is ended',
      )
    }
    if (worth !== 'RACING') return null
    const successor = fresh ? await giveRefreshToken(tx, session.id, session.createdAt, now) : undefined
    return { customer, successor }
  })

  if (!outcome) {
    cookie.clear()
    return ended()
  }
  const { customer, successor } = outcome
  if (successor) cookie.set(successor.token, successor.expiresAt)
  return sessionOf(customer, context)
}

const ended = () => ({ __typename: 'SessionEnded' as const, message: 'The session has ended. Sign in again.' })
