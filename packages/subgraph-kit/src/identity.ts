import { hash, type KeyObject } from 'node:crypto'

import type { JWK } from 'jose'
import { z } from 'zod'

import { privateKey, publicKey, signCompact, verifyCompact } from './jws.ts'

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

export type Keyring = Record<string, JWK>
export type Signer = { issuer: string; key: KeyObject }

/** One's own name and private Ed25519 key, imported once. */
export const createSigner = (issuer: string, privateJwk: JWK): Signer => ({ issuer, key: privateKey(privateJwk) })

/** The public keys of the sisters one listens to, imported once. */
export function createTrust(keyring: Keyring) {
  const keys = new Map(Object.entries(keyring).map(([issuer, jwk]) => [issuer, publicKey(jwk)]))
  return (issuer: unknown): KeyObject => {
    const key = typeof issuer === 'string' ? keys.get(issuer) : undefined
    if (!key) throw new Error(`no key is trusted for issuer ${typeof issuer === 'string' ? issuer : '(none)'}`)
    return key
  }
}
export type Trust = ReturnType<typeof createTrust>

const bodyHash = (body: string | Uint8Array) => hash('sha256', body, 'base64url')
const audience = (service: string) => `staygraph:${service}`
const nowInSeconds = () => Math.floor(Date.now() / 1_000)
/** Between our machines' clocks. */
const toleranceSeconds = 5

function token({ issuer, key }: Signer, to: string, claim: Record<string, unknown>, expiresInSeconds: number) {
  const iat = nowInSeconds()
  return signCompact({ ...claim, iss: issuer, aud: audience(to), iat, exp: iat + expiresInSeconds }, key)
}

/** Genuine and meant for us, but its time is over: whoever holds it needs a new one. */
export class TokenExpired extends Error {
  override name = 'TokenExpired'
  override message = 'the token has expired'
}

const times = z.object({ aud: z.string(), exp: z.number() })

/** Signed by a sister we trust, meant for this service, and still good; or throws. */
function readToken(text: string, trust: Trust, service: string): Record<string, unknown> {
  const read = verifyCompact(text, ({ iss }) => trust(iss))
  const { aud, exp } = times.parse(read)
  if (aud !== audience(service)) throw new Error('unexpected "aud" claim value')
  if (exp <= nowInSeconds() - toleranceSeconds) throw new TokenExpired()
  return read
}

/** Vouches for one request to one service, for 60 seconds; bound to the body, so that it cannot be moved to another request. */
export async function mintIdentity(
  signer: Signer,
  to: string,
  body: string | Uint8Array,
  who: Viewer,
  client?: string,
) {
  return token(signer, to, { viewer: who, bh: bodyHash(body), ...(client === undefined ? {} : { client }) }, 60)
}

const claims = z.object({ iss: z.string(), bh: z.string(), viewer, client: z.string().optional() })

/** Answers who makes the request, or throws: no token, a stranger's, another audience's, an expired one, another body's. */
export async function verifyIdentity(
  text: string | undefined,
  trust: Trust,
  service: string,
  body: string | Uint8Array,
): Promise<Identity> {
  if (!text) throw new Error('no identity was given')
  const { iss, bh, viewer: who, client } = claims.parse(readToken(text, trust, service))
  if (bh !== bodyHash(body)) throw new Error('the identity belongs to another body')
  return { issuer: iss, viewer: who, ...(client === undefined ? {} : { client }) }
}

/** Signs any small claim for another of our services: a link, a grant. Times in seconds. */
export async function signClaim(
  signer: Signer,
  to: string,
  claim: Record<string, unknown>,
  expiresInSeconds: number,
): Promise<string> {
  return token(signer, to, claim, expiresInSeconds)
}

/** Reads such a claim, or throws. `issuers` are those allowed to make it. */
export async function verifyClaim<Claim extends z.ZodType>(
  text: string,
  trust: Trust,
  service: string,
  issuers: string[],
  claim: Claim,
): Promise<z.infer<Claim>> {
  const read = readToken(text, trust, service)
  if (!issuers.includes(String(read['iss']))) throw new Error('unexpected "iss" claim value')
  return claim.parse(read)
}
