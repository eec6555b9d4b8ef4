import { expect, test } from 'vitest'

import { dayOfYear, yearCourse } from './season.ts'

const months = [700, 720, 790, 900, 1000, 1200, 1420, 1500, 1150, 900, 740, 730]
const at = (course: Int16Array, date: string) => course[dayOfYear(date)]

test('a month’s own factor stands on its 15th, and days between lie between', () => {
  const course = yearCourse(months, 0)
  for (const [month, factor] of months.entries())
    expect(at(course, `2027-${String(month + 1).padStart(2, '0')}-15`)).toBe(factor)
  expect(at(course, '2027-07-31')).toBeGreaterThan(1_420)
  expect(at(course, '2027-07-31')).toBeLessThan(1_500)
  expect(at(course, '2028-12-31')).toBeGreaterThanOrEqual(700)
  expect(at(course, '2028-01-01')).toBeLessThanOrEqual(730)
})

test('in the southern hemisphere the same course comes half a year later', () => {
  expect(at(yearCourse(months, 6), '2027-01-15')).toBe(1_420)
  expect(at(yearCourse(months, 6), '2027-07-15')).toBe(700)
})
