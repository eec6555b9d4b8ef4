import { describe, expect, test } from 'vitest'

import { type Booking, createBooking, hear, type Told } from './booking.ts'
import { brokenNights, hearNights, type Nights, openFrom, soldWhileShut } from './nights.ts'
import { brokenIn } from './promises.ts'
import type { Written } from './written.ts'

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
const confirmed = (reference = 'A') => ({
  reference,
  id: reference,
  status: 'CONFIRMED',
  stay: 's1',
  rooms: 'double for 2',
})
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
  customerId: null,
  kept: 100,
  rooms: 'double for 2',
  cancelledRooms: {},
  doors: {},
  staffRefunds: {},
  disputes: {},
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

describe('of what came after the booking', () => {
  test('a trip that was booked signed in and belongs to somebody else', () => {
    const booking = wish(confirmed())
    const me = { email: 'me@example.com', customerId: () => 'c1', headers: async () => ({}), signInAgain: () => {} }
    booking.account = me
    expect(brokenIn(booking, [row({ customerId: 'c1' })])).toEqual([])
    expect(brokenIn(booking, [row({ customerId: 'c2' })]).join()).toMatch(/booked by customer c1, and belongs to c2/)
    expect(brokenIn(booking, [row()]).join()).toMatch(/belongs to nobody/)
  })

  test('other rooms or guests than a change promised', () => {
    const booking = wish(confirmed())
    expect(brokenIn(booking, [row({ rooms: 'single for 1' })]).join()).toMatch(/promised A with double for 2/)
    const told = [answer({ ...confirmed(), rooms: 'family for 2+7' })]
    booking.change = { input: {}, told, unknown: false }
    expect(brokenIn(booking, [row({ rooms: 'family for 2+7' })])).toEqual([])
    expect(brokenIn(booking, [row()]).join()).toMatch(/promised A with family for 2\+7/)
  })

  test('a room given up that is not free, or gives back another sum', () => {
    const booking = wish({ ...confirmed(), rooms: 'double for 2, double for 2' })
    booking.cancelledRooms = [
      { input: {}, told: [answer({ ...confirmed(), rooms: 'double for 2' })], unknown: false, refund: 40, position: 2 },
    ]
    expect(brokenIn(booking, [row({ cancelledRooms: { 2: 40 } })])).toEqual([])
    expect(brokenIn(booking, [row({ cancelledRooms: { 2: 30 } })]).join()).toMatch(
      /40 back for room 2 of A, and wrote 30/,
    )
    expect(brokenIn(booking, [row({ rooms: 'double for 2, double for 2' })]).join()).toMatch(/wrote nothing/)

    booking.cancelledRooms[0]!.told = [answer({ answer: 'RefundChanged' })]
    const freed = row({ rooms: 'double for 2', cancelledRooms: { 2: 40 } })
    expect(brokenIn(booking, [freed]).join()).toMatch(/told RefundChanged of room 2/)
  })

  test('a cancellation after a room of it was given up gives back both', () => {
    const booking = wish(confirmed())
    booking.cancelledRooms = [{ input: {}, told: [answer(confirmed())], unknown: false, refund: 40, position: 2 }]
    const told = [answer({ ...confirmed(), status: 'CANCELLED', refund: 90 })]
    booking.cancel = { input: {}, told, unknown: false, refund: 50 }
    const cancelled = { status: 'CANCELLED', rooms: '', cancelledRooms: { 1: 50, 2: 40 }, kept: 0 }
    expect(brokenIn(booking, [row({ ...cancelled, refund: 90 })])).toEqual([])
    expect(brokenIn(booking, [row({ ...cancelled, refund: 50 })]).join()).toMatch(
      /promised to give 90 back, and wrote 50/,
    )
  })
})

