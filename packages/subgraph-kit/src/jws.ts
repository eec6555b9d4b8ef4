import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto'

import type { JWK } from 'jose'

// Compact JWS (RFC 7515) by EdDSA over Ed25519 (RFC 8037), and nothing else: claims and offers are signed so.
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

/** Whatever a token claims, by whoever; or throws. `keyOf` answers the key it must be signed with, by its claims, or throws. */
export function verifyCompact(
  token: string,
  keyOf: (claims: Record<string, unknown>) => KeyObject,
): Record<string, unknown> {
  const [head = '', body = '', signature = '', more] = token.split('.')
  if (more !== undefined || signature === '') throw new Error('this is not a compact JWS')
  const { alg, crit } = readObject(head)
  if (alg !== 'EdDSA' || crit !== undefined) throw new Error('this JWS is not signed by EdDSA')
  const claims = readObject(body)
  const signed = Buffer.from(`${head}.${body}`)
  if (!verify(null, signed, keyOf(claims), Buffer.from(signature, 'base64url')))
    throw new Error('signature verification failed')
  return claims
}

function readObject(part: string): Record<string, unknown> {
  const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString() || 'null')
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('this is not a compact JWS')
  return read as Record<string, unknown>
}
