import fc from 'fast-check'
import { expect, test } from 'vitest'

import { convert, rateBetween } from './exchange.ts'

const rates = {
  day: '2026-11-16',
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
