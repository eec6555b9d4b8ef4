import { expect, test } from 'vitest'

import { cancellationOf, type CancellationRule } from './cancellation.ts'

const stay = (bookedAt: string) => ({
  checkIn: '2027-06-12',
  timeZone: 'Europe/Lisbon',
  bookedAt: new Date(bookedAt),
  nights: [10_000, 12_000],
  payNow: 23_600,
})
const steps: CancellationRule[] = [
  { daysBefore: 7, time: '12:00', fee: { kind: 'PERCENT', bps: 5_000 } },
  { daysBefore: 2, time: '18:00', fee: { kind: 'NIGHTS', nights: 2 } },
]

test('before the first tier cancelling is free; each tier begins by the hotel’s own clock', () => {
  expect(cancellationOf(steps, stay('2027-05-01T00:00:00Z'))).toEqual({
    freeUntil: new Date('2027-06-05T11:00:00Z'),
    tiers: [
      { from: new Date('2027-06-05T11:00:00Z'), fee: 11_800 },
      { from: new Date('2027-06-10T17:00:00Z'), fee: 22_000 },
    ],
  })
})

test('tiers whose time has come are one, from booking on', () => {
  expect(cancellationOf(steps, stay('2027-06-06T00:00:00Z'))).toEqual({
    freeUntil: null,
    tiers: [
      { from: null, fee: 11_800 },
      { from: new Date('2027-06-10T17:00:00Z'), fee: 22_000 },
    ],
  })
  expect(cancellationOf(steps, stay('2027-06-11T00:00:00Z')).tiers).toEqual([{ from: null, fee: 22_000 }])
})

test('a fee is never more than what was paid at booking', () => {
  const rule: CancellationRule = { daysBefore: null, time: '00:00', fee: { kind: 'NIGHTS', nights: 9 } }
  expect(cancellationOf([rule], { ...stay('2027-06-01T00:00:00Z'), payNow: 20_000 }).tiers).toEqual([
    { from: null, fee: 20_000 },
  ])
})
