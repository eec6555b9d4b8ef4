import { expect, test } from 'vitest'
import { z } from 'zod'

import { createTrust, mintIdentity, signClaim, verifyClaim, verifyIdentity } from './identity.ts'
import { testKeys } from './testing/identity.ts'

const { signers, trust, publicKeys } = await testKeys('gateway', 'reservations')
const stranger = await testKeys('gateway')
const ada = { kind: 'customer', customerId: 'c1', email: 'ada@example.com' } as const
const body = '{"query":"{ me { id } }"}'

test('a service learns from the gateway who asks, and from where', async () => {
  const token = await mintIdentity(signers.gateway, 'customers', body, ada, '192.0.2.7')
  expect(await verifyIdentity(token, trust, 'customers', body)).toEqual({
    issuer: 'gateway',
    viewer: ada,
    client: '192.0.2.7',
  })
})

test('what somebody works for goes with them', async () => {
  const staff = { ...ada, staffOf: ['h12'] }
  const token = await mintIdentity(signers.gateway, 'hotels', body, staff)
  expect((await verifyIdentity(token, trust, 'hotels', body)).viewer).toEqual(staff)
})

test('an identity for one service is refused by another', async () => {
  const token = await mintIdentity(signers.gateway, 'customers', body, ada)
  await expect(verifyIdentity(token, trust, 'payments', body)).rejects.toThrow(/aud/)
})

test('an identity cannot be moved to another request', async () => {
  const token = await mintIdentity(signers.gateway, 'customers', body, ada)
  await expect(verifyIdentity(token, trust, 'customers', body.replace('id', 'email'))).rejects.toThrow('another body')
})

test('a stranger who calls himself the gateway is refused', async () => {
  const token = await mintIdentity(stranger.signers.gateway, 'customers', body, ada)
  await expect(verifyIdentity(token, trust, 'customers', body)).rejects.toThrow(/signature/)
})

test('an issuer nobody trusts, no token and garbage are refused', async () => {
  const onlyGateway = createTrust({ gateway: publicKeys.gateway })
  const token = await mintIdentity(signers.reservations, 'payments', body, ada)
  await expect(verifyIdentity(token, onlyGateway, 'payments', body)).rejects.toThrow('no key is trusted')
  await expect(verifyIdentity(undefined, trust, 'payments', body)).rejects.toThrow('no identity')
  await expect(verifyIdentity('a.b.c', trust, 'payments', body)).rejects.toThrow(/JSON|JWT|JWS/)
})

test('a claim is read only from the issuers named, and only until it expires', async () => {
  const claim = z.object({ paymentId: z.string() })
  const grant = await signClaim(signers.reservations, 'payments', { paymentId: 'p1' }, 60)
  expect(await verifyClaim(grant, trust, 'payments', ['reservations'], claim)).toEqual({ paymentId: 'p1' })
  await expect(verifyClaim(grant, trust, 'payments', ['gateway'], claim)).rejects.toThrow(/iss/)
  const old = await signClaim(signers.reservations, 'payments', { paymentId: 'p1' }, -60)
  await expect(verifyClaim(old, trust, 'payments', ['reservations'], claim)).rejects.toThrow(/exp/)
})
