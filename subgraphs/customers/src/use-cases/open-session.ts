import { randomBytes } from 'node:crypto'

import type { Queryable } from '@staygraph/subgraph-kit/database'

import type { Context } from '../context.ts'
import { hotelsOf } from '../database/staff.ts'
import { refreshTokens, sessions, type CustomerRow } from '../database/tables.ts'
import { hashOfSecret } from '../domain/secret.ts'
import { refreshExpiry } from '../domain/session-rules.ts'

/** Who just proved to be this customer gets an access token to send and a refresh token in the cookie. */
export async function openSession(customer: CustomerRow, context: Context) {
  const { db, now, cookie } = context
  const refresh = await db.transaction(async (tx) => {
    const [session] = await tx
      .insert(sessions)
      .values({ customerId: customer.id, createdAt: now })
      .returning({ id: sessions.id })
    if (!session) throw new Error('a session that was inserted is not returned')
    return giveRefreshToken(tx, session.id, now, now)
  })
  cookie.set(refresh.token, refresh.expiresAt)
  return sessionOf(customer, context)
}

/** What a session is answered with: an access token that says who they are, and for which hotels they work now. */
export async function sessionOf(customer: CustomerRow, { db, now, accessTokens }: Context) {
  const staffOf = await hotelsOf(db, customer.id)
  return { __typename: 'Session' as const, customer, ...(await accessTokens.sign({ ...customer, staffOf }, now)) }
}

/** A new refresh token of a session, kept as its hash. It reaches the client in the cookie only. */
export async function giveRefreshToken(
  tx: Pick<Queryable, 'insert'>,
  sessionId: string,
  sessionBegan: Date,
  now: Date,
) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = refreshExpiry(sessionBegan, now)
  await tx.insert(refreshTokens).values({ hash: hashOfSecret(token), sessionId, issuedAt: now, expiresAt })
  return { token, expiresAt }
}
