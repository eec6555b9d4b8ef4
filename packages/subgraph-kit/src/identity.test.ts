import { createHmac, createSecretKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

import fc from 'fast-check'
import { jwtVerify } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'

import { mintIdentity, verifyIdentity } from './identity.ts'
import { derivePairKeys, headOf } from './pair-keys.ts'
import { testKeys } from './testing/identity.ts'

const { pairs, privateKeys, publicKeys } = await testKeys('gateway', 'customers', 'payments', 'reservations')
const ada = { kind: 'customer', customerId: 'c1', email: 'ada@example.com' } as const
const body = '{"query":"{ me { id } }"}'
const good = mintIdentity(pairs.gateway, 'customers', body, ada, '192.0.2.7')
const heard = (token: string | undefined) => () => verifyIdentity(token, pairs.customers, body)
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
/** A token made by hand, with a MAC by any key. */
const byHand = (head: string, claims: unknown, key: KeyObject | string) => {
  const signed = `${head}.${encoded(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
const keyTo = (from: keyof typeof pairs, to: string) => pairs[from].to.get(to) ?? expect.fail('no such pair')
afterEach(() => void vi.useRealTimers())

test('a service learns from the gateway who asks, and from where', () => {
  expect(heard(good)()).toEqual({ issuer: 'gateway', viewer: ada, client: '192.0.2.7' })
})

test('what somebody works for goes with them', () => {
  const staff = { ...ada, staffOf: ['h12'] }
  expect(heard(mintIdentity(pairs.gateway, 'customers', body, staff))().viewer).toEqual(staff)
})

test('only the one it is meant for accepts it: whom else it is shown to knows no such key', () => {
  expect(() => verifyIdentity(good, pairs.payments, body)).toThrow('signature verification failed')
  expect(() => verifyIdentity(good, pairs.reservations, body)).toThrow('signature verification failed')
  const meantForAnother = byHand(
    headOf('gateway'),
    { ...claimsOf(good), aud: 'staygraph:payments' },
    keyTo('gateway', 'customers'),
  )
  expect(heard(meantForAnother)).toThrow('"aud"')
})

test('it says what was said, of this body, or nothing: no character of it can be changed', () => {
  expect(() => verifyIdentity(good, pairs.customers, body.replace('id', 'email'))).toThrow('another body')
  const [head = '', , mac = ''] = good.split('.')
  const promoted = { ...claimsOf(good), viewer: { ...ada, customerId: 'c2' } }
  expect(heard(`${head}.${encoded(promoted)}.${mac}`)).toThrow('signature verification failed')
  const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='.split(''), 'Ł', '']
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(...characters), (at, other) => {
      fc.pre(other !== good[at])
      expect(heard(good.slice(0, at) + other + good.slice(at + 1))).toThrow(/signature|no key|begin|JWS|HS256/)
    }),
    { numRuns: 500 },
  )
})

test('it is good for a minute, and a little for clocks that differ', () => {
  const { iat, exp } = claimsOf(good) as { iat: number; exp: number }
  expect(exp - iat).toBe(60)
  vi.useFakeTimers({ toFake: ['Date'], now: (exp + 4) * 1_000 })
  expect(heard(good)().issuer).toBe('gateway')
  vi.setSystemTime((exp + 5) * 1_000)
  expect(heard(good)).toThrow('expired')
})

test('a sister cannot speak to a third in another’s name, whatever she knows of both', () => {
  const { customers, gateway } = publicKeys
  const posing = derivePairKeys('gateway', privateKeys.payments, { customers })
  expect(heard(mintIdentity(posing, 'customers', body, ada))).toThrow('signature verification failed')
  // With every key that she has, in the gateway's name, and in her own with the gateway's name inside.
  const known = [...pairs.payments.to.values(), ...[...pairs.payments.from.values()].map(({ key }) => key)]
  for (const key of known) {
    expect(heard(byHand(headOf('gateway'), claimsOf(good), key))).toThrow('signature verification failed')
    expect(heard(byHand(headOf('payments'), claimsOf(good), key))).toThrow(/signature|"iss"/)
  }
  expect(heard(byHand(headOf('payments'), claimsOf(good), keyTo('payments', 'customers')))).toThrow('"iss"')
  // A stranger with fresh keys knows even less.
  const stranger = derivePairKeys('gateway', generate(), { customers, payments: gateway })
  expect(heard(mintIdentity(stranger, 'customers', body, ada))).toThrow('signature verification failed')
})
const generate = () => generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) as typeof privateKeys.gateway

test('what is sent back to whoever said it is refused: each direction has a key of its own', () => {
  expect(() => verifyIdentity(good, pairs.gateway, body)).toThrow('no key is trusted for issuer gateway')
  const turned = { ...claimsOf(good), iss: 'customers', aud: 'staygraph:gateway' }
  const reflected = byHand(headOf('customers'), turned, keyTo('gateway', 'customers'))
  expect(() => verifyIdentity(reflected, pairs.gateway, body)).toThrow('signature verification failed')
  const honest = byHand(headOf('customers'), turned, keyTo('customers', 'gateway'))
  expect(verifyIdentity(honest, pairs.gateway, body).issuer).toBe('customers')
})

test('no token chooses its algorithm, nor a key that everybody knows', () => {
  const [head = '', claims = '', mac = ''] = good.split('.')
  const headed = (header: object) => `${encoded(header)}.${claims}`
  const right = keyTo('gateway', 'customers')
  for (const alg of ['none', 'None', 'HS384', 'hs256', 'ES256']) {
    const other = encoded({ alg, typ: 'JWT', kid: 'gateway' })
    expect(heard(`${other}.${claims}.`)).toThrow('not signed by HS256')
    expect(heard(byHand(other, claimsOf(good), right))).toThrow('not signed by HS256')
  }
  expect(heard(`${head}.${claims}.`)).toThrow('signature verification failed')
  expect(heard(`${head}.${claims}`)).toThrow('signature verification failed')

  const { privateKey } = generateKeyPairSync('ed25519')
  const signed = headed({ alg: 'EdDSA', kid: 'gateway' })
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64url')
  expect(heard(`${signed}.${signature}`)).toThrow('not signed by HS256')

  // The secret of one who has nothing: what is public, in any form, and nothing at all.
  for (const { x } of [publicKeys.gateway, publicKeys.customers])
    for (const secret of [x, createSecretKey(Buffer.from(x, 'base64url')), JSON.stringify({ x }), '', '\0'.repeat(32)])
      expect(heard(byHand(head, claimsOf(good), secret))).toThrow('signature verification failed')

  // Headers that say more than ours are not ours, even with the right key.
  for (const more of [{ crit: ['b64'] }, { jwk: publicKeys.payments }, { jku: 'https://evil.example/keys' }])
    expect(
      heard(byHand(encoded({ alg: 'HS256', typ: 'JWT', kid: 'gateway', ...more }), claimsOf(good), right)),
    ).toThrow('not how our identities begin')
  expect(heard(`${head}.${claims}.${mac}`)().issuer).toBe('gateway')
})

test('an issuer nobody knows, no token and garbage are refused', () => {
  const onlyPayments = derivePairKeys('customers', privateKeys.customers, { payments: publicKeys.payments })
  expect(() => verifyIdentity(good, onlyPayments, body)).toThrow('no key is trusted for issuer gateway')
  expect(heard(undefined)).toThrow('no identity')
  for (const garbage of ['a.b.c', '.', '..', '...', 'é.é.é', `${headOf('gateway')}..`, `${headOf('gateway')}...`])
    expect(heard(garbage)).toThrow(/JWS|signature/)
  expect(() => mintIdentity(pairs.gateway, 'hotels', body, ada)).toThrow('gateway knows no key of hotels')
})

test('what a sister signs is still read with care', () => {
  const right = keyTo('gateway', 'customers')
  for (const [name, value] of Object.entries({ viewer: { kind: 'root' }, exp: '9999999999', bh: undefined, client: 7 }))
    expect(heard(byHand(headOf('gateway'), { ...claimsOf(good), [name]: value }, right))).toThrow(`"${name}"`)
})

test('it is a JWT as any library reads it', async () => {
  const { payload, protectedHeader } = await jwtVerify(good, keyTo('gateway', 'customers'), {
    issuer: 'gateway',
    audience: 'staygraph:customers',
    algorithms: ['HS256'],
  })
  expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'gateway' })
  expect(payload).toMatchObject({ viewer: ada, client: '192.0.2.7' })
})
