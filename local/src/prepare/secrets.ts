import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { calculateJwkThumbprint } from 'jose'
import { z } from 'zod'

import { CannotStart } from '../embedded/cannot-start.ts'
import { claimIssuers, databaseNames, issuers } from '../service.ts'
import { replaceFile } from './replace-file.ts'

const signingKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })
const identityKey = z.object({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: z.string(), d: z.string() })

const sandboxKey = (): string => `sand_${randomBytes(16).toString('hex')}`

const storeKeys = () => ({ accessKeyId: sandboxKey(), secretAccessKey: sandboxKey() })

const secretsFile = z.object({
  /** Postgres' superuser, used to make roles and databases and never given to a service. */
  postgres: z.string(),
  redis: z.string(),
  databases: z.record(z.enum(databaseNames), z.object({ owner: z.string(), service: z.string() })),
  identityKeys: z.record(z.enum(issuers), identityKey),
  claimKeys: z.record(z.enum(claimIssuers), signingKey),
  offerKey: signingKey,
  accessTokenKey: signingKey,
  bank: z.object({ apiKey: z.string(), webhookSecret: z.string() }),
  partner: z.object({ apiKey: z.string() }),
  /** A file of an earlier version has none of these two. */
  bedbank: z.object({ apiKey: z.string() }).default(() => ({ apiKey: sandboxKey() })),
  store: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).default(() => storeKeys()),
})
export type Secrets = z.infer<typeof secretsFile>

const random = (bytes = 24): string => randomBytes(bytes).toString('base64url')

/** A private Ed25519 key as JSON Web Key, named by its own thumbprint. */
export const makeSigningKey = async (): Promise<Secrets['offerKey']> => {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return signingKey.parse({ ...key, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(key) })
}

/** The private X25519 key from which a process has the keys that it shares with its sisters, as JSON Web Key. */
export const makeIdentityKey = async (): Promise<Secrets['identityKeys']['gateway']> =>
  identityKey.parse(generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }))

/** The half of a key that everyone may know. */
export const publicHalf = <Key extends { d: string }>({ d: _private, ...shown }: Key): Omit<Key, 'd'> => shown

/** Of each of them. */
export const publicHalves = <Name extends string, Key extends { d: string }>(keys: Record<Name, Key>) =>
  Object.fromEntries(Object.entries<Key>(keys).map(([name, key]) => [name, publicHalf(key)])) as Record<
    Name,
    Omit<Key, 'd'>
  >

const fromEach = async <Name extends string, Value>(names: readonly Name[], make: (name: Name) => Promise<Value>) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make(name)])))

export const makeSecrets = async (): Promise<Secrets> =>
  secretsFile.parse({
    postgres: random(),
    redis: random(),
    databases: await fromEach(databaseNames, async () => ({ owner: random(), service: random() })),
    identityKeys: await fromEach(issuers, makeIdentityKey),
    claimKeys: await fromEach(claimIssuers, makeSigningKey),
    offerKey: await makeSigningKey(),
    accessTokenKey: await makeSigningKey(),
    bank: { apiKey: `sk_test_${randomBytes(16).toString('hex')}`, webhookSecret: `whsec_${random()}` },
    partner: { apiKey: sandboxKey() },
    bedbank: { apiKey: sandboxKey() },
    store: storeKeys(),
  })

/** The passwords and keys of this folder's platform: made once, then kept readable by their owner only. */
export const keepSecrets = async (dataFolder: string): Promise<Secrets> => {
  const file = path.join(dataFolder, 'secrets.json')
  if (!fs.existsSync(file)) {
    const made = await makeSecrets()
    fs.writeFileSync(file, asText(made), { mode: 0o600, flag: 'wx' })
    return made
  }
  const written: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
  const kept = secretsFile.safeParse(written)
  if (kept.success) {
    if (!isWhole(written)) replaceFile(file, asText(kept.data))
    return kept.data
  }
  const former = formerFile.safeParse(written)
  if (former.success) {
    const made = await renewed(former.data)
    replaceFile(file, asText(made))
    return made
  }
  throw new CannotStart(
    `${file} is not what this version of the platform wrote:\n${z.prettifyError(kept.error)}`,
    'Put the former file back, or start afresh with `npm run reset`.',
  )
}

const isWhole = (written: unknown): boolean =>
  typeof written === 'object' && written !== null && 'bedbank' in written && 'store' in written

const asText = (secrets: Secrets) => `${JSON.stringify(secrets, null, 2)}\n`

/** As they were when one Ed25519 key of each process signed both its requests to sisters and its claims. */
const formerFile = secretsFile.omit({ claimKeys: true }).extend({ identityKeys: z.record(z.enum(issuers), signingKey) })

/** Claims are signed as before, so that the links in mails that were sent stay good; identities have new keys. */
const renewed = async ({ identityKeys, ...rest }: z.infer<typeof formerFile>): Promise<Secrets> =>
  secretsFile.parse({
    ...rest,
    identityKeys: await fromEach(issuers, makeIdentityKey),
    claimKeys: await fromEach(claimIssuers, async (issuer) => identityKeys[issuer]),
  })
