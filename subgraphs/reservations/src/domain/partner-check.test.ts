import fc from 'fast-check'
import { expect, test } from 'vitest'

import { compareBooks, nextCheck, type Theirs } from './partner-check.ts'
import { statuses } from './status.ts'

const theirs = fc.record<Theirs>({
  bookingId: fc.constantFrom('b1', 'b2', 'b3'),
  status: fc.constantFrom('CONFIRMED', 'CANCELLED', 'CANCELLED_WITH_CHARGES'),
  price: fc.constantFrom(100, 101),
})
const ours = fc.record({
  status: fc.constantFrom(...statuses),
  payNow: fc.constant(100),
  currency: fc.constant('EUR'),
  supplierBookingId: fc.constantFrom('b1', null),
})
const books = fc.uniqueArray(theirs, { selector: ({ bookingId }) => bookingId, maxLength: 3 })

test('whatever the books say: a room that stands there is the guest’s or an orphan, never both, and a guest’s is never an orphan', () => {
  fc.assert(
    fc.property(ours, books, (mine, listed) => {
      const verdict = compareBooks(mine, listed)
      if (verdict.verdict === 'IN_BETWEEN') return
      const orphans = (verdict.verdict === 'DISAGREED' ? verdict.disagreements : [])
        .filter(({ kind }) => kind === 'ORPHAN')
        .map(({ bookingId }) => bookingId)
      const lives = ['CONFIRMED', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW'].includes(mine.status)
      const expected = listed.filter(
        ({ bookingId, status }) => status === 'CONFIRMED' && !(lives && bookingId === mine.supplierBookingId),
      )
      expect(orphans).toEqual(expected.map(({ bookingId }) => bookingId))
    }),
  )
})

test('while a saga is at it nothing is said, so nothing is cancelled under it', () => {
  for (const status of ['AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN', 'MODIFYING', 'CANCELLING'] as const)
    expect(
      compareBooks({ status, payNow: 1, currency: 'EUR', supplierBookingId: null }, [
        { bookingId: 'b', status: 'CONFIRMED', price: 1 },
      ]),
    ).toEqual({ verdict: 'IN_BETWEEN' })
})

test('looks grow rarer; what stands is looked at until its guest has left, what is over for a day', () => {
  const bookedAt = new Date('2027-03-01T12:00:00Z')
  const look = (looks: number, status: 'CONFIRMED' | 'FAILED', now: string) =>
    nextCheck(looks, bookedAt, { status, checkOut: '2027-06-15' }, new Date(now))?.toISOString()
  expect(look(1, 'FAILED', '2027-03-01T12:03:00Z')).toBe('2027-03-01T12:10:00.000Z')
  expect(look(4, 'FAILED', '2027-03-01T18:00:00Z')).toBe('2027-03-02T12:00:00.000Z')
  expect(look(5, 'FAILED', '2027-03-02T12:00:00Z')).toBeUndefined()
  expect(look(5, 'CONFIRMED', '2027-03-02T12:00:00Z')).toBe('2027-03-03T12:00:00.000Z')
  expect(look(90, 'CONFIRMED', '2027-06-15T08:00:00Z')).toBeUndefined()
})
