import type { KeyObject } from 'node:crypto'

import type { JWK } from 'jose'
import { z } from 'zod'

import { privateKey, publicKey, signCompact, verifyCompact } from './jws.ts'

// Small claims that go through other hands and stay good for a while: links, grants. Signed by EdDSA, so that whoever
// reads them cannot make them.

export type Keyring = Record<string, JWK>
export type Signer = { issuer: string; key: KeyObject }

/** One's own name and private Ed25519 key, imported once. */
export const createSigner = (issuer: string, privateJwk: JWK): Signer => ({ issuer, key: privateKey(privateJwk) })

/** The public keys of those whose claims one reads, imported once. */
export function createTrust(keyring: Keyring) {
  const keys = new Map(Object.entries(keyring).map(([issuer, jwk]) => [issuer, publicKey(jwk)]))
  return (issuer: unknown): KeyObject => {
    const key = typeof issuer === 'string' ? keys.get(issuer) : undefined
    if (!key) throw new Error(`no key is trusted for issuer ${typeof issuer === 'string' ? issuer : '(none)'}`)
    return key
  }
}
export type Trust = ReturnType<typeof createTrust>

const audience = (service: string) => `staygraph:${service}`
const nowInSeconds = () => Math.floor(Date.now() / 1_000)
/** Between our machines' clocks. */
const toleranceSeconds = 5

/** Genuine and meant for us, but its time is over: whoever holds it needs a new one. */
export class TokenExpired extends Error {
  override name = 'TokenExpired'
  override message = 'the token has expired'
}

/** Signs any small claim for one of our services: a link, a grant. Times in seconds. */
export async function signClaim(
  { issuer, key }: Signer,
  to: string,
  claim: Record<string, unknown>,
  expiresInSeconds: number,
): Promise<string> {
  const iat = nowInSeconds()
  return signCompact({ ...claim, iss: issuer, aud: audience(to), iat, exp: iat + expiresInSeconds }, key)
}

const times = z.object({ aud: z.string(), exp: z.number() })

/** Reads such a claim, or throws. `issuers` are those allowed to make it. */
export async function verifyClaim<Claim extends z.ZodType>(
  text: string,
  trust: Trust,
  service: string,
  issuers: string[],
  claim: Claim,
): Promise<z.infer<Claim>> {
  const read = verifyCompact(text, ({ iss }) => trust(iss))
  const { aud, exp } = times.parse(read)
  if (aud !== audience(service)) throw new Error('unexpected "aud" claim value')
  if (exp <= nowInSeconds() - toleranceSeconds) throw new TokenExpired()
  if (!issuers.includes(String(read['iss']))) throw new Error('unexpected "iss" claim value')
  return claim.parse(read)
}
