import { randomUUID } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import type { Services } from '../context.ts'
import { reservationById } from '../database/reservations.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createWorld } from '../testing/world.ts'
import { advance } from './advance-reservation.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { changeStay } from './change-stay.ts'

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const
let roomTypeId: string
beforeEach(() => {
  roomTypeId = randomUUID()
})

type Wishes = Parameters<typeof world.offer>[0]
const book = async (wishes: Wishes = {}) => {
  const offerId = await world.offer({ roomTypeId, allotment: 1, price: 15_000, ...wishes })
  const booked = await bookRoom(await world.input({ offerId }), world.contextOf(ada))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked
}
const change = async (id: string, wishes: Wishes, input: object = {}, exchanged: Partial<Services> = {}) => {
  const offerId = await world.offer({ roomTypeId, allotment: 1, price: 15_000, ...wishes })
  return changeStay(
    { reservation: { id }, offerId, paymentMethodId: cards.good, idempotencyKey: randomUUID(), ...input },
    world.contextOf(ada, exchanged),
  )
}
const nights = async () => {
  const rows =
    await world.sql`select night::text, held, sold from room_night where room_type_id = ${roomTypeId} and held + sold > 0 order by 1`
  return rows.map(({ night, held, sold }) => `${String(night).slice(8)} ${String(held)}/${String(sold)}`)
}
// 12 to 15 June is what `book` takes.
const dearer = { checkIn: '2027-06-14', checkOut: '2027-06-17', price: 20_000 }
const cheaper = { checkIn: '2027-06-14', checkOut: '2027-06-17', price: 10_000 }

test('dearer dates: the difference is charged, the nights are swapped, the night in common never taken twice', async () => {
  const { id } = await book()
  expect(await change(id, dearer)).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    checkIn: '2027-06-14',
    payNow: 61_500,
    revision: 1,
  })
  expect(await nights()).toEqual(['14 0/1', '15 0/1', '16 0/1'])
  expect(world.payments.payments.get(`${id}:pay:2`)?.request).toMatchObject({
    amount: 15_000,
    receipt: { lines: [{ amount: 15_000 }] },
  })
  expect(world.payments.keptOf(id)).toBe(61_500)
  const told = await world.sql`
    select payload ->> 'what' as what, (payload #>> '{recap,revision}')::int as revision from outbox
    where job = 'tell-guest-and-hotel' and payload #>> '{recap,reservationId}' = ${id} order by id`
  expect([...told]).toEqual([
    { what: 'CONFIRMED', revision: 0 },
    { what: 'CHANGED', revision: 1 },
  ])
})

test('cheaper dates: the difference goes back', async () => {
  const { id } = await book()
  expect(await change(id, cheaper)).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED', payNow: 31_500 })
  await world.sweep()
  expect(world.payments.keptOf(id)).toBe(31_500)
  expect(await reservationById(world.db, id)).toMatchObject({ owed: null, dueAt: null })
})

test('a changed stay is given back in full over all of its payments, and each is refunded within what it took', async () => {
  const { id } = await book()
  await change(id, dearer)
  await change(id, { checkIn: '2027-06-20', checkOut: '2027-06-23', price: 18_000 })
  await world.sweep()
  expect(world.payments.keptOf(id)).toBe(55_500)
  const cancelled = await cancelReservation(
    { reservation: { id }, expectedRefund: 55_500, idempotencyKey: randomUUID() },
    world.contextOf(ada),
  )
  expect(cancelled).toMatchObject({ status: 'CANCELLED' })
  expect(world.payments.keptOf(id)).toBe(0)
  expect(await nights()).toEqual([])
})

test('a declined card leaves the stay as it was, and the new nights free', async () => {
  const { id } = await book()
  const declined = {
    paymentMethodId: cards.declined,
    idempotencyKey: randomUUID(),
    offerId: await world.offer({ roomTypeId, allotment: 1, ...dearer }),
  }
  expect(await change(id, {}, declined)).toMatchObject({
    __typename: 'PaymentDeclined',
    declineCode: 'insufficient_funds',
  })
  expect(await nights()).toEqual(['12 0/1', '13 0/1', '14 0/1'])
  expect(await change(id, {}, declined)).toMatchObject({ __typename: 'PaymentDeclined' }) // the same key, the same answer
  expect(await change(id, {}, { ...declined, paymentMethodId: cards.good })).toMatchObject({
    __typename: 'IdempotencyConflict',
  })
  expect(await change(id, dearer)).toMatchObject({ status: 'CONFIRMED', payNow: 61_500 })
  expect(world.payments.keptOf(id)).toBe(61_500)
})

