import { exportJWK, generateKeyPair, type JWK } from 'jose'

import { createSigner, createTrust, type Signer, type Trust } from '../identity.ts'

/** Real Ed25519 keys for a test run: a signer a named issuer, and the trust that knows them all. */
export async function testKeys<Issuer extends string>(...issuers: Issuer[]) {
  const made = await Promise.all(
    issuers.map(async (issuer) => {
      const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
      return { issuer, privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) }
    }),
  )
  const by = <T>(read: (key: (typeof made)[number]) => T) =>
    Object.fromEntries(made.map((key) => [key.issuer, read(key)])) as Record<Issuer, T>
  const publicKeys: Record<Issuer, JWK> = by((key) => key.publicJwk)
  return {
    signers: by((key): Signer => createSigner(key.issuer, key.privateJwk)),
    privateKeys: by((key): JWK => key.privateJwk),
    publicKeys,
    trust: createTrust(publicKeys) satisfies Trust,
  }
}
