import { expect, test } from 'vitest'

import { median, percentile } from './statistics.ts'

test('a median lies in the middle, of an even number between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7]), median([])]).toEqual([2, 2.5, 7, 0])
})

test('a percentile is one of the figures, whatever their order', () => {
  const figures = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect([percentile(figures, 0), percentile(figures, 0.5), percentile(figures, 0.99)]).toEqual([1, 51, 100])
  expect(percentile([], 0.5)).toBe(0)
})