describe('3-D Secure', () => {
  test('the new nights are held while the guest is at the bank', async () => {
    const { id } = await book()
    const input = {
      paymentMethodId: cards.confirm,
      idempotencyKey: randomUUID(),
      offerId: await world.offer({ roomTypeId, allotment: 1, ...dearer }),
    }
    expect(await change(id, {}, input)).toMatchObject({
      __typename: 'PaymentActionRequired',
      reservation: { status: 'MODIFYING' },
    })
    expect(await nights()).toEqual(['12 0/1', '13 0/1', '14 0/1', '15 1/0', '16 1/0'])
    world.payments.bankSays(id, 'CAPTURED')
    expect(await change(id, {}, input)).toMatchObject({
      __typename: 'Reservation',
      status: 'CONFIRMED',
      checkIn: '2027-06-14',
    })
  })

  test('a run that read the reservation before another one ended its change goes on from where it stands', async () => {
    const { id } = await book()
    await change(id, dearer, { paymentMethodId: cards.confirm })
    const read = await reservationById(world.services.db, id)
    world.payments.bankSays(id, 'CAPTURED')
    expect(await advance(id, world.services)).toMatchObject({ status: 'CONFIRMED' })
    expect(await advance(id, world.services, { known: read })).toMatchObject({ status: 'CONFIRMED', revision: 1 })
  })

  test('who does not confirm keeps the old stay', async () => {
    const { id } = await book()
    const input = {
      paymentMethodId: cards.confirm,
      idempotencyKey: randomUUID(),
      offerId: await world.offer({ roomTypeId, allotment: 1, ...dearer }),
    }
    await change(id, {}, input)
    world.clock.pass({ minutes: 11 })
    await world.sweep()
    expect(await nights()).toEqual(['12 0/1', '13 0/1', '14 0/1'])
    expect(world.payments.openOf(id)).toBe(0)
    expect(await change(id, {}, input)).toMatchObject({ __typename: 'NotChangeable' })
    world.clock.pass({ minutes: -11 })
  })
})

test('nights that somebody else has are refused, and nothing is held', async () => {
  const { id } = await book()
  await book({ checkIn: '2027-06-16', checkOut: '2027-06-18' })
  const before = world.payments.payments.size
  expect(await change(id, { checkIn: '2027-06-14', checkOut: '2027-06-18' })).toMatchObject({ __typename: 'RoomTaken' })
  expect(await nights()).toEqual(['12 0/1', '13 0/1', '14 0/1', '16 0/1', '17 0/1'])
  expect(world.payments.payments.size).toBe(before)
})

test('two guests who swap their nights at once do not wait for each other for ever', async () => {
  const [first, second] = ['first', 'second'].map((name) => `${roomTypeId}-${name}`)
  const [one, other] = await Promise.all([
    book({ roomTypeId: first ?? '', allotment: 5 }),
    book({ roomTypeId: second ?? '', allotment: 5 }),
  ])
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => change(one.id, { roomTypeId: second ?? '', allotment: 5 })),
    ...Array.from({ length: 4 }, () => change(other.id, { roomTypeId: first ?? '', allotment: 5 })),
  ])
  expect(answers.filter(({ __typename }) => __typename === 'Reservation')).toHaveLength(2)
  expect(await recount(world.sql)).toEqual([])
})

test('when payments cannot be reached nothing is charged, the stay stands, and the same key may be used again', async () => {
  const { id } = await book()
  const payments = {
    ...world.services.payments,
    take: async () => ({ status: 'SILENT', heard: 'NOT_SENT', late: false, reason: 'x' }) as const,
  }
  const input = { idempotencyKey: randomUUID(), offerId: await world.offer({ roomTypeId, allotment: 1, ...dearer }) }
  expect(await change(id, {}, input, { payments })).toMatchObject({ __typename: 'TryAgainLater' })
  expect(await nights()).toEqual(['12 0/1', '13 0/1', '14 0/1'])
  world.clock.pass({ minutes: 2 })
  await world.sweep()
  expect(await change(id, {}, input)).toMatchObject({ status: 'CONFIRMED', checkIn: '2027-06-14' })
})

test('a change that came to nothing while nobody listened is told before its key begins another', async () => {
  const { id } = await book()
  const take = async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'timeout' }) as const
  const offerId = await world.offer({ roomTypeId, allotment: 1, ...dearer })
  const input = { idempotencyKey: randomUUID(), offerId, paymentMethodId: cards.noBank }
  const payments = { ...world.services.payments, take }
  expect(await change(id, {}, input, { payments })).toMatchObject({ status: 'MODIFYING' })
  world.clock.pass({ seconds: 5 })
  await world.sweep()
  const again = { ...input, paymentMethodId: cards.good }
  expect(await change(id, {}, again)).toMatchObject({ __typename: 'IdempotencyConflict' })
  expect(await change(id, {}, input)).toMatchObject({ __typename: 'TryAgainLater' })
  world.clock.pass({ minutes: 2 })
  await world.sweep() // until it is certain that nothing of the first attempt is left at the bank
  expect(await change(id, {}, again)).toMatchObject({ status: 'CONFIRMED', checkIn: '2027-06-14' })
})

