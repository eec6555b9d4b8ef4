import { expect, test } from 'vitest'

import { scalars } from './scalars.ts'

test.each(['2027-02-29', '2027-13-01', '2027-6-1', '12/06/2027', '', '2027-06-12T00:00:00Z'])(
  '"%s" is not a calendar date',
  (text) => {
    expect(() => scalars.Date.parseValue(text)).toThrow('not a calendar date')
  },
)

test('a leap day of a leap year is a calendar date', () =>
  expect(scalars.Date.parseValue('2028-02-29')).toBe('2028-02-29'))

test('sums above 2^53-1, fractions and text are not minor units', () => {
  for (const value of [2 ** 53, 4.95, '495', null, Number.NaN])
    expect(() => scalars.MinorUnits.parseValue(value)).toThrow('whole number')
  expect(scalars.MinorUnits.parseValue(21_000_000_000)).toBe(21_000_000_000)
})

test('only ISO 4217 codes are currencies', () => {
  expect(scalars.CurrencyCode.parseValue('KWD')).toBe('KWD')
  for (const value of ['eur', 'EURO', 'XYZ', ''])
    expect(() => scalars.CurrencyCode.parseValue(value)).toThrow('ISO 4217')
})

test('bad input is the client’s error, not ours', () => {
  expect(() => scalars.Date.parseValue(5)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }))
})
