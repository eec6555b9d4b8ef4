import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto'

import { privateKey, publicKey, verifyCompact } from '@staygraph/subgraph-kit/jws'
import { signTogether, togetherAlg } from '@staygraph/subgraph-kit/signed-together'
import type { JWK } from 'jose'

import { offerClaims, type OfferClaims } from '../../contract/offer.ts'

/** Until when a price holds, in seconds. */
export const offerSeconds = 20 * 60

export type OfferSigner = ReturnType<typeof createOfferSigner>

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** RFC 7638: the key's own name, from its required members in order. */
const thumbprint = ({ crv, kty, x }: JWK) =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')

const publicPart = ({ kty, crv, x }: JWK): JWK => ({ kty, crv, x }) as JWK

/**
 * Signs offers as compact JWS (RFC 7515), EdDSA over Ed25519 (RFC 8037): one alone, those of a page together. `former` are
 * public keys that signed before: offers that are still in hand stay good when the key changes.
 */
export function createOfferSigner(privateJwk: JWK, former: readonly JWK[] = []) {
  const key = privateKey(privateJwk)
  const kid = thumbprint(privateJwk)
  const known = [privateJwk, ...former].map(publicPart)
  const verifiers = new Map<unknown, KeyObject>(known.map((jwk) => [thumbprint(jwk), publicKey(jwk)]))
  const verifierOf = (_: unknown, named: unknown): KeyObject => {
    const verifier = verifiers.get(named)
    if (!verifier) throw new Error('this is not signed by a key of ours')
    return verifier
  }
  return {
    /** The JWK Set (RFC 7517) that tells others which signatures are ours. */
    keySet: { keys: known.map((jwk) => ({ ...jwk, use: 'sig', alg: 'EdDSA', kid: thumbprint(jwk) })) },

    sign: inBatches(kid, key),

    /** What an offer of ours says, expired or not; null when it is none of ours. */
    read(token: string): OfferClaims | null {
      let claims: Record<string, unknown>
      try {
        claims = verifyCompact(token, verifierOf, { together: true })
      } catch {
        return null
      }
      return offerClaims.parse(claims)
    },
  }
}

type Waiting = { body: string; resolve: (token: string) => void; reject: (error: unknown) => void }

/** So many are signed at once at most: seven hashes prove each of them then. */
const mostTogether = 128

/** Whatever is asked for until what goes on at this moment is done, a page of offers mostly, is signed together. */
function inBatches(kid: string, key: KeyObject) {
  const headOf = (alg: string) => base64url({ alg, typ: 'JWT', kid })
  const [alone, together] = [headOf('EdDSA'), headOf(togetherAlg)]
  let waiting: Waiting[] = []

  const tokensOf = (bodies: readonly string[]): string[] => {
    const texts = bodies.map((body) => `${bodies.length === 1 ? alone : together}.${body}`)
    const [only] = texts
    const proofs =
      texts.length === 1 && only !== undefined ? [sign(null, Buffer.from(only), key)] : signTogether(texts, key)
    return texts.map((text, at) => `${text}.${proofs[at]?.toString('base64url')}`)
  }
  const signAll = () => {
    const all = waiting
    waiting = []
    try {
      const tokens = tokensOf(all.map(({ body }) => body))
      for (const [at, { resolve }] of all.entries()) resolve(tokens[at] as string)
    } catch (error) {
      for (const { reject } of all) reject(error)
    }
  }
  return (claims: OfferClaims): Promise<string> =>
    new Promise((resolve, reject) => {
      waiting.push({ body: base64url(claims), resolve, reject })
      if (waiting.length === 1) process.nextTick(signAll) // behind all promises that are kept already
      if (waiting.length === mostTogether) signAll()
    })
}

const nameBytes = 16
/** Randomness for many names at once: each asking for it costs more than what it gives. */
let random = Buffer.alloc(0)

/** Names one offer among all: 128 random bits. */
export function offerName(): string {
  if (random.length < nameBytes) random = randomBytes(256 * nameBytes)
  const name = random.toString('base64url', 0, nameBytes)
  random = random.subarray(nameBytes)
  return name
}
