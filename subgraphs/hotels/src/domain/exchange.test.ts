import fc from 'fast-check'
import { expect, test } from 'vitest'

import { convert, dayBetween, microsOf, rateBetween } from './exchange.ts'

const rates = {
  days: new Map([
    ['USD', '2026-11-20'],
    ['JPY', '2026-11-16'],
  ]),
  microsPerEuro: new Map([
    ['EUR', 1_000_000],
    ['USD', 1_158_000],
    ['JPY', 178_400_000],
    ['KWD', 355_300],
  ]),
}
const exponentOf = (currency: string) => ({ JPY: 0, KWD: 3 })[currency] ?? 2

test('a sum is told in another currency in that currency’s own smallest unit', () => {
  expect(convert(10_000, 'EUR', 'USD', rates, exponentOf)).toBe(11_580)
  expect(convert(10_000, 'EUR', 'JPY', rates, exponentOf)).toBe(17_840)
  expect(convert(17_840, 'JPY', 'EUR', rates, exponentOf)).toBe(10_000)
  expect(convert(10_000, 'EUR', 'KWD', rates, exponentOf)).toBe(35_530)
  expect(convert(10_000, 'EUR', 'XAU', rates, exponentOf)).toBeNull()
  expect(rateBetween('EUR', 'USD', rates)).toBe('1.158')
})

test('there and back is at most one unit off the smaller currency’s step, and order is kept', () => {
  const sum = fc.integer({ min: 0, max: 1_000_000_000 })
  fc.assert(
    fc.property(sum, sum, (a, b) => {
      const [inUsd, other] = [
        convert(a, 'EUR', 'USD', rates, exponentOf),
        convert(b, 'EUR', 'USD', rates, exponentOf),
      ] as [number, number]
      expect(Math.abs((convert(inUsd, 'USD', 'EUR', rates, exponentOf) ?? NaN) - a)).toBeLessThanOrEqual(1)
      expect(Math.sign(inUsd - other) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a rate is read to the millionth, without a float, and nothing else is', () => {
  expect(['1.158', '178.4', '107900', '0.3553', '1.0000005', '1.00000049'].map(microsOf)).toEqual([
    1_158_000, 178_400_000, 107_900_000_000, 355_300, 1_000_001, 1_000_000,
  ])
  for (const none of ['', '0', '0.0000001', '-1', '1,158', '1e3', 'N/A', ' 1', '1.', '.5'])
    expect(() => microsOf(none)).toThrow(RangeError)
})

test('a rate is of the day of the older of its two figures', () => {
  expect(dayBetween('USD', 'JPY', rates)).toBe('2026-11-16')
  expect(dayBetween('EUR', 'USD', rates)).toBe('2026-11-20')
})
