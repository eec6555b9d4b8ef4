import { generateKeyPairSync } from 'node:crypto'

import { expect, test } from 'vitest'
import { z } from 'zod'

import { processEnvironment } from './environment.ts'
import { makeIdentityKey, publicHalf } from './testing/identity.ts'

const { IDENTITY_KEY, TRUSTED_KEYS } = processEnvironment
const read = (type: z.ZodType, value: unknown) => {
  const { data, error } = type.safeParse(JSON.stringify(value))
  return error ? z.prettifyError(error) : data
}
const own = makeIdentityKey()
const former = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
const { d: formerSecret, ...formerPublic } = former

test('an identity is a private X25519 key, its sisters’ are public ones', () => {
  expect(read(IDENTITY_KEY, { ...own, kid: 'any' })).toEqual(own)
  expect(read(TRUSTED_KEYS, { gateway: { ...publicHalf(own), use: 'enc' } })).toEqual({ gateway: publicHalf(own) })
})

test('a key of another curve, as those of an earlier version, is told with what makes new ones, and without the key', () => {
  for (const told of [read(IDENTITY_KEY, former), read(TRUSTED_KEYS, { gateway: formerPublic })]) {
    expect(told).toContain('X25519 key as JSON Web Key')
    expect(told).toContain('It is of the curve Ed25519. `npm start` and `npm run env` make such keys')
    expect(told).not.toContain(formerSecret)
  }
  expect(read(TRUSTED_KEYS, { gateway: formerPublic })).toContain('the key of gateway must be')
})

test('a private key among the public ones, and what is no key at all, are refused', () => {
  expect(read(TRUSTED_KEYS, { gateway: own })).toContain('holds the private key of gateway')
  expect(read(IDENTITY_KEY, publicHalf(own))).toContain('must be a private X25519 key')
  for (const nonsense of [null, 'x', [], { kty: 'oct', k: 'c2VjcmV0' }])
    expect(read(IDENTITY_KEY, nonsense)).toContain('must be a private X25519 key')
  expect(read(TRUSTED_KEYS, ['x'])).toContain('must be a JSON object')
})
