import fc from 'fast-check'
import { expect, test } from 'vitest'

import { addDays } from './calendar.ts'
import { dateThere, instantThere, tellInstant } from './local-time.ts'

test('a wall clock’s time is an instant, in any zone and season', () => {
  expect(instantThere('2027-06-12', '18:00', 'Europe/Lisbon').toISOString()).toBe('2027-06-12T17:00:00.000Z')
  expect(instantThere('2027-12-12', '18:00', 'Europe/Lisbon').toISOString()).toBe('2027-12-12T18:00:00.000Z')
  expect(instantThere('2027-06-12', '00:00', 'Asia/Kathmandu').toISOString()).toBe('2027-06-11T18:15:00.000Z')
  expect(instantThere('2027-06-12', '12:00', 'Pacific/Kiritimati').toISOString()).toBe('2027-06-11T22:00:00.000Z')
})

test('a time that comes twice is its first; one that is skipped is an hour later on the wall', () => {
  expect(instantThere('2027-10-31', '02:30', 'Europe/Berlin').toISOString()).toBe('2027-10-31T00:30:00.000Z')
  expect(instantThere('2027-03-28', '02:30', 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:30:00.000Z')
})

test('the date there of an instant told there is that date', () => {
  const zones = ['America/St_Johns', 'Asia/Tokyo', 'Pacific/Apia', 'Africa/Casablanca', 'Antarctica/Troll', 'Etc/GMT+5']
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_500 }), fc.constantFrom(...zones), (days, zone) => {
      const date = addDays('2026-01-01', days)
      expect(dateThere(instantThere(date, '12:00', zone), zone)).toBe(date)
    }),
    { numRuns: 200 },
  )
})

test('an instant is told as a clock there shows it', () => {
  expect(tellInstant(new Date('2027-06-10T17:00:00Z'), 'Europe/Lisbon')).toBe('Thu 10 June 2027, 18:00')
})
