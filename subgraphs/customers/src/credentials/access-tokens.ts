import { calculateJwkThumbprint, exportJWK, importJWK, SignJWT, type JWK, type JSONWebKeySet } from 'jose'

/** How long an access token works. It cannot be taken back, so it is short; signing out ends what could renew it. */
export const accessTokenMs = 600_000

export type AccessTokens = Awaited<ReturnType<typeof openAccessTokens>>

/** Signs access tokens with our private Ed25519 key, and tells the public half as a JWK Set (RFC 7517). */
export async function openAccessTokens(privateJwk: JWK) {
  const { kty, crv, x } = privateJwk
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined || privateJwk.d === undefined)
    throw new Error('ACCESS_TOKEN_KEY must be a private Ed25519 JSON Web Key.')
  const key = await importJWK(privateJwk, 'EdDSA')
  const published = await exportJWK(await importJWK({ kty, crv, x }, 'EdDSA'))
  const kid = await calculateJwkThumbprint(published)
  const keys: JSONWebKeySet = { keys: [{ ...published, kid, alg: 'EdDSA', use: 'sig' }] }
  return {
    keys,
    /** `staffOf`: the hotels they work for. They work with this token for as long as it lives, whatever is decided meanwhile. */
    sign: async ({ id, email, staffOf }: { id: string; email: string; staffOf: readonly string[] }, now: Date) => {
      const expiresAt = new Date(now.getTime() + accessTokenMs)
      const accessToken = await new SignJWT({ email, ...(staffOf.length === 0 ? {} : { staffOf }) })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
        .setSubject(id)
        .setIssuer('staygraph:customers')
        .setAudience('staygraph:gateway')
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(key)
      return { accessToken, expiresAt }
    },
  }
}
