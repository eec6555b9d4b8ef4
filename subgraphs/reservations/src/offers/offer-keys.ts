import type { KeyObject } from 'node:crypto'

import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import type { Database } from '@staygraph/subgraph-kit/database'
import { publicKey, verifyCompact } from '@staygraph/subgraph-kit/jws'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { gt, sql } from 'drizzle-orm'
import type { JWK } from 'jose'
import { request } from 'undici'
import { z } from 'zod'

import { offerKeys } from '../database/tables.ts'
import { longestToken, readClaims } from '../domain/offer.ts'

/** RFC 7517. */
const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) })

/** A key that hotels no longer shows is trusted this much longer: as long as the longest offer it may have signed. */
const lingerMs = 3_600_000
/** An unknown key makes us ask hotels again, yet not for each forged token; sooner when hotels did not answer: it may be up by now. */
const askAgainMs = { answered: 2_000, unanswered: 100 }

/** What is known of a token: hotels' own word; nobody's; or, while hotels cannot be asked, not known. */
export type Verdict = { state: 'GENUINE'; claims: OfferClaims } | { state: 'FORGED' } | { state: 'UNKNOWN_KEY' }

type Options = { db: Database; hotelsUrl: string; logger: Logger; now: () => Date }

/**
 * hotels' public keys: kept in our own database, so that an offer in hand can be booked while hotels is away, even
 * after we were started anew. Asked for at the start, on a key not seen before, and every ten minutes.
 */
export function openOfferKeys({ db, hotelsUrl, logger, now }: Options) {
  let keys = new Map<string, KeyObject>()
  let asking: Promise<boolean> | undefined
  let askedAt = 0
  let answered = false

  /** From our own database. */
  async function load() {
    const [newest] = await db.select({ at: sql<string | null>`max(${offerKeys.lastSeenAt})` }).from(offerKeys)
    if (!newest?.at) return
    const since = new Date(Date.parse(newest.at) - lingerMs)
    const rows = await db.select().from(offerKeys).where(gt(offerKeys.lastSeenAt, since))
    keys = new Map(rows.map(({ kid, jwk }) => [kid, publicKey(jwk as JWK)]))
  }

  /** From hotels. False: it cannot be asked, and what we have stays. */
  async function ask(): Promise<boolean> {
    askedAt = now().getTime()
    try {
      const answer = await request(`${hotelsUrl}/.well-known/offer-keys.json`, { signal: AbortSignal.timeout(2_000) })
      if (answer.statusCode !== 200) throw new Error(`hotels answered ${answer.statusCode}`)
      const seen = keySet.parse(await answer.body.json()).keys
      if (seen.length > 0) {
        const lastSeenAt = now()
        await db
          .insert(offerKeys)
          .values(seen.map((jwk) => ({ kid: jwk.kid, jwk, lastSeenAt })))
          .onConflictDoUpdate({ target: offerKeys.kid, set: { jwk: sql`excluded.jwk`, lastSeenAt } })
      }
      await load()
      return true
    } catch (error) {
      logger.warn({ reason: (error as Error).message }, 'hotels’ offer keys could not be read, those we have stay')
      if (keys.size === 0) await load()
      return false
    }
  }
  async function refresh() {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    answered = await asking
    return answered
  }

  async function verify(token: string): Promise<Verdict> {
    const kid = kidOf(token)
    if (kid === null) return { state: 'FORGED' }
    if (!keys.has(kid)) {
      const pause = answered ? askAgainMs.answered : askAgainMs.unanswered
      if (asking !== undefined || now().getTime() - askedAt >= pause) await refresh()
      if (!keys.has(kid)) return { state: answered ? 'FORGED' : 'UNKNOWN_KEY' }
    }
    const key = keys.get(kid)
    if (!key) return { state: 'UNKNOWN_KEY' }
    try {
      verifyCompact(token, () => key, { together: true })
    } catch {
      return { state: 'FORGED' } // whatever is wrong with it, hotels did not sign it so
    }
    const claims = readClaims(token)
    return claims ? { state: 'GENUINE', claims } : { state: 'FORGED' }
  }

  return { load, refresh, verify }
}
export type OfferKeys = ReturnType<typeof openOfferKeys>

function kidOf(token: string): string | null {
  if (token.length > longestToken) return null
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    const kid = typeof header === 'object' && header !== null && 'kid' in header ? header.kid : null
    return typeof kid === 'string' ? kid : null
  } catch {
    return null // not a JWS at all
  }
}
