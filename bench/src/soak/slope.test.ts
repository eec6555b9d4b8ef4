import { expect, test } from 'vitest'

import { growthOf, slopeOf } from './slope.ts'

const every = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => ({ at, value: value(at) }))

test('a leak shows through the saw of a garbage collector, and its teeth alone do not', () => {
  const saw = (at: number) => 100 + (at % 10)
  expect(Math.abs(growthOf(every(300, saw)))).toBeLessThan(0.01)
  expect(growthOf(every(300, (at) => saw(at) + at * 0.05))).toBeCloseTo(0.134, 1) // 15 of 112
})

test('one wild measure turns nothing', () => {
  const points = every(50, () => 100)
  expect(slopeOf([...points, { at: 51, value: 900 }])).toBe(0)
})
