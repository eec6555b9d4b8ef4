import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  timingSafeEqual,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'

/** An X25519 key as JSON Web Key (RFC 8037). */
export type PublicJwk = { kty: 'OKP'; crv: 'X25519'; x: string }
export type PrivateJwk = PublicJwk & { d: string }

/** What one process shares with each of its sisters, and with nobody else: a key for either direction. */
export type PairKeys = {
  /** Whose they are. */
  name: string
  /** How every token of ours begins. */
  head: string
  /** For what we say, by the name of whoever hears it. */
  to: ReadonlyMap<string, KeyObject>
  /** For what we hear, by how the tokens of whoever says it begin. */
  from: ReadonlyMap<string, { issuer: string; key: KeyObject }>
}

/**
 * The protected header of a token: which algorithm, whose key. It is compared to those of the sisters we know, byte by
 * byte, and never read: so no token can choose by which algorithm, or with which key, it is verified.
 */
export const headOf = (issuer: string) =>
  Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: issuer })).toString('base64url')

/**
 * Our own private key and the public keys of our sisters make the keys of each pair, once. Throws, with the name of the
 * sister, when a key is of another curve, is ours and yet another, or is one with which anybody could know the secret.
 */
export function derivePairKeys(name: string, ownKey: PrivateJwk, sisters: Record<string, PublicJwk>): PairKeys {
  const own = readKey(`the key of ${name}`, () => createPrivateKey({ key: ownKey as JsonWebKey, format: 'jwk' }))
  const ownX = publicX(own)
  if (ownX !== ownKey.x) throw new Error(`the key of ${name} has a public half that is not its own`)
  const to = new Map<string, KeyObject>()
  const from = new Map<string, { issuer: string; key: KeyObject }>()
  for (const [sister, jwk] of Object.entries(sisters)) {
    const key = readKey(`the key of ${sister}`, () => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }))
    const x = publicX(key)
    if (sister === name && x !== ownX) throw new Error(`its sisters are told another key of ${name} than it has`)
    if (sister === name) continue
    const secret = sharedSecret(sister, own, key)
    to.set(sister, pairKey(secret, { name, x: ownX }, { name: sister, x }))
    from.set(headOf(sister), { issuer: sister, key: pairKey(secret, { name: sister, x }, { name, x: ownX }) })
  }
  return { name, head: headOf(name), to, from }
}

function readKey(which: string, read: () => KeyObject): KeyObject {
  const key = read()
  if (key.asymmetricKeyType === 'x25519') return key
  throw new Error(`${which} is not an X25519 key but ${key.asymmetricKeyType}`)
}

const publicX = (key: KeyObject): string => {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (x === undefined) throw new Error('a key without its public half')
  return x
}

const nothing = Buffer.alloc(32)

/** RFC 7748, section 6.1. A point of low order makes all zeros of any private key: a secret that everybody knows. */
function sharedSecret(sister: string, privateKey: KeyObject, publicKey: KeyObject): Buffer {
  let secret = nothing
  try {
    secret = diffieHellman({ privateKey, publicKey })
  } catch {
    // OpenSSL refuses such a point by itself; another library need not.
  }
  if (timingSafeEqual(secret, nothing)) throw new Error(`the key of ${sister} is of low order: it keeps no secret`)
  return secret
}

type Party = { name: string; x: string }

/** RFC 5869. Both names in their order make a key for each direction; both public keys bind it to these very keys. */
function pairKey(secret: Buffer, issuer: Party, audience: Party): KeyObject {
  const info = JSON.stringify(['staygraph identity 1 HS256', issuer.name, audience.name, issuer.x, audience.x])
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', info, 32)))
}
