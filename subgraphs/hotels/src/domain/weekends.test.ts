import fc from 'fast-check'
import { expect, test } from 'vitest'

import { dateOfDay } from './calendar.ts'
import { weekendsOf } from './weekends.ts'

test('a weekend belongs to the month of its Saturday, and each belongs to one', () => {
  expect(weekendsOf('2027-05', 2)).toEqual([
    { checkIn: '2027-04-30', checkOut: '2027-05-02' },
    { checkIn: '2027-05-07', checkOut: '2027-05-09' },
    { checkIn: '2027-05-14', checkOut: '2027-05-16' },
    { checkIn: '2027-05-21', checkOut: '2027-05-23' },
    { checkIn: '2027-05-28', checkOut: '2027-05-30' },
  ])
  expect(weekendsOf('2027-02', 1)?.map(({ checkIn }) => checkIn.slice(8))).toEqual(['06', '13', '20', '27'])
  expect(weekendsOf('2027-07', 3)?.at(-1)).toEqual({ checkIn: '2027-07-30', checkOut: '2027-08-02' })
})

test('every Saturday night of many years is in exactly one weekend, whatever its length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 40_000 }), fc.integer({ min: 1, max: 3 }), (some, nights) => {
      // 1970-01-03 was a Saturday.
      const saturday = dateOfDay(some - ((some - 2) % 7))
      const around = [-31, 0, 31].map((by) => dateOfDay(some - ((some - 2) % 7) + by).slice(0, 7))
      const all = [...new Set(around)].flatMap((month) => weekendsOf(month, nights) ?? [])
      expect(all.filter(({ checkIn, checkOut }) => checkIn <= saturday && saturday < checkOut)).toHaveLength(1)
      expect(new Date(`${saturday}T00:00:00Z`).getUTCDay()).toBe(6)
    }),
  )
})

test('what is no month has no weekends', () => {
  for (const month of ['2027-13', '2027', 'March', '']) expect(weekendsOf(month, 2)).toBeNull()
})
