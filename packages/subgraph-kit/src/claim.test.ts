import { expect, test } from 'vitest'
import { z } from 'zod'

import { createTrust, signClaim, TokenExpired, verifyClaim } from './claim.ts'
import { testKeys } from './testing/identity.ts'

const { signers, trust, publicClaimKeys } = await testKeys('gateway', 'reservations')
const claim = z.object({ paymentId: z.string() })
const grant = await signClaim(signers.reservations, 'payments', { paymentId: 'p1' }, 60)

test('a claim is read only from the issuers named, where it was meant to go, and only until it expires', async () => {
  expect(await verifyClaim(grant, trust, 'payments', ['reservations'], claim)).toEqual({ paymentId: 'p1' })
  await expect(verifyClaim(grant, trust, 'payments', ['gateway'], claim)).rejects.toThrow(/iss/)
  await expect(verifyClaim(grant, trust, 'documents', ['reservations'], claim)).rejects.toThrow(/aud/)
  const old = await signClaim(signers.reservations, 'payments', { paymentId: 'p1' }, -60)
  await expect(verifyClaim(old, trust, 'payments', ['reservations'], claim)).rejects.toThrow(TokenExpired)
})

test('a stranger who takes another’s name, an issuer nobody trusts, and garbage are refused', async () => {
  const stranger = (await testKeys('reservations')).signers.reservations
  const forged = await signClaim(stranger, 'payments', { paymentId: 'p1' }, 60)
  await expect(verifyClaim(forged, trust, 'payments', ['reservations'], claim)).rejects.toThrow(/signature/)
  const onlyGateway = createTrust({ gateway: publicClaimKeys.gateway })
  await expect(verifyClaim(grant, onlyGateway, 'payments', ['reservations'], claim)).rejects.toThrow(
    'no key is trusted',
  )
  await expect(verifyClaim('a.b.c', trust, 'payments', ['reservations'], claim)).rejects.toThrow(/JSON|JWS/)
})
