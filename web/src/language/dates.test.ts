import { expect, test } from 'vitest'

import { addDays, dateIn, dayAndTime, dayRange, longDayAndTime, nightsBetween, shortRange } from './dates.ts'

test('a stay within one month names the month once; over two months, both', () => {
  expect(dayRange('2027-06-11', '2027-06-14')).toBe('Fri 11 – Mon 14 June')
  expect(dayRange('2027-05-30', '2027-06-02')).toBe('Sun 30 May – Wed 2 June')
  expect(shortRange('2027-06-11', '2027-06-14')).toBe('11–14 June')
  expect(shortRange('2026-12-31', '2027-01-02')).toBe('31 December – 2 January')
})

test('nights are counted in calendar days, also over a change of the clocks', () => {
  expect(nightsBetween('2027-03-27', '2027-03-29')).toBe(2)
  expect(nightsBetween('2027-10-30', '2027-11-01')).toBe(2)
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
})

test('an instant is told in the hotel’s zone, not in the reader’s', () => {
  expect(dayAndTime('2027-06-10T17:00:00Z', 'Europe/Lisbon')).toBe('10 June, 18:00')
  expect(longDayAndTime('2027-06-10T17:00:00Z', 'Asia/Tokyo')).toBe('Fri 11 June, 02:00')
  expect(dateIn('Pacific/Auckland', new Date('2027-06-10T17:00:00Z'))).toBe('2027-06-11')
})
