import fc from 'fast-check'
import { expect, test } from 'vitest'

import { decimal, exponentOf, formatMoney, fromDecimal } from './money.ts'

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
