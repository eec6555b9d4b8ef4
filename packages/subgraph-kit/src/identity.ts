import { createHash } from 'node:crypto'

import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose'
import { z } from 'zod'

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
export type Signer = { issuer: string; key: Promise<CryptoKey | Uint8Array> }

/** One's own name and private Ed25519 key, imported once. */
export const createSigner = (issuer: string, privateJwk: JWK): Signer => ({
  issuer,
  key: importJWK(privateJwk, 'EdDSA'),
})

/** The public keys of the sisters one listens to, imported once. */
export function createTrust(keyring: Keyring) {
  const keys = new Map(Object.entries(keyring).map(([issuer, jwk]) => [issuer, importJWK(jwk, 'EdDSA')]))
  return async (issuer: string | undefined) => {
    const key = issuer === undefined ? undefined : keys.get(issuer)
    if (!key) throw new Error(`no key is trusted for issuer ${issuer ?? '(none)'}`)
    return key
  }
}
export type Trust = ReturnType<typeof createTrust>

const bodyHash = (body: string | Uint8Array) => createHash('sha256').update(body).digest('base64url')
const audience = (service: string) => `staygraph:${service}`

/** Vouches for one request to one service, for 60 seconds; bound to the body, so that it cannot be moved to another request. */
export async function mintIdentity(
  { issuer, key }: Signer,
  to: string,
  body: string | Uint8Array,
  who: Viewer,
  client?: string,
) {
  return new SignJWT({ viewer: who, bh: bodyHash(body), ...(client === undefined ? {} : { client }) })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(issuer)
    .setAudience(audience(to))
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await key)
}

const claims = z.object({ iss: z.string(), bh: z.string(), viewer, client: z.string().optional() })

/** Answers who makes the request, or throws: no token, a stranger's, another audience's, an expired one, another body's. */
export async function verifyIdentity(
  token: string | undefined,
  trust: Trust,
  service: string,
  body: string | Uint8Array,
): Promise<Identity> {
  if (!token) throw new Error('no identity was given')
  const { payload } = await jwtVerify(token, async () => trust(issuerOf(token)), {
    audience: audience(service),
    algorithms: ['EdDSA'],
    clockTolerance: 5,
  })
  const { iss, bh, viewer: who, client } = claims.parse(payload)
  if (bh !== bodyHash(body)) throw new Error('the identity belongs to another body')
  return { issuer: iss, viewer: who, ...(client === undefined ? {} : { client }) }
}

/** Signs any small claim for another of our services: a link, a grant. Times in seconds. */
export async function signClaim(
  { issuer, key }: Signer,
  to: string,
  claim: Record<string, unknown>,
  expiresInSeconds: number,
) {
  return new SignJWT(claim)
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(issuer)
    .setAudience(audience(to))
    .setIssuedAt()
    .setExpirationTime(`${expiresInSeconds}s`)
    .sign(await key)
}

/** Reads such a claim, or throws. `issuers` are those allowed to make it. */
export async function verifyClaim<Claim extends z.ZodType>(
  token: string,
  trust: Trust,
  service: string,
  issuers: string[],
  claim: Claim,
): Promise<z.infer<Claim>> {
  const { payload } = await jwtVerify(token, async () => trust(issuerOf(token)), {
    audience: audience(service),
    issuer: issuers,
    algorithms: ['EdDSA'],
    clockTolerance: 5,
  })
  return claim.parse(payload)
}

/** Read before the signature is checked, only to choose the key it must be checked with. */
function issuerOf(token: string): string | undefined {
  const body = token.split('.')[1] ?? ''
  const read = z.object({ iss: z.string() }).safeParse(JSON.parse(Buffer.from(body, 'base64url').toString() || '{}'))
  return read.success ? read.data.iss : undefined
}