describe('of what others said', () => {
  const deed = (what: 'checkIn' | 'checkOut' | 'markNoShow', told: Partial<Told>) => ({
    what,
    input: {},
    told: [answer({ answer: 'DeskReservation', ...told })],
    unknown: false,
  })

  test('guests who were checked in, out, or marked absent, and are not', () => {
    const booking = wish(confirmed())
    booking.desk = [deed('checkIn', { doors: { 1: '101' } })]
    expect(brokenIn(booking, [row({ status: 'CHECKED_IN', doors: { 1: '101' } })])).toEqual([])
    expect(brokenIn(booking, [row({ doors: { 1: '101' } })]).join()).toMatch(/it is CONFIRMED/)
    expect(brokenIn(booking, [row({ status: 'CHECKED_IN', doors: { 1: '102' } })]).join()).toMatch(/told door 101/)
    booking.desk.push(deed('checkOut', {}))
    expect(brokenIn(booking, [row({ status: 'CHECKED_IN', doors: { 1: '101' } })]).join()).toMatch(/it is CHECKED_IN/)
    booking.desk = [deed('markNoShow', { answer: 'NotPossibleNow' })]
    expect(brokenIn(booking, [row({ status: 'NO_SHOW' })]).join()).toMatch(/it is NO_SHOW/)
  })

  test('a stay that is over at the desk though nobody was there', () => {
    expect(wish(confirmed(), { ...confirmed(), status: 'NO_SHOW' }).broken.join()).toMatch(/nobody said so at the desk/)
  })

  test('a refund of the staff that was not given, given twice, or given though refused', () => {
    const booking = wish(confirmed())
    const input = { reservationId: 'A', amount: 30, reason: 'A cold room', idempotencyKey: 'k' }
    booking.refunds = [{ input, told: [answer({})], unknown: false }]
    expect(brokenIn(booking, [row({ staffRefunds: { 'A cold room': 30 } })])).toEqual([])
    expect(brokenIn(booking, [row()]).join()).toMatch(/gave 30 back for A, and 0 are written/)
    expect(brokenIn(booking, [row({ staffRefunds: { 'A cold room': 60 } })]).join()).toMatch(/and 60 are written/)
    booking.refunds[0]!.told = [answer({ answer: 'RefundExceeds' })]
    expect(brokenIn(booking, [row({ staffRefunds: { 'A cold room': 30 } })]).join()).toMatch(/told RefundExceeds/)
  })

  test('a dispute that the bank decided, and that our books or the guest do not know', () => {
    const booking = wish(confirmed())
    booking.dispute = { id: 'du_1', outcome: 'lost' }
    expect(brokenIn(booking, [row({ disputes: { du_1: { status: 'LOST', told: true } } })])).toEqual([])
    expect(brokenIn(booking, [row()]).join()).toMatch(/of which we have nothing/)
    expect(brokenIn(booking, [row({ disputes: { du_1: { status: 'OPEN', told: false } } })]).join()).toMatch(/is OPEN/)
    expect(brokenIn(booking, [row({ disputes: { du_1: { status: 'LOST', told: false } } })]).join()).toMatch(/not told/)
  })
})

describe('of nights that a hotel closed', () => {
  const night = { date: '2027-01-01', planned: 4, outOfOrder: 0, closed: true, held: 1, sold: 1, left: 0 }
  const closedNights = (): Nights => {
    const nights: Nights = {
      hotelId: 'h1',
      roomTypeId: 'double',
      from: '2027-01-01',
      to: '2027-01-02',
      unknown: true,
      asking: false,
      shut: [],
      broken: [],
    }
    hearNights(nights, { what: 'closeNights' }, { ...answer({ answer: 'DeskNights' }), nights: [night] })
    return nights
  }
  const written = { roomTypeId: 'double', night: '2027-01-01', closed: true, planned: 4 }

  test('closed, and open in the books; another number of rooms than was told', () => {
    const nights = closedNights()
    expect(brokenNights([nights], [written])).toEqual([])
    expect(brokenNights([nights], [{ ...written, closed: false }]).join()).toMatch(/are closed, and 2027-01-01 is not/)
    expect(brokenNights([nights], []).join()).toMatch(/is not/)
    hearNights(nights, { what: 'setAllotment', rooms: 4 }, { ...answer({ answer: 'DeskNights' }), nights: [night] })
    expect(brokenNights([nights], [written])).toEqual([])
    expect(brokenNights([nights], [{ ...written, planned: 5 }]).join()).toMatch(/told 4 rooms .* has 5/)
  })

  test('an answer that contradicts what was asked for', () => {
    const nights = closedNights()
    const heard = (changed: object) => ({ ...answer({ answer: 'DeskNights' }), nights: [{ ...night, ...changed }] })
    hearNights(nights, { what: 'closeNights' }, heard({ left: 1 }))
    hearNights(nights, { what: 'openNights' }, heard({}))
    hearNights(nights, { what: 'setAllotment', rooms: 1 }, { ...heard({ sold: 0 }), answer: 'ReservationsInTheWay' })
    expect(nights.broken).toHaveLength(3)
  })

  test('a room sold while its night was closed', () => {
    const nights = closedNights()
    const booking = wish()
    booking.askedAt = clock + 20
    clock += 20
    const stay = '2026-12-31/2027-01-03'
    hear(booking, answer({ ...confirmed(), stay }))
    expect(soldWhileShut([booking], [nights]).join()).toMatch(/A was sold while double of 2027-01-01/)
    expect(soldWhileShut([{ ...booking, askedAt: 0 }], [nights]), 'asked for before').toEqual([])
    openFrom(nights, booking.askedAt)
    expect(soldWhileShut([booking], [nights]), 'opened meanwhile').toEqual([])
  })
})
