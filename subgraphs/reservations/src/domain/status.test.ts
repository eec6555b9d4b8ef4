import { expect, test } from 'vitest'

import { holdsNights, mayBecome, soldNights, statuses, transitions, unsettled } from './status.ts'

test('every status can be reached from HELD', () => {
  const reached = new Set<string>(['HELD'])
  for (const status of reached) for (const next of transitions[status as keyof typeof transitions]) reached.add(next)
  expect([...reached].toSorted()).toEqual([...statuses].toSorted())
})

test('what is over stays over', () => {
  for (const over of ['CANCELLED', 'CANCELLED_WITH_FEE', 'CHECKED_OUT', 'NO_SHOW', 'FAILED'] as const)
    expect(transitions[over]).toEqual([])
})

test('only a payment confirms: nothing is confirmed straight from a hold', () => {
  expect(statuses.filter((from) => mayBecome(from, 'CONFIRMED'))).toEqual([
    'AWAITING_PAYMENT',
    'REQUIRES_ACTION',
    'CONFIRMING',
    'PARTNER_UNKNOWN',
    'MODIFYING',
    'CANCELLING',
    'EXPIRED',
  ])
})

test('a night is held or sold, never both, and whoever is unsettled can still come to nothing', () => {
  expect(holdsNights.filter((status) => soldNights.includes(status))).toEqual([])
  for (const status of unsettled) expect(mayBecome(status, 'FAILED')).toBe(true)
})
