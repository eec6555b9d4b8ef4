import fc from 'fast-check'
import { expect, test } from 'vitest'

import { decimal, exponentOf, formatMoney } from './money.ts'

test('a currency has the digits its people use', () => {
  expect([exponentOf('EUR'), exponentOf('JPY'), exponentOf('KWD')]).toEqual([2, 0, 3])
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
