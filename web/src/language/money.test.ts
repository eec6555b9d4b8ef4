import { expect, test } from 'vitest'

import { alike, briefly, exactly, exponent, roughly, spoken } from './money.ts'

const money = (amount: number, currency = 'EUR') => ({ amount, currency })

test.each([
  [money(49500), '€495.00'],
  [money(495, 'JPY'), '¥495'],
  [money(4950, 'KWD'), 'KWD 4.950'],
  [money(500_000_000, 'IDR'), 'Rp 5,000,000.00'],
  [money(0), '€0.00'],
])('%o is written exactly as %s, with the currency’s own number of decimals', (sum, text) => {
  expect(exactly(sum).replace(/\s/g, ' ')).toBe(text)
})

test('a whole sum is brief without decimals, another keeps them', () => {
  expect(briefly(money(49500))).toBe('€495')
  expect(briefly(money(49550))).toBe('€495.50')
  expect(roughly(money(49550))).toBe('€496')
})

test('the sums of one list all have decimals or all have none', () => {
  expect([49500, 39800].map((amount) => alike([money(49500), money(39800)])(money(amount)))).toEqual(['€495', '€398'])
  expect([49500, 39850].map((amount) => alike([money(49500), money(39850)])(money(amount)))).toEqual([
    '€495.00',
    '€398.50',
  ])
})

test('a screen reader says the currency’s name', () => {
  expect(spoken(money(49500))).toBe('495 euros')
})

test('minor units have as many decimals as ISO 4217 says', () => {
  expect(['JPY', 'EUR', 'KWD', 'IDR'].map(exponent)).toEqual([0, 2, 3, 2])
})
