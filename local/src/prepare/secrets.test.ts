import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { issuers } from '../platform.ts'
import { keepSecrets, publicHalf } from './secrets.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-secrets-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('secrets are made once, differ from each other, and only their owner can read them', async () => {
  const made = await keepSecrets(folder)
  expect(await keepSecrets(folder)).toEqual(made)
  expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  const passwords = Object.values(made.databases).flatMap(({ owner, service }) => [owner, service])
  expect(new Set([...passwords, made.postgres, made.redis]).size).toBe(passwords.length + 2)
  const keys = issuers.map((issuer) => made.identityKeys[issuer].d)
  expect(new Set([...keys, made.offerKey.d, made.accessTokenKey.d]).size).toBe(issuers.length + 2)
})

test('what is given to sisters holds no private key', async () => {
  const { identityKeys } = await keepSecrets(folder)
  expect(publicHalf(identityKeys.gateway)).not.toHaveProperty('d')
  expect(JSON.stringify(publicHalf(identityKeys.gateway))).not.toContain(identityKeys.gateway.d)
})

test('a damaged file is refused with the way out, never replaced', async () => {
  const file = path.join(folder, 'secrets.json')
  fs.writeFileSync(file, '{}')
  await expect(keepSecrets(folder)).rejects.toThrow('is not what this version of the platform wrote')
  expect(fs.readFileSync(file, 'utf8')).toBe('{}')
})
