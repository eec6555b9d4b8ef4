import { expect, test } from 'vitest'

import { dateAt, instantAt } from './hotel-time.ts'
import { nightCount, nightsOf, whyNotBookable } from './stay.ts'

test('the night of check-out is not slept', () => {
  expect(nightsOf({ checkIn: '2027-02-27', checkOut: '2027-03-02' })).toEqual([
    '2027-02-27',
    '2027-02-28',
    '2027-03-01',
  ])
  expect(nightCount({ checkIn: '2028-02-28', checkOut: '2028-03-01' })).toBe(2) // a leap year
})

test.for([
  ['2027-06-12', '2027-06-12', 'Check-out must be after check-in.'],
  ['2027-06-12', '2027-06-11', 'Check-out must be after check-in.'],
  ['2026-12-31', '2027-01-02', 'Check-in is in the past. Choose today or a later day.'],
  ['2027-06-01', '2027-07-02', 'A stay is at most 30 nights. Book a longer one in parts.'],
  ['2029-06-01', '2029-06-02', 'Check-in is more than two years ahead. Choose an earlier day.'],
])('%s to %s: %s', ([checkIn = '', checkOut = '', why]) => {
  expect(whyNotBookable({ checkIn, checkOut }, '2027-01-01')).toBe(why)
})

test('tonight can be booked, and thirty nights', () => {
  expect(whyNotBookable({ checkIn: '2027-01-01', checkOut: '2027-01-02' }, '2027-01-01')).toBeNull()
  expect(whyNotBookable({ checkIn: '2027-06-01', checkOut: '2027-07-01' }, '2027-01-01')).toBeNull()
})

test('today is the hotel’s today', () => {
  const at = new Date('2027-01-01T11:30:00Z')
  expect(dateAt(at, 'Pacific/Auckland')).toBe('2027-01-02')
  expect(dateAt(at, 'Pacific/Pago_Pago')).toBe('2027-01-01')
  expect(dateAt(new Date('2027-01-01T10:30:00Z'), 'Pacific/Pago_Pago')).toBe('2026-12-31')
})

test('a wall clock’s time is the right instant on both sides of a change of clocks', () => {
  expect(instantAt('2027-06-12', '15:00', 'Europe/Paris').toISOString()).toBe('2027-06-12T13:00:00.000Z')
  expect(instantAt('2027-03-28', '01:30', 'Europe/Paris').toISOString()).toBe('2027-03-28T00:30:00.000Z')
  expect(instantAt('2027-03-28', '15:00', 'Europe/Paris').toISOString()).toBe('2027-03-28T13:00:00.000Z')
  expect(instantAt('2027-10-31', '15:00', 'Europe/Paris').toISOString()).toBe('2027-10-31T14:00:00.000Z')
  expect(instantAt('2027-01-05', '15:00', 'Asia/Kathmandu').toISOString()).toBe('2027-01-05T09:15:00.000Z')
})
