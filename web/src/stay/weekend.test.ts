import { expect, test } from 'vitest'

import { firstWeekend, monthsAhead, weekendInWords, weekendMonth } from './weekend.ts'

test('a weekend is of the month of its Saturday, and other dates are none', () => {
  expect(weekendMonth({ from: '2027-04-30', to: '2027-05-02' })).toBe('2027-05')
  expect(weekendMonth({ from: '2027-05-01', to: '2027-05-02' })).toBe('2027-05')
  expect(weekendMonth({ from: '2027-05-28', to: '2027-05-31' })).toBe('2027-05')
  for (const [from, to] of [
    ['2027-05-01', '2027-05-03'],
    ['2027-04-30', '2027-05-04'],
    ['2027-05-05', '2027-05-06'],
  ] as const)
    expect(weekendMonth({ from, to })).toBeNull()
})

test('the first weekend that is still to come, and the month of it, are told of each month and length', () => {
  expect(firstWeekend('2027-05', 2, '2027-01-10')).toEqual({ from: '2027-04-30', to: '2027-05-02' })
  expect(firstWeekend('2027-05', 2, '2027-05-01')).toEqual({ from: '2027-05-07', to: '2027-05-09' })
  expect(firstWeekend('2027-05', 1, '2027-05-29')).toEqual({ from: '2027-05-29', to: '2027-05-30' })
  expect(firstWeekend('2027-05', 2, '2027-05-29')).toBeNull()
  for (const month of monthsAhead('2027-05-03'))
    for (const nights of [1, 2, 3]) {
      const dates = firstWeekend(month, nights, '2027-05-03')
      expect(dates && weekendMonth(dates)).toBe(month)
    }
})

test('twelve months are offered, the running one first', () => {
  expect(monthsAhead('2026-11-30').join(' ')).toBe(
    '2026-11 2026-12 2027-01 2027-02 2027-03 2027-04 2027-05 2027-06 2027-07 2027-08 2027-09 2027-10',
  )
})

test('a weekend is told by itself and within a sentence, and dates that are none are not', () => {
  const dates = { from: '2027-04-30', to: '2027-05-02' }
  expect(weekendInWords(dates)).toBe('A weekend in May 2027')
  expect(weekendInWords(dates, true)).toBe('on a weekend in May 2027')
  expect(weekendInWords({ from: '2027-05-01', to: '2027-05-03' }, true)).toBe('')
})
