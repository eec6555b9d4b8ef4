import { expect, test } from 'vitest'
import { z } from 'zod'

import { signClaim } from './claim.ts'
import { createGranter, createGrantReader } from './grant.ts'
import { mintIdentity, verifyIdentity } from './identity.ts'
import { testKeys } from './testing/identity.ts'

const { pairs, signers } = await testKeys('reservations', 'payments', 'gateway')
const claim = z.object({ paymentId: z.string() })
const read = createGrantReader(pairs.payments, 'reservations', claim)
const grant = createGranter(pairs.reservations, 'payments')

test('what one sister grants is read by the other', () => {
  expect(read(grant({ paymentId: '7' }, 60))).toMatchObject({ paymentId: '7' })
})

test.each<[string, () => string | Promise<string>]>([
  ['that has ended', () => grant({ paymentId: '7' }, -60)],
  ['for something else', () => grant({ reservationId: '7' }, 60)],
  ['by another sister', () => createGranter(pairs.gateway, 'payments')({ paymentId: '7' }, 60)],
  ['for another sister', () => createGranter(pairs.reservations, 'gateway')({ paymentId: '7' }, 60)],
  ['that we gave ourselves, sent back', () => createGranter(pairs.payments, 'reservations')({ paymentId: '7' }, 60)],
  ['changed on its way', () => changed(grant({ paymentId: '7' }, 60))],
  ['with another word on its head', () => `${other}.${grant({ paymentId: '7' }, 60).split('.').slice(1).join('.')}`],
  ['without a signature', () => grant({ paymentId: '7' }, 60).replace(/[^.]*$/, '')],
  ['signed, as links are', () => signClaim(signers.reservations, 'payments', { paymentId: '7' }, 60)],
  ['that is an identity', () => mintIdentity(pairs.reservations, 'payments', '', { kind: 'anonymous' })],
  ['that is nothing', () => ''],
  ['of dots', () => '..'],
])('a grant %s is refused', async (_, make) => {
  const token = await make()
  expect(() => read(token)).toThrow(/no grant of reservations|verification failed|has expired|paymentId/)
})

test('and none is an identity', () => {
  const token = grant({ paymentId: '7', viewer: { kind: 'anonymous' } }, 60)
  expect(() => verifyIdentity(token, pairs.payments, '')).toThrow('not how our identities begin')
})

const other = Buffer.from(JSON.stringify({ alg: 'none', kid: 'reservations' })).toString('base64url')
const changed = (token: string) => {
  const [head, , signature] = token.split('.')
  const body = Buffer.from(JSON.stringify({ paymentId: '8', exp: 9_999_999_999 })).toString('base64url')
  return `${head}.${body}.${signature}`
}
