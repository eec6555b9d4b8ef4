import { generateKeyPairSync } from 'node:crypto'

import type { JWK } from 'jose'

import { createSigner, createTrust, type Signer, type Trust } from '../claim.ts'
import { derivePairKeys, type PairKeys, type PrivateJwk, type PublicJwk } from '../pair-keys.ts'

/** A fresh X25519 key. */
export function makeIdentityKey(): PrivateJwk {
  return generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) as PrivateJwk
}

export const publicHalf = ({ d: _private, ...shown }: PrivateJwk): PublicJwk => shown

/** Real keys for a test run: of everybody with everybody else for identities, and for claims a signer and the trust that knows them all. */
export async function testKeys<Name extends string>(...names: Name[]) {
  const by = <T>(read: (name: Name) => T) =>
    Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, T>
  const privateKeys: Record<Name, PrivateJwk> = by(makeIdentityKey)
  const publicKeys: Record<Name, PublicJwk> = by((name) => publicHalf(privateKeys[name]))
  const claimKeys: Record<Name, JWK> = by(
    () => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK,
  )
  const publicClaimKeys: Record<Name, JWK> = by((name) => {
    const { d: _private, ...shown } = claimKeys[name]
    return shown
  })
  return {
    privateKeys,
    publicKeys,
    pairs: by((name): PairKeys => derivePairKeys(name, privateKeys[name], publicKeys)),
    claimKeys,
    publicClaimKeys,
    signers: by((name): Signer => createSigner(name, claimKeys[name])),
    trust: createTrust(publicClaimKeys) satisfies Trust,
  }
}
