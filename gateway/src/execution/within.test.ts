import { expect, test } from 'vitest'

import { TookTooLong, within } from './within.ts'

test('work that ends gives what it makes, or throws what it throws', () => {
  expect(within(1_000, () => 'made')).toBe('made')
  const fault = new Error('its own')
  const fails = () => {
    throw fault
  }
  expect(() => within(1_000, fails)).toThrow(fault)
})

test('work that never ends is stopped, and so is the next', () => {
  const forEver = (): never => {
    for (;;);
  }
  expect(() => within(20, forEver)).toThrow(TookTooLong)
  expect(() => within(20, forEver)).toThrow('more than 20 ms')
  expect(within(1_000, () => 'made')).toBe('made')
})
