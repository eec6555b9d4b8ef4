import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { instantAt, placeOf, refundSteps, shares, stepAt } from './terms.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const free = '2027-06-10T17:00:00.000Z'
const arrival = Date.parse('2027-06-12T14:00:00Z')
const booked = Date.parse('2027-05-14T13:16:00Z')

describe('what cancelling gives back', () => {
  it('is all of it before the first tier, then what the tier leaves', () => {
    const steps = refundSteps({ tiers: [{ from: free, fee: eur(49_500) }] }, eur(49_500))
    expect(steps).toEqual([
      { from: null, until: free, refund: eur(49_500), fee: eur(0), kind: 'FULL' },
      { from: free, until: null, refund: eur(0), fee: eur(49_500), kind: 'NONE' },
    ])
    expect(stepAt(steps, Date.parse(free) - 1)).toBe(0)
    expect(stepAt(steps, Date.parse(free))).toBe(1)
  })

  it('is nothing from the start under a plan that is not refundable', () => {
    const [only, ...others] = refundSteps({ tiers: [{ from: null, fee: eur(30_000) }] }, eur(30_000))
    expect(only).toMatchObject({ from: null, kind: 'NONE', refund: eur(0) })
    expect(others).toEqual([])
  })

  it('is all of it when there are no tiers', () => {
    expect(refundSteps({ tiers: [] }, eur(100))).toMatchObject([{ kind: 'FULL', refund: eur(100) }])
  })

  it('puts tiers in order of time and never keeps more than was paid', () => {
    const steps = refundSteps(
      {
        tiers: [
          { from: '2027-06-11T17:00:00Z', fee: eur(99_999) },
          { from: free, fee: eur(15_000) },
        ],
      },
      eur(45_000),
    )
    expect(steps.map(({ kind, refund }) => [kind, refund.amount])).toEqual([
      ['FULL', 45_000],
      ['PART', 30_000],
      ['NONE', 0],
    ])
  })
})

describe('the bar of the terms', () => {
  it('fills its whole width, leaves every step room for its words, and keeps now inside its own step', () => {
    const instants = fc.array(fc.integer({ min: booked - 1e9, max: arrival + 1e9 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(instants, fc.integer({ min: booked, max: arrival }), (times, now) => {
        const tiers = [...new Set(times)].map((time, index) => ({
          from: new Date(time).toISOString(),
          fee: eur(index * 100),
        }))
        const steps = refundSteps({ tiers }, eur(1_000))
        const widths = shares(steps, booked, arrival)
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1)
        expect(Math.min(...widths)).toBeGreaterThan(0.1)
        const place = placeOf(now, steps, widths, booked, arrival)
        const before = widths.slice(0, stepAt(steps, now)).reduce((sum, width) => sum + width, 0)
        expect(place).toBeGreaterThanOrEqual(before - 1e-9)
        expect(place).toBeLessThanOrEqual(before + (widths[stepAt(steps, now)] ?? 0) + 1e-9)
      }),
    )
  })
})

it("reads the hotel's wall clock in its own zone, summer time included", () => {
  expect(instantAt('2027-06-12', '15:00', 'Europe/Lisbon')).toBe('2027-06-12T14:00:00.000Z')
  expect(instantAt('2027-12-12', '15:00', 'Europe/Lisbon')).toBe('2027-12-12T15:00:00.000Z')
  expect(instantAt('2027-06-12', '15:00', 'Asia/Tokyo')).toBe('2027-06-12T06:00:00.000Z')
})
