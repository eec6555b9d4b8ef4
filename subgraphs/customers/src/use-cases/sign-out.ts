import { and, eq, inArray, isNull } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { refreshTokens, sessions } from '../database/tables.ts'
import { hashOfSecret } from '../domain/secret.ts'

/** Ends the session of the cookie, if there is one. An access token of it works until it ends by itself: ten minutes at most. */
export async function signOut({ db, now, cookie }: Context): Promise<true> {
  if (cookie.token !== undefined) {
    const ofToken = db
      .select({ id: refreshTokens.sessionId })
      .from(refreshTokens)
      .where(eq(refreshTokens.hash, hashOfSecret(cookie.token)))
    await db
      .update(sessions)
      .set({ endedAt: now, endedBecause: 'SIGNED_OUT' })
      .where(and(inArray(sessions.id, ofToken), isNull(sessions.endedAt)))
  }
  cookie.clear()
  return true
}
