import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { decimal, exponentOf, formatMoney, fromDecimal, shareOut } from './money.ts'

test('a currency has the digits of ISO 4217', () => {
  expect(['EUR', 'JPY', 'KWD', 'RSD', 'IQD', 'IDR'].map(exponentOf)).toEqual([2, 0, 3, 2, 3, 2])
})

test('a sum reads as its locale writes it, and an unknown locale as English', () => {
  expect(formatMoney({ amount: 49500, currency: 'EUR' }, 'en')).toBe('€495.00')
  expect(formatMoney({ amount: 49500, currency: 'EUR' }, 'de')).toBe('495,00\u00a0€')
  expect(formatMoney({ amount: 49500, currency: 'JPY' }, 'ja')).toBe('￥49,500')
  expect(formatMoney({ amount: 4950, currency: 'KWD' }, 'not a locale!')).toBe('KWD\u00a04.950')
})

test('no sum ever loses a unit: its decimal text holds every digit', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'IDR'), (amount, currency) => {
      const text = decimal({ amount, currency })
      expect(BigInt(text.replace('.', ''))).toBe(BigInt(amount))
      expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(currency))
    }),
  )
})

test('the largest sum keeps its last unit when written for people', () => {
  expect(formatMoney({ amount: 9_007_199_254_740_991, currency: 'EUR' })).toBe('€90,071,992,547,409.91')
})

test('a sum written as a decimal, as text or as a JSON number, is read back to the last unit', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'IDR'), (amount, currency) => {
      expect(fromDecimal(decimal({ amount, currency }), currency)).toEqual({
        amount: amount === 0 ? 0 : amount,
        currency,
      })
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: -1e11, max: 1e11 }), fc.constantFrom('EUR', 'JPY', 'KWD'), (amount, currency) => {
      const onTheWire: unknown = JSON.parse(JSON.stringify({ price: Number(decimal({ amount, currency })) })).price
      expect(fromDecimal(Number(onTheWire), currency).amount).toBe(amount === 0 ? 0 : amount)
    }),
  )
})

test('digits beyond the last unit are rounded by what is written, not by what a float makes of it', () => {
  const read = (written: number | string, currency: string) => fromDecimal(written, currency).amount
  expect([read(1.005, 'EUR'), read(8.345, 'EUR'), read(0.285, 'EUR'), read('-1.005', 'EUR')]).toEqual([
    101, 835, 29, -101,
  ])
  expect([read(15234.5, 'JPY'), read(15234.49, 'JPY'), read(1.0005, 'KWD'), read(1e-7, 'EUR')]).toEqual([
    15235, 15234, 1001, 0,
  ])
})

test('what is no decimal number is refused', () => {
  for (const nonsense of [Number.NaN, Infinity, 1e21, 9e15 + 0.5, '', '12,50', '1e3', ' 1', '0x10', '.5'])
    expect(() => fromDecimal(nonsense, 'EUR')).toThrow(RangeError)
})

describe('a sum that is shared out', () => {
  const weights = fc.array(fc.nat({ max: 1_000_000_000_000 }), { minLength: 1, maxLength: 9 })
  const whole = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)

  test('is shared to the last unit, each part within a unit of its exact one', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000_000 }), weights, (amount, by) => {
        const shares = shareOut(amount, by)
        expect(whole(shares)).toBe(amount)
        for (const [at, share] of shares.entries()) {
          const exact = whole(by) === 0 ? amount / by.length : (amount * (by[at] ?? 0)) / whole(by)
          expect(Math.abs(share - exact)).toBeLessThan(1.001) // a quotient of floats may be a hair off
        }
      }),
    )
  })

  test('never gives more than a weight when there is not more than all of them', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (by, part) => {
        const shares = shareOut(Math.floor(whole(by) * part), by)
        expect(shares.every((share, at) => share <= (by[at] ?? 0))).toBe(whole(by) > 0 || whole(shares) === 0)
      }),
    )
  })

  test('leaves the units that cannot be split to the largest remainders, then to the first', () => {
    expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(shareOut(10, [15, 15, 70])).toEqual([2, 1, 7])
    expect(shareOut(5, [0, 0])).toEqual([3, 2])
    expect(shareOut(7, [])).toEqual([])
  })
})
