import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { holdsUntil, splitAt, summary, type Terms } from './cancellation.ts'

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
const fee = fc.integer({ min: -1_000, max: 2_000_000 })
const anyTerms: fc.Arbitrary<Terms> = fc.record({
  freeUntil: fc.option(instant.map((at) => at.toISOString())),
  tiers: fc.array(fc.record({ from: fc.option(instant.map((at) => at.toISOString())), fee }), { maxLength: 5 }),
})
const payNow = fc.integer({ min: 0, max: 1_000_000 })

describe('whatever the terms say', () => {
  test('refund and fee make up what was paid, and neither is negative', () => {
    fc.assert(
      fc.property(anyTerms, payNow, instant, (terms, paid, now) => {
        const split = splitAt(terms, paid, now)
        expect(split.refund + split.fee).toBe(paid)
        expect(split.refund).toBeGreaterThanOrEqual(0)
        expect(split.fee).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('waiting never gives back more', () => {
    fc.assert(
      fc.property(anyTerms, payNow, instant, instant, (terms, paid, one, other) => {
        const [sooner, later] = one < other ? [one, other] : [other, one]
        expect(splitAt(terms, paid, later).refund).toBeLessThanOrEqual(splitAt(terms, paid, sooner).refund)
      }),
    )
  })

  test('a preview holds to the last millisecond before `holdsUntil`, and not after', () => {
    fc.assert(
      fc.property(anyTerms, payNow, instant, (terms, paid, now) => {
        const until = holdsUntil(terms, paid, now)
        const { fee: shown } = splitAt(terms, paid, now)
        const last = until === null ? new Date('2099-01-01') : new Date(until.getTime() - 1)
        expect(splitAt(terms, paid, last).fee).toBe(shown)
        const then = until === null ? Infinity : splitAt(terms, paid, until).fee
        expect(then).toBeGreaterThan(shown)
      }),
    )
  })
})

const paris = 'Europe/Paris'
const euros = { amount: 49_500, currency: 'EUR' }
const twoTiers: Terms = {
  freeUntil: '2027-06-10T16:00:00Z',
  tiers: [
    { from: '2027-06-10T16:00:00Z', fee: 16_500 },
    { from: '2027-06-12T13:00:00Z', fee: 49_500 },
  ],
}

test('the instant at which a tier begins belongs to the tier', () => {
  expect(splitAt(twoTiers, 49_500, new Date('2027-06-10T15:59:59.999Z'))).toEqual({ refund: 49_500, fee: 0 })
  expect(splitAt(twoTiers, 49_500, new Date('2027-06-10T16:00:00Z'))).toEqual({ refund: 33_000, fee: 16_500 })
  expect(splitAt(twoTiers, 49_500, new Date('2027-06-12T13:00:00Z'))).toEqual({ refund: 0, fee: 49_500 })
})

test('a tier without a beginning counts from the moment of booking', () => {
  expect(splitAt({ freeUntil: null, tiers: [{ from: null, fee: 49_500 }] }, 49_500, new Date(0))).toEqual({
    refund: 0,
    fee: 49_500,
  })
})

describe('the summary tells the terms in the hotel’s own time', () => {
  test.for<[string, Terms, string]>([
    [
      'two tiers',
      twoTiers,
      'Cancelling is free until Thu 10 June 2027, 18:00 at the hotel; after that it costs €165.00; from Sat 12 June 2027, 15:00 nothing is given back.',
    ],
    ['no fee at all', { freeUntil: null, tiers: [] }, 'Cancelling is free until check-in.'],
    [
      'never refunded',
      { freeUntil: null, tiers: [{ from: null, fee: 49_500 }] },
      'This price cannot be refunded: if you cancel, nothing is given back.',
    ],
    [
      'a fee from the start that grows',
      {
        freeUntil: null,
        tiers: [
          { from: null, fee: 5_000 },
          { from: '2027-06-12T13:00:00Z', fee: 49_500 },
        ],
      },
      'Cancelling costs €50.00 until Sat 12 June 2027, 15:00 at the hotel; after that nothing is given back.',
    ],
    ['one fee throughout', { freeUntil: null, tiers: [{ from: null, fee: 5_000 }] }, 'Cancelling costs €50.00.'],
  ])('%s', ([, terms, sentence]) => {
    expect(summary(terms, euros, paris)).toBe(sentence)
  })
})
