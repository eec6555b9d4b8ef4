import { expect, test } from 'vitest'

import { platform } from '../platform.ts'
import { stopOrder } from './stop-order.ts'

test('whoever asks stops before whom it asks', () => {
  const steps = stopOrder(platform)
  const stepOf = (name: string) => steps.findIndex((step) => step.includes(name))
  for (const { name, asks = [] } of platform)
    for (const sister of asks) expect(stepOf(name), `${name} before ${sister}`).toBeLessThan(stepOf(sister))
  expect(steps.flat().toSorted()).toEqual(platform.map(({ name }) => name).toSorted())
})

test('services that ask each other in a circle still stop', () => {
  const circle = [
    { name: 'a', asks: ['b'] },
    { name: 'b', asks: ['a'] },
    { name: 'c', asks: ['a'] },
  ]
  expect(stopOrder(circle)).toEqual([['c'], ['a', 'b']])
})
