import { lt, notExists, eq, and } from 'drizzle-orm'

import type { Services } from '../context.ts'
import { refreshTokens, sessions } from '../database/tables.ts'

/** Deletes refresh tokens that ended, and sessions that have none left. Answers how many sessions are gone. */
export async function forgetOldSessions({ db }: Pick<Services, 'db'>, now: Date): Promise<number> {
  await db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, now))
  const left = db.select().from(refreshTokens).where(eq(refreshTokens.sessionId, sessions.id))
  const aMinuteAgo = new Date(now.getTime() - 60_000) // one being opened has its token in a moment
  const gone = await db
    .delete(sessions)
    .where(and(notExists(left), lt(sessions.createdAt, aMinuteAgo)))
    .returning({ id: sessions.id })
  return gone.length
}
