import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto'

import type { JWK } from 'jose'

import { isSignedTogether, togetherAlg } from './signed-together.ts'

// Compact JWS (RFC 7515) by EdDSA over Ed25519 (RFC 8037), and nothing else: claims and offers are signed so; offers also
// many at once.
// On node:crypto, in the calling thread: a library over WebCrypto takes half as much again of the processor, most of it
// on the way to another thread and back.

export const privateKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
export const publicKey = (jwk: JWK): KeyObject => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = encoded({ alg: 'EdDSA' })

export function signCompact(claims: Record<string, unknown>, key: KeyObject): string {
  const signed = `${header}.${encoded(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/**
 * Whatever a token claims, by whoever; or throws. `keyOf` answers the key it must be signed with, by its claims and the
 * name of the key in its header, or throws. `together`: it may also be one of many that were signed at once.
 */
export function verifyCompact(
  token: string,
  keyOf: (claims: Record<string, unknown>, kid: unknown) => KeyObject,
  { together = false } = {},
): Record<string, unknown> {
  const [head = '', body = '', signature = '', more] = token.split('.')
  if (more !== undefined || signature === '') throw new Error('this is not a compact JWS')
  const { alg, crit, kid } = readObject(head)
  const isOfMany = together && alg === togetherAlg
  if ((alg !== 'EdDSA' && !isOfMany) || crit !== undefined) throw new Error('this JWS is not signed by EdDSA')
  const claims = readObject(body)
  const [signed, proof, key] = [`${head}.${body}`, Buffer.from(signature, 'base64url'), keyOf(claims, kid)]
  if (!(isOfMany ? isSignedTogether(signed, proof, key) : verify(null, Buffer.from(signed), key, proof)))
    throw new Error('signature verification failed')
  return claims
}

function readObject(part: string): Record<string, unknown> {
  const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString() || 'null')
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('this is not a compact JWS')
  return read as Record<string, unknown>
}
