import { expect, test } from 'vitest'

import { alike, briefly, exactly, exponent, minorUnits, roughly, spoken } from './money.ts'

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

test.each([
  ['120', 'EUR', 12000],
  ['1,200.5', 'EUR', 120050],
  ['0.05', 'EUR', 5],
  [' 4950 ', 'JPY', 4950],
  ['4.950', 'KWD', 4950],
  ['49.5', 'JPY', null],
  ['1.234', 'EUR', null],
  ['1,20', 'EUR', null],
  ['-5', 'EUR', null],
  ['', 'EUR', null],
  ['99999999999999999', 'EUR', null],
])('%j typed in %s is %j of its smallest units', (typed, currency, units) => {
  expect(minorUnits(typed, currency)).toBe(units)
})
