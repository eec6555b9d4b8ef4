const day = 86_400_000

/** An unused session ends after this. */
export const idleMs = 30 * day
/** Every session ends after this, however much it is used. */
export const longestMs = 90 * day
/**
 * Two tabs wake at once and send the same refresh token: the second comes within this time of the first and gets an
 * access token, but no successor (the browser has the first one's). A thief this quick gains ten minutes, not a session.
 */
export const racingTabsMs = 10_000

export const refreshExpiry = (sessionBegan: Date, now: Date) =>
  new Date(Math.min(now.getTime() + idleMs, sessionBegan.getTime() + longestMs))

export type KnownToken = {
  expiresAt: Date
  usedAt: Date | null
  sessionEndedAt: Date | null
}

/** What a refresh token that was not freshly exchanged is worth. */
export function judgeToken(token: KnownToken, now: Date): 'ENDED' | 'RACING' | 'REUSED' {
  if (token.sessionEndedAt || token.expiresAt <= now) return 'ENDED'
  if (token.usedAt && now.getTime() - token.usedAt.getTime() > racingTabsMs) return 'REUSED'
  return 'RACING'
}