describe('other rooms', () => {
  const kinds = async () => {
    const rows = await world.sql`
      select right(room_type_id, 1) as kind, night::text, held, sold from room_night
        where room_type_id like ${`${roomTypeId}%`} and held + sold > 0 order by 1, 2`
    return rows.map(({ kind, night, held, sold }) => `${kind} ${String(night).slice(8)} ${held}/${sold}`)
  }
  const of = (...letters: string[]) => ({
    allotment: 2,
    rooms: letters.map((letter) => ({
      adults: 2,
      childAges: [],
      roomTypeId: `${roomTypeId}-${letter}`,
      roomName: letter,
    })),
  })

  test('one more room, of another kind: only what is new is held and charged', async () => {
    const { id } = await book(of('a'))
    expect(await change(id, { ...of('a', 'b'), price: 25_000 })).toMatchObject({ status: 'CONFIRMED', payNow: 76_500 })
    expect(await kinds()).toEqual(['a 12 0/1', 'a 13 0/1', 'a 14 0/1', 'b 12 0/1', 'b 13 0/1', 'b 14 0/1'])
    expect(world.payments.payments.get(`${id}:pay:2`)?.request.amount).toBe(30_000)
  })

  test('fewer rooms on other dates: what is not needed is free again and comes back, room by room and night by night', async () => {
    const { id } = await book({ ...of('a', 'a', 'b'), price: 30_000 })
    const less = { ...of('a', 'b'), checkIn: '2027-06-13', checkOut: '2027-06-16', price: 20_000 }
    expect(await change(id, less)).toMatchObject({ status: 'CONFIRMED', payNow: 61_500 })
    await world.sweep()
    expect(await kinds()).toEqual(['a 13 0/1', 'a 14 0/1', 'a 15 0/1', 'b 13 0/1', 'b 14 0/1', 'b 15 0/1'])
    expect(world.payments.keptOf(id)).toBe(61_500)
  })

  test('other guests in the same room take no night and hold none', async () => {
    const { id } = await book({ ...of('a'), allotment: 1 })
    const [room] = of('a').rooms
    const guests = { allotment: 1, rooms: room ? [{ ...room, adults: 1, childAges: [4] }] : [] }
    expect(await change(id, { ...guests, price: 14_000 })).toMatchObject({ status: 'CONFIRMED', payNow: 43_500 })
    expect(await kinds()).toEqual(['a 12 0/1', 'a 13 0/1', 'a 14 0/1'])
  })

  test('when one of the kinds is gone nothing of the others is held, and the stay stands', async () => {
    const { id } = await book(of('a'))
    await book({ ...of('c', 'c') })
    expect(await change(id, { ...of('a', 'b', 'c'), price: 40_000 })).toMatchObject({ __typename: 'RoomTaken' })
    expect((await kinds()).filter((night) => !night.startsWith('c'))).toEqual(['a 12 0/1', 'a 13 0/1', 'a 14 0/1'])
  })
})

describe('a stay cannot be changed', () => {
  test.for<[string, Wishes, RegExp]>([
    ['to what it is', {}, /the stay you have/],
    ['to another hotel', { hotelId: 'h2', checkIn: '2027-07-01', checkOut: '2027-07-02' }, /another hotel/],
    ['to another currency', { currency: 'USD', checkIn: '2027-07-01', checkOut: '2027-07-02' }, /another currency/],
  ])('%s', async ([, wishes, why]) => {
    const { id } = await book()
    const answer = await change(id, wishes)
    expect(answer).toMatchObject({ __typename: 'NotChangeable', message: expect.stringMatching(why) })
  })

  test('when its terms would keep a fee: dear terms are not to be swapped for kind ones', async () => {
    const { id } = await book({ cancellation: { freeUntil: null, tiers: [{ from: null, fee: 46_500 }] } })
    expect(await change(id, cheaper)).toMatchObject({
      __typename: 'NotChangeable',
      message: expect.stringContaining('keep €465.00'),
    })
  })

  test('without a card when it gets dearer', async () => {
    const { id } = await book()
    expect(await change(id, dearer, { paymentMethodId: null })).toMatchObject({
      __typename: 'NotChangeable',
      message: expect.stringContaining('€150.00 more'),
    })
  })

  test('by somebody else', async () => {
    const { id } = await book()
    const answer = await changeStay(
      { reservation: { id }, offerId: await world.offer({ roomTypeId, ...dearer }), idempotencyKey: randomUUID() },
      world.contextOf({ ...ada, customerId: 'c-eve' }),
    )
    expect(answer).toMatchObject({ __typename: 'ReservationNotFound' })
  })

  test('by an offer that expired or is not ours', async () => {
    const { id } = await book()
    expect(await change(id, { ...dearer, exp: 1 })).toMatchObject({ __typename: 'OfferExpired' })
    expect(await change(id, {}, { offerId: 'x.y.z' })).toMatchObject({ __typename: 'OfferInvalid' })
  })
})

test('the counters equal a recount', async () => {
  expect(await recount(world.sql)).toEqual([])
})
