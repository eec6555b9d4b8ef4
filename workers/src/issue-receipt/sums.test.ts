import fc from 'fast-check'
import { expect, test } from 'vitest'

import { rateInWords, spread, vatByRate, vatWithin } from './sums.ts'

test('the VAT within an amount is what is left of it when the net is taken away', () => {
  expect(vatWithin({ amount: 15_900, rateBps: 600 })).toBe(900)
  expect(vatWithin({ amount: 54_000, rateBps: 1_000 })).toBe(4_909) // JPY 4909.09
  expect(vatWithin({ amount: 1_800, rateBps: null })).toBe(0)
  expect(vatWithin({ amount: 9_007_199_254_740_991, rateBps: 2_000 })).toBe(1_501_199_875_790_165) // exact beyond floats
})

test('VAT and net of each rate sum to the taxed lines, whatever the rates', () => {
  const lines = fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 10 ** 9 }),
      rateBps: fc.constantFrom(null, 0, 500, 600, 770, 2_100),
    }),
  )
  fc.assert(
    fc.property(lines, (all) => {
      const taxed = all.filter(({ rateBps }) => rateBps).reduce((sum, { amount }) => sum + amount, 0)
      expect(vatByRate(all).reduce((sum, { net, vat }) => sum + net + vat, 0)).toBe(taxed)
    }),
  )
})

test('a refund spread over the lines sums to the refund, and no line gives back more than it took', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const part = Math.floor(all.reduce((sum, amount) => sum + amount, 0) * share)
      const lines = spread(
        part,
        all.map((amount) => ({ amount })),
      )
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(part)
      expect(lines.every(({ amount }, index) => amount <= (all[index] ?? 0) && amount >= 0)).toBe(true)
    }),
  )
})

test('rates read as people write them', () =>
  expect([600, 770, 2_000].map(rateInWords)).toEqual(['6 %', '7.7 %', '20 %']))
