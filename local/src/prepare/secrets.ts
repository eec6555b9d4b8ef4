import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'

import { CannotStart } from '../embedded/cannot-start.ts'
import { databaseNames, issuers } from '../platform.ts'

const jwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })

const secretsFile = z.object({
  /** Postgres' superuser, used to make roles and databases and never given to a service. */
  postgres: z.string(),
  redis: z.string(),
  databases: z.record(z.enum(databaseNames), z.object({ owner: z.string(), service: z.string() })),
  identityKeys: z.record(z.enum(issuers), jwk),
  offerKey: jwk,
  accessTokenKey: jwk,
  bank: z.object({ apiKey: z.string(), webhookSecret: z.string() }),
  partner: z.object({ apiKey: z.string() }),
})
export type Secrets = z.infer<typeof secretsFile>

const random = (bytes = 24): string => randomBytes(bytes).toString('base64url')

/** A private Ed25519 key as JSON Web Key, named by its own thumbprint. */
export const makeSigningKey = async (): Promise<z.infer<typeof jwk>> => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key = await exportJWK(privateKey)
  return jwk.parse({ ...key, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(key) })
}

/** The half of a key that everyone may know. */
export const publicHalf = ({ d: _private, ...shown }: z.infer<typeof jwk>) => shown

const fromEach = async <Name extends string, Value>(names: readonly Name[], make: (name: Name) => Promise<Value>) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make(name)])))

export const makeSecrets = async (): Promise<Secrets> =>
  secretsFile.parse({
    postgres: random(),
    redis: random(),
    databases: await fromEach(databaseNames, async () => ({ owner: random(), service: random() })),
    identityKeys: await fromEach(issuers, makeSigningKey),
    offerKey: await makeSigningKey(),
    accessTokenKey: await makeSigningKey(),
    bank: { apiKey: `sk_test_${randomBytes(16).toString('hex')}`, webhookSecret: `whsec_${random()}` },
    partner: { apiKey: `sand_${randomBytes(16).toString('hex')}` },
  })

/** The passwords and keys of this folder's platform: made once, then kept readable by their owner only. */
export const keepSecrets = async (dataFolder: string): Promise<Secrets> => {
  const file = path.join(dataFolder, 'secrets.json')
  if (!fs.existsSync(file)) {
    const made = await makeSecrets()
    fs.writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    return made
  }
  const kept = secretsFile.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')))
  if (kept.success) return kept.data
  throw new CannotStart(
    `${file} is not what this version of the platform wrote:\n${z.prettifyError(kept.error)}`,
    'Put the former file back, or start afresh with `npm run reset`.',
  )
}
