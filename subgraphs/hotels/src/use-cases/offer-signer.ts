import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'

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
 * Signs offers as compact JWS (RFC 7515), EdDSA over Ed25519 (RFC 8037). `former` are public keys that signed before:
 * offers that are still in hand stay good when the key changes.
 */
export function createOfferSigner(privateJwk: JWK, former: readonly JWK[] = []) {
  const key = createPrivateKey({ key: privateJwk as never, format: 'jwk' })
  const kid = thumbprint(privateJwk)
  const header = base64url({ alg: 'EdDSA', typ: 'JWT', kid })
  const known = [privateJwk, ...former].map(publicPart)
  const verifiers = new Map(
    known.map((jwk) => [thumbprint(jwk), createPublicKey({ key: jwk as never, format: 'jwk' })] as const),
  )
  return {
    /** The JWK Set (RFC 7517) that tells others which signatures are ours. */
    keySet: { keys: known.map((jwk) => ({ ...jwk, use: 'sig', alg: 'EdDSA', kid: thumbprint(jwk) })) },

    sign(claims: OfferClaims): string {
      const signed = `${header}.${base64url(claims)}`
      return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
    },

    /** What an offer of ours says, expired or not; null when it is none of ours. */
    read(token: string): OfferClaims | null {
      const [head = '', body = '', signature = '', more] = token.split('.')
      if (more !== undefined || signature === '') return null
      const verifier = verifiers.get(keyIdOf(head))
      if (!verifier) return null
      if (!verify(null, Buffer.from(`${head}.${body}`), verifier, Buffer.from(signature, 'base64url'))) return null
      return offerClaims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
    },
  }
}

/** Read before the signature is checked, only to choose the key it is checked with. */
function keyIdOf(head: string): string {
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString())
    const { alg, kid } = header as { alg?: unknown; kid?: unknown }
    return alg === 'EdDSA' && typeof kid === 'string' ? kid : ''
  } catch {
    return ''
  }
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
