import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { issuers } from '../service.ts'
import { keepSecrets, makeSigningKey, publicHalf } from './secrets.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-secrets-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('secrets are made once, differ from each other, and only their owner can read them', async () => {
  const made = await keepSecrets(folder)
  expect(await keepSecrets(folder)).toEqual(made)
  expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  const passwords = Object.values(made.databases).flatMap(({ owner, service }) => [owner, service])
  expect(new Set([...passwords, made.postgres, made.redis]).size).toBe(passwords.length + 2)
  const keys = issuers.map((issuer) => made.identityKeys[issuer].d)
  const signing = [made.offerKey, made.accessTokenKey, made.claimKeys.payments, made.claimKeys.reservations]
  expect(new Set([...keys, ...signing.map(({ d }) => d)]).size).toBe(issuers.length + 4)
})

test('what is given to sisters holds no private key', async () => {
  const { identityKeys } = await keepSecrets(folder)
  expect(publicHalf(identityKeys.gateway)).not.toHaveProperty('d')
  expect(JSON.stringify(publicHalf(identityKeys.gateway))).not.toContain(identityKeys.gateway.d)
})

test('a folder of an earlier version gets new identities; links that were sent by its Ed25519 keys stay good', async () => {
  const { claimKeys: _, identityKeys: __, ...rest } = await keepSecrets(folder)
  const former = Object.fromEntries(await Promise.all(issuers.map(async (name) => [name, await makeSigningKey()])))
  const file = path.join(folder, 'secrets.json')
  fs.writeFileSync(file, JSON.stringify({ ...rest, identityKeys: former }), { mode: 0o600 })

  const renewed = await keepSecrets(folder)
  expect(renewed).toMatchObject(rest)
  for (const issuer of issuers) expect(renewed.identityKeys[issuer]).toMatchObject({ crv: 'X25519' })
  expect(renewed.claimKeys).toEqual({ payments: former['payments'], reservations: former['reservations'] })
  expect(await keepSecrets(folder)).toEqual(renewed)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(folder)).toEqual(['secrets.json'])
})

test('a folder of an earlier version gets the keys of companies that it did not know, once', async () => {
  const { bedbank: _, store: __, ...former } = await keepSecrets(folder)
  fs.writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(former), { mode: 0o600 })
  const renewed = await keepSecrets(folder)
  expect(renewed).toMatchObject({
    ...former,
    bedbank: { apiKey: expect.stringMatching(/^sand_/) },
    store: { secretAccessKey: expect.stringMatching(/^sand_/) },
  })
  expect(await keepSecrets(folder)).toEqual(renewed)
})

test('a damaged file is refused with the way out, never replaced', async () => {
  const file = path.join(folder, 'secrets.json')
  fs.writeFileSync(file, '{}')
  await expect(keepSecrets(folder)).rejects.toThrow('is not what this version of the platform wrote')
  expect(fs.readFileSync(file, 'utf8')).toBe('{}')
})
