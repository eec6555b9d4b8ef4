import { describe, expect, test } from 'vitest'

import { type Booking, createBooking, hear, type Told } from './booking.ts'
import { brokenIn, type Written } from './promises.ts'

// The judge of the fault runs is judged: each kind of broken promise is planted, and must be seen.

const offer = {
  id: 'o',
  hotelId: 'h1',
  source: 'OWN',
  payNow: { amount: 100, currency: 'EUR' },
  free: true,
  rooms: 1,
  seenAt: 0,
} as const
let clock = 0
const answer = (told: Partial<Told>): Told => {
  clock += 10
  return { askedAt: clock, heardAt: clock + 5, answer: 'Reservation', ...told }
}
const confirmed = (reference = 'A') => ({ reference, id: reference, status: 'CONFIRMED', stay: 's1' })
const wish = (...told: Partial<Told>[]): Booking => {
  const booking = createBooking(offer, 'pm_card_visa', 'Lovelace')
  for (const one of told) hear(booking, answer(one))
  return booking
}
const row = (changed: Partial<Written> = {}): Written => ({
  id: 'A',
  email: '',
  reference: 'A',
  status: 'CONFIRMED',
  stay: 's1',
  refund: null,
  owed: null,
  kept: 100,
  ...changed,
})

describe('what is kept is found kept', () => {
  test.for<[string, Booking, Written[]]>([
    ['a confirmed room', wish(confirmed(), confirmed()), [row()]],
    ['a declined card', wish({ answer: 'PaymentDeclined' }), [row({ status: 'FAILED', kept: 0 })]],
    [
      'a second try after the first came to nothing',
      wish({ answer: 'TryAgainLater' }, confirmed('B')),
      [row({ status: 'FAILED', kept: 0 }), row({ reference: 'B' })],
    ],
    ['nothing promised', wish(), []],
  ])('%s', ([, booking, written]) => {
    expect([...booking.broken, ...brokenIn(booking, written)]).toEqual([])
  })
})

describe('a broken promise is seen', () => {
  test.for<[string, Booking, Written[], RegExp]>([
    ['a confirmed room that is gone', wish(confirmed()), [row({ status: 'FAILED' })], /nobody cancelled it/],
    ['a confirmed room that was never written', wish(confirmed()), [], /no such reservation/],
    ['two rooms for one wish', wish(confirmed()), [row(), row({ reference: 'B' })], /booked 2 times/],
    ['money taken twice', wish(confirmed()), [row(), row({ reference: 'B', status: 'FAILED' })], /paid 2 times/],
    ['money kept after a refusal', wish({ answer: 'TryAgainLater' }), [row({ status: 'FAILED' })], /100 are kept/],
    ['a room kept after a refusal', wish({ answer: 'RoomTaken' }), [row({ kept: 0 })], /told RoomTaken/],
    ['other dates than promised', wish(confirmed()), [row({ stay: 's2' })], /promised A for s1/],
  ])('%s', ([, booking, written, what]) => {
    expect(brokenIn(booking, written).join()).toMatch(what)
  })

  test.for<[string, Partial<Told>[], RegExp]>([
    [
      'another reservation under the same key',
      [{ reference: 'A', status: 'AWAITING_PAYMENT' }, confirmed('B')],
      /told A, then/,
    ],
    ['a confirmation taken back', [confirmed(), { reference: 'A', status: 'AWAITING_PAYMENT' }], /told CONFIRMED A/],
    ['a decline that became a booking', [{ answer: 'PaymentDeclined' }, confirmed()], /told PaymentDeclined/],
    [
      'a cancellation nobody asked for',
      [confirmed(), { reference: 'A', status: 'CANCELLED' }],
      /nobody asked to cancel/,
    ],
    ['a conflict with itself', [{ answer: 'IdempotencyConflict' }], /called a conflict/],
  ])('%s', ([, told, what]) => {
    expect(wish(...told).broken.join()).toMatch(what)
  })

  test('a cancellation that gives back another sum than its preview said', () => {
    const booking = wish(confirmed())
    const told = [answer({ ...confirmed(), status: 'CANCELLED', refund: 100 })]
    booking.cancel = { input: { idempotencyKey: 'k' }, told, unknown: false, refund: 100 }
    const cancelled = { status: 'CANCELLED', kept: 0 }
    expect(brokenIn(booking, [row({ ...cancelled, refund: 100 })])).toEqual([])
    expect(brokenIn(booking, [row({ ...cancelled, refund: 40 })]).join()).toMatch(/promised to give 100 back/)
    expect(brokenIn(booking, [row()]).join()).toMatch(/is CANCELLED, and it is CONFIRMED/)
  })
})
