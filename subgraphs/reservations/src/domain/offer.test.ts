import fc from 'fast-check'
import { expect, test } from 'vitest'

import { claimsFor, createOfferKey } from '../testing/offers.ts'
import { payAtHotel, readClaims, signatureOf, whatDoesNotAddUp } from './offer.ts'
import { receiptLines, receiptOf } from './receipt.ts'
import { planRefunds } from './refund-plan.ts'

const now = new Date('2027-03-01T12:00:00Z')
const tax = fc.record({
  code: fc.constant('T'),
  name: fc.string({ maxLength: 20 }),
  amount: fc.nat({ max: 50_000 }),
  included: fc.boolean(),
  payAtHotel: fc.boolean(),
  rateBps: fc.option(fc.nat({ max: 2_500 })),
})
const offer = fc
  .record({
    prices: fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 3, maxLength: 3 }),
    taxes: fc.array(tax, { maxLength: 5 }),
  })
  .map(({ prices, taxes }) => {
    const claims = claimsFor({}, now)
    const nights = claims.nights.map(({ date }, index) => ({ date, price: prices[index] ?? 0 }))
    const sold = prices.reduce((sum, price) => sum + price, 0)
    const onTop = taxes.filter(({ included }) => !included)
    const total = onTop.reduce((sum, { amount }) => sum + amount, sold)
    const payNow = total - payAtHotel({ taxes })
    return { ...claims, nights, taxes, total, payNow, rooms: claims.rooms.map((room) => ({ ...room, total, payNow })) }
  })

test('whatever the taxes, the lines of a receipt make exactly what is charged', () => {
  fc.assert(
    fc.property(offer, (claims) => {
      expect(whatDoesNotAddUp(claims)).toBeNull()
      expect(receiptLines(claims).reduce((sum, { amount }) => sum + amount, 0)).toBe(claims.payNow)
    }),
  )
})

test('a figure changed by a unit is seen', () => {
  fc.assert(
    fc.property(
      offer,
      fc.constantFrom('total' as const, 'payNow' as const),
      fc.constantFrom(1, -1),
      (claims, field, by) => {
        expect(whatDoesNotAddUp({ ...claims, [field]: claims[field] + by })).not.toBeNull()
      },
    ),
  )
})

test('a receipt says what was accepted, and the same whenever it is asked', async () => {
  const key = await createOfferKey()
  const claims = claimsFor({}, now)
  const token = await key.sign(claims)
  const accepted = {
    guestGivenName: 'Ada',
    guestFamilyName: 'Lovelace',
    guestEmail: 'ada@example.com',
    offer: token,
    createdAt: now,
  }
  expect(receiptOf(claims, accepted)).toEqual(receiptOf(claims, accepted))
  expect(receiptOf(claims, accepted)).toMatchObject({
    guestName: 'Ada Lovelace',
    hotelAddress: ['Rua da Praia 4', '4000-001 Porto', 'Portugal'],
    board: 'breakfast',
    payAtHotel: 900,
    offerSignature: signatureOf(token),
    acceptedAt: '2027-03-01T12:00:00.000Z',
    lines: [
      { text: 'Sat 12 June 2027, Double room, river side', amount: 15_000, rateBps: 600 },
      { text: 'Sun 13 June 2027, Double room, river side', amount: 15_000, rateBps: 600 },
      { text: 'Mon 14 June 2027, Double room, river side', amount: 15_000, rateBps: 600 },
      { text: 'Service', amount: 1_500, rateBps: null },
    ],
  })
})

test('no text makes reading a token fail: it is an offer or it is none', () => {
  const nothings = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.json().map((json) => `x.${Buffer.from(json).toString('base64url')}.y`),
  )
  fc.assert(
    fc.property(nothings, (token) => {
      expect(readClaims(token)).toBeNull()
    }),
  )
})

test('a token with a character that no database can keep is no offer', async () => {
  const key = await createOfferKey()
  const claims = claimsFor({}, now)
  expect(readClaims(await key.sign({ ...claims, roomType: { ...claims.roomType, id: 'a\u0000b' } }))).toBeNull()
})

test('refunds go back over the payments, never more than each took, numbered on', () => {
  const sums = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(sums, fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 4 }), (taken, asked) => {
      const payments = taken.map((amount, index) => ({ paymentId: `p${index}`, amount }))
      const back: { n: number; paymentId: string; amount: number }[] = []
      for (const amount of asked) {
        const left = taken.reduce((sum, one) => sum + one, 0) - back.reduce((sum, one) => sum + one.amount, 0)
        const plan = planRefunds(amount, payments, back)
        expect(plan === null).toBe(amount > left)
        if (!plan) continue
        expect(plan.reduce((sum, one) => sum + one.amount, 0)).toBe(amount)
        back.push(...plan)
      }
      expect(back.map(({ n }) => n)).toEqual(back.map((_, index) => index + 1))
      for (const { paymentId, amount } of payments)
        expect(
          back.filter((one) => one.paymentId === paymentId).reduce((sum, one) => sum + one.amount, 0),
        ).toBeLessThanOrEqual(amount)
    }),
  )
})
