import { createHmac, hash, timingSafeEqual, type KeyObject } from 'node:crypto'

import { z } from 'zod'

import { headOf, type PairKeys } from './pair-keys.ts'

/** On whose behalf a request is made. Scopes and mode come with an integrator's API key. */
export const viewer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('customer'),
    customerId: z.string(),
    email: z.string(),
    /** The ids of the houses they work for, as of when they signed in or refreshed. Missing: none. */
    staffOf: z.array(z.string()).optional(),
  }),
  z.object({
    kind: z.literal('integrator'),
    clientId: z.string(),
    scopes: z.array(z.string()),
    mode: z.enum(['TEST', 'LIVE']),
  }),
  z.object({ kind: z.literal('service'), name: z.string() }),
])
export type Viewer = z.infer<typeof viewer>

/** `client` is the address the request came from as the gateway saw it, for rate limits. `issuer` is who vouches for it. */
export type Identity = { issuer: string; viewer: Viewer; client?: string }

export const identityHeader = 'x-staygraph-identity'

const lifeSeconds = 60
/** Between our machines' clocks. */
const toleranceSeconds = 5
const nowInSeconds = () => Math.floor(Date.now() / 1_000)
const bodyHash = (body: string | Uint8Array) => hash('sha256', body, 'base64url')
const audience = (service: string) => `staygraph:${service}`
const mac = (text: string, key: KeyObject) => createHmac('sha256', key).update(text).digest('base64url')

/**
 * Vouches for one request to one sister, for 60 seconds; bound to the body, so that it cannot be moved to another
 * request. A JWT (RFC 7519), signed HS256 by the key that we share with that sister alone: see the README for why.
 */
export function mintIdentity(
  keys: PairKeys,
  to: string,
  body: string | Uint8Array,
  who: Viewer,
  client?: string,
): string {
  const key = keys.to.get(to)
  if (!key) throw new Error(`${keys.name} knows no key of ${to}`)
  const iat = nowInSeconds()
  const said = {
    iss: keys.name,
    aud: audience(to),
    iat,
    exp: iat + lifeSeconds,
    bh: bodyHash(body),
    viewer: who,
    client,
  }
  const signed = `${keys.head}.${Buffer.from(JSON.stringify(said)).toString('base64url')}`
  return `${signed}.${mac(signed, key)}`
}

const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  bh: z.string(),
  viewer,
  client: z.string().optional(),
})

/** Answers who makes the request, or throws: no token, a stranger's, another audience's, an expired one, another body's. */
export function verifyIdentity(token: string | undefined, keys: PairKeys, body: string | Uint8Array): Identity {
  if (!token) throw new Error('no identity was given')
  const dot = token.indexOf('.')
  const end = token.lastIndexOf('.')
  const head = token.slice(0, Math.max(dot, 0))
  const pair = keys.from.get(head)
  if (!pair) throw new Error(whyUnknown(head))
  if (!isSame(token.slice(end + 1), mac(token.slice(0, end), pair.key)))
    throw new Error('signature verification failed')
  // Only what a sister wrote is read.
  const read: unknown = JSON.parse(Buffer.from(token.slice(dot + 1, end), 'base64url').toString())
  const { iss, aud, exp, bh, viewer: who, client } = claims.parse(read)
  if (iss !== pair.issuer) throw new Error('unexpected "iss" claim value')
  if (aud !== audience(keys.name)) throw new Error('unexpected "aud" claim value')
  if (exp <= nowInSeconds() - toleranceSeconds) throw new Error('the identity has expired')
  if (bh !== bodyHash(body)) throw new Error('the identity belongs to another body')
  return { issuer: iss, viewer: who, ...(client === undefined ? {} : { client }) }
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const header = z.object({ alg: z.string(), kid: z.string().max(100) })

/** For the log, once it is refused. */
function whyUnknown(head: string): string {
  try {
    const { alg, kid } = header.parse(JSON.parse(Buffer.from(head, 'base64url').toString()))
    if (alg !== 'HS256') return 'this identity is not signed by HS256'
    return head === headOf(kid) ? `no key is trusted for issuer ${kid}` : 'this is not how our identities begin'
  } catch {
    return 'this is not a compact JWS'
  }
}
