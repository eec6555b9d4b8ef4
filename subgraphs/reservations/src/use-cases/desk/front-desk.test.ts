import { describe, expect, test } from 'vitest'

import { stepsOf } from '../../database/reservations.ts'
import { tellStep } from '../../domain/timeline.ts'
import { createDeskWorld, type DeskWorld } from '../../testing/desk-world.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { recountDesk } from '../../testing/recount-desk.ts'
import { recount } from '../../testing/recount.ts'
import { cancelReservation } from '../cancel-reservation.ts'

const world: DeskWorld = await createDeskWorld()
const { desk } = world

/** Booked in March, as all tests begin; then it is another day. Lisbon is an hour ahead of UTC in June. */
const march = () => world.clock.moveTo('2027-03-01T12:00:00Z')
const on = (instant: string) => world.clock.moveTo(instant)
const arrival = '2027-06-12T14:30:00Z'
const terms = {
  freeUntil: '2027-06-10T17:00:00.000Z',
  tiers: [
    { from: '2027-06-10T17:00:00.000Z', fee: 15_000 },
    { from: '2027-06-14T08:00:00.000Z', fee: 46_500 },
  ],
}
const two = [
  { adults: 2, childAges: [] },
  { adults: 1, childAges: [4] },
]
const timeline = async (id: string) => {
  const steps = await stepsOf(world.db, id)
  return steps.map(({ name, detail }) => tellStep(name, detail, 'Europe/Lisbon')).slice(3)
}
const house = (options?: Parameters<DeskWorld['house']>[0]) => {
  march()
  return world.house(options)
}

describe('checking in', () => {
  test('gives each booked room a free door of its type, the lowest number first, and the guest reads it', async () => {
    const { hotelId, staff, doors, book } = house()
    const rooms = await doors('9', '101', '102')
    const { id } = await book({ rooms: two })
    on(arrival)
    const answer = await desk.checkIn({ reservationId: id }, staff)
    expect(answer).toMatchObject({ __typename: 'DeskReservation', status: 'CHECKED_IN' })
    expect(answer.rooms.map(({ n, room }) => [n, room?.number])).toEqual([
      [1, '9'],
      [2, '101'],
    ])
    expect(await timeline(id)).toEqual(['You arrived. Your room: 9, 101.'])
    const listed = await desk.list('inHouse', hotelId, {}, staff)
    expect(listed.edges.map(({ node }) => node.room?.id)).toEqual([rooms['9'], rooms['101']])
    expect(listed.edges[0]?.node.arrivedAt).toBe('2027-06-12T14:30:00.000Z')
  })

  test('gives the door that is asked for, and refuses one that is not free, of another type or another hotel’s', async () => {
    const { hotelId, suite, staff, doors, book } = house()
    const rooms = await doors('101', '102')
    await desk.registerRooms({ hotelId, roomTypeId: suite, rooms: [{ number: '501', floor: '5' }] }, staff)
    const [{ id: penthouse } = { id: '' }] = await world.sql<
      { id: string }[]
    >`select id::text from hotel_rooms where hotel_id = ${hotelId} and number = '501'`
    const elsewhere = await world.house().doors('102')
    const [one, other] = [await book(), await book({ checkIn: '2027-06-12', checkOut: '2027-06-14' })]
    on(arrival)
    const asked = (reservationId: string, roomId: string | undefined) =>
      desk.checkIn({ reservationId, rooms: [{ n: 1, roomId }] }, staff)
    expect((await asked(one.id, rooms['102'])).rooms[0]?.room?.number).toBe('102')
    const taken = await asked(other.id, rooms['102'])
    expect(taken).toMatchObject({ __typename: 'RoomNotFree', message: expect.stringContaining('102') })
    expect(taken.reservations.map(({ id }) => id)).toEqual([one.id])
    for (const roomId of [penthouse, elsewhere['102'], 'nonsense'])
      expect(await asked(other.id, roomId)).toMatchObject({ __typename: 'RoomNotFree', reservations: [] })
    expect(
      (await desk.checkIn({ reservationId: other.id, rooms: [{ n: 7, roomId: rooms['101'] }] }, staff)).__typename,
    ).toBe('NotPossibleNow')
    expect((await asked(other.id, rooms['101'])).status).toBe('CHECKED_IN')
  })

  test('all rooms or none: with one door too few nobody is checked in', async () => {
    const { staff, doors, book } = house()
    await doors('101')
    const { id } = await book({ rooms: two })
    on(arrival)
    expect(await desk.checkIn({ reservationId: id }, staff)).toMatchObject({ __typename: 'NoRoomFree' })
    expect([...(await world.sql`select 1 from room_stays where reservation_id = ${id}`)]).toEqual([])
    await doors('102')
    expect(await desk.checkIn({ reservationId: id }, staff)).toMatchObject({ status: 'CHECKED_IN' })
  })

  test('said again it is the same, and another door is a move', async () => {
    const { staff, doors, book } = house()
    const rooms = await doors('101', '102')
    const { id } = await book()
    on(arrival)
    const first = await desk.checkIn({ reservationId: id }, staff)
    expect(await desk.checkIn({ reservationId: id }, staff)).toEqual(first)
    expect(await desk.checkIn({ reservationId: id, rooms: [{ n: 1, roomId: rooms['101'] }] }, staff)).toEqual(first)
    expect(await desk.checkIn({ reservationId: id, rooms: [{ n: 1, roomId: rooms['102'] }] }, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
    })
  })

  test('not before the day of arrival there, and from its first minute on', async () => {
    const { staff, doors, book } = house({ timeZone: 'Europe/Lisbon' })
    await doors('101')
    const { id } = await book()
    on('2027-06-11T22:59:59Z') // 23:59:59 in Lisbon
    expect(await desk.checkIn({ reservationId: id }, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: expect.stringContaining('Sat 12 June 2027'),
    })
    on('2027-06-11T23:00:00Z')
    expect(await desk.checkIn({ reservationId: id }, staff)).toMatchObject({ status: 'CHECKED_IN' })
  })

  test('who comes after midnight still gets the night before, but not once they would have to leave', async () => {
    const { staff, doors, book } = house()
    await doors('101', '102')
    const [late, over] = [await book({ checkOut: '2027-06-13' }), await book({ checkOut: '2027-06-13' })]
    on('2027-06-13T01:00:00Z')
    expect(await desk.checkIn({ reservationId: late.id }, staff)).toMatchObject({ status: 'CHECKED_IN' })
    on('2027-06-13T10:00:00Z') // 11:00 in Lisbon, where guests must leave until then
    expect(await desk.checkIn({ reservationId: over.id }, staff)).toMatchObject({ __typename: 'NotPossibleNow' })
  })

  test('only a confirmed reservation', async () => {
    const { staff, doors, book, answerOf } = house()
    await doors('101')
    const { id, customerId } = await book()
    await cancelReservation(
      { reservation: { id }, idempotencyKey: world.key() },
      world.contextOf({ kind: 'customer', customerId: customerId ?? '', email: 'x' }),
    )
    on(arrival)
    expect(await desk.checkIn({ reservationId: id }, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: 'The reservation is cancelled.',
    })
    const paying = await answerOf({}, { paymentMethodId: cards.confirm })
    if (paying.__typename !== 'PaymentActionRequired') throw new Error(paying.__typename)
    expect(await desk.checkIn({ reservationId: paying.reservation.id }, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
    })
  })
})

describe('in the house', () => {
  test('guests move to another door; the old one is free, and is told so', async () => {
    const { staff, doors, book } = house()
    const rooms = await doors('101', '102')
    const [one, other] = [await book(), await book()]
    on(arrival)
    await desk.checkIn({ reservationId: one.id }, staff)
    const moved = await desk.moveRoom({ reservationId: one.id, n: 1, roomId: rooms['102'] }, staff)
    expect(moved.rooms[0]?.room?.number).toBe('102')
    expect(await desk.moveRoom({ reservationId: one.id, n: 1, roomId: rooms['102'] }, staff)).toEqual(moved)
    expect((await desk.checkIn({ reservationId: other.id }, staff)).rooms[0]?.room?.number).toBe('101')
    expect(await desk.moveRoom({ reservationId: other.id, n: 1, roomId: rooms['102'] }, staff)).toMatchObject({
      __typename: 'RoomNotFree',
      reservations: [{ id: one.id }],
    })
    expect(await timeline(one.id)).toEqual(['You arrived. Your room: 101.', 'You moved to room 102.'])
    expect(await desk.moveRoom({ reservationId: other.id, n: 9, roomId: rooms['102'] }, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
    })
  })

  test('guests leave: on the day their door is another’s, the nights they paid for stay sold', async () => {
    const { hotelId, double, staff, doors, book } = house()
    await doors('101')
    const [one, other] = [await book(), await book({ checkIn: '2027-06-13', checkOut: '2027-06-15' })]
    on(arrival)
    await desk.checkIn({ reservationId: one.id }, staff)
    on('2027-06-13T15:00:00Z')
    expect(await desk.checkIn({ reservationId: other.id }, staff)).toMatchObject({ __typename: 'NoRoomFree' })
    const left = await desk.checkOut(one.id, staff)
    expect(left).toMatchObject({ status: 'CHECKED_OUT' })
    expect(left.rooms[0]?.leftAt).toBe('2027-06-13T15:00:00.000Z')
    expect(await desk.checkOut(one.id, staff)).toEqual(left)
    expect(await desk.checkIn({ reservationId: other.id }, staff)).toMatchObject({ status: 'CHECKED_IN' })
    expect((await desk.nights(hotelId, double, '2027-06-14', '2027-06-15', staff))[0]).toMatchObject({ sold: 2 })
    expect(
      await desk.checkOut((await book({ checkIn: '2027-08-01', checkOut: '2027-08-02' })).id, staff),
    ).toMatchObject({ __typename: 'NotPossibleNow' })
    expect((await timeline(one.id)).at(-1)).toBe('You left. We hope to see you again.')
  })

  test('a door whose guests should have left, and did not, is given to nobody', async () => {
    const { staff, doors, book } = house()
    const rooms = await doors('101')
    const [one, other] = [
      await book({ checkOut: '2027-06-13' }),
      await book({ checkIn: '2027-06-13', checkOut: '2027-06-15' }),
    ]
    on(arrival)
    await desk.checkIn({ reservationId: one.id }, staff)
    on('2027-06-13T15:00:00Z')
    expect(await desk.checkIn({ reservationId: other.id }, staff)).toMatchObject({ __typename: 'NoRoomFree' })
    expect(
      await desk.checkIn({ reservationId: other.id, rooms: [{ n: 1, roomId: rooms['101'] }] }, staff),
    ).toMatchObject({ __typename: 'RoomNotFree' })
    await desk.checkOut(one.id, staff)
    expect(await desk.checkIn({ reservationId: other.id }, staff)).toMatchObject({ status: 'CHECKED_IN' })
  })
})

describe('who does not come', () => {
  test('is marked once the day of arrival has ended there: the fee is kept, the rest comes back, the nights from tomorrow on are on sale', async () => {
    const { hotelId, double, staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-12T22:59:59Z') // still the 12th in Lisbon
    expect(await desk.markNoShow(id, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: expect.stringContaining('may still come'),
    })
    on('2027-06-12T23:00:00Z')
    const marked = await desk.markNoShow(id, staff)
    expect(marked).toMatchObject({ __typename: 'DeskReservation', status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(15_000)
    const [row] = await world.sql`select owed, due_at from reservations where id = ${id}`
    expect(row).toEqual({ owed: null, due_at: null })
    const sold = (await desk.nights(hotelId, double, '2027-06-13', '2027-06-15', staff)).map((night) => night.sold)
    expect(sold).toEqual([1, 0]) // today is the 13th there
    expect(await world.told(double)).toMatchObject({ '2027-06-14': 3 })
    expect(await timeline(id)).toEqual([
      'You did not arrive. €150.00 was kept by the terms. €315.00 comes back to your card.',
      '€315.00 went back to your card. Banks take 5 to 10 days to show it.',
    ])
    expect(await desk.markNoShow(id, staff)).toEqual(marked)
    expect([...world.payments.refunds.keys()].filter((key) => key.startsWith(id))).toHaveLength(1)
  })

  test('too late for anything back, the bank is not asked; on the last night nothing is left to sell', async () => {
    const { hotelId, double, staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-14T09:00:00Z')
    expect(await desk.markNoShow(id, staff)).toMatchObject({ status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(46_500)
    expect((await desk.nights(hotelId, double, '2027-06-14', '2027-06-15', staff))[0]).toMatchObject({ sold: 1 })
    expect(await timeline(id)).toEqual([
      'You did not arrive. €465.00 was kept by the terms. Nothing comes back to your card.',
    ])
  })

  test('while payments is away it stands, and the money follows', async () => {
    const { staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-13T12:00:00Z')
    const payments = {
      ...world.services.payments,
      refund: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'x' }) as const,
    }
    expect(await desk.markNoShow(id, staff, { payments })).toMatchObject({ status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(46_500)
    world.clock.pass({ minutes: 1 })
    await world.sweep()
    expect(world.payments.keptOf(id)).toBe(15_000)
  })

  test('asked 10 times at once: one mark, one refund', async () => {
    const { staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-13T12:00:00Z')
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.markNoShow(id, staff)))
    expect(new Set(answers.map(({ __typename, status }) => `${__typename} ${status}`))).toEqual(
      new Set(['DeskReservation NO_SHOW']),
    )
    expect([...world.payments.refunds.keys()].filter((key) => key.startsWith(id))).toHaveLength(1)
  })

  test('cannot be somebody who came, and who was marked cannot check in', async () => {
    const { staff, doors, book } = house()
    await doors('101', '102')
    const [came, absent] = [await book(), await book()]
    on(arrival)
    await desk.checkIn({ reservationId: came.id }, staff)
    on('2027-06-13T12:00:00Z')
    expect(await desk.markNoShow(came.id, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: 'The guests are here already.',
    })
    await desk.markNoShow(absent.id, staff)
    expect(await desk.checkIn({ reservationId: absent.id }, staff)).toMatchObject({ __typename: 'NotPossibleNow' })
  })
})

describe('rooms out of order', () => {
  const week = { from: '2027-06-12', to: '2027-06-19' }

  test('are taken off what is on sale, given to nobody, and back in order from tonight on', async () => {
    const { hotelId, double, staff, doors, book, answerOf } = house({ allotment: 2 })
    const rooms = await doors('101', '102')
    const broken = await desk.setOutOfOrder({ roomId: rooms['101'], ...week, reason: 'The boiler' }, staff)
    expect(broken).toMatchObject({ __typename: 'OutOfOrder', room: { number: '101' }, ended: false })
    expect(await desk.setOutOfOrder({ roomId: rooms['101'], ...week, reason: 'The boiler' }, staff)).toEqual(broken)
    expect((await desk.nights(hotelId, double, '2027-06-12', '2027-06-13', staff))[0]).toMatchObject({
      planned: 2,
      outOfOrder: 1,
      left: 1,
    })
    expect(await world.told(double)).toMatchObject({ '2027-06-12': 1, '2027-06-18': 1 })
    const { id } = await book()
    expect((await answerOf()).__typename).toBe('RoomTaken')
    on(arrival)
    expect((await desk.checkIn({ reservationId: id, rooms: [{ n: 1, roomId: rooms['101'] }] }, staff)).__typename).toBe(
      'RoomNotFree',
    )
    expect((await desk.checkIn({ reservationId: id }, staff)).rooms[0]?.room?.number).toBe('102')
    on('2027-06-14T12:00:00Z')
    const mended = await desk.endOutOfOrder(broken.id, staff)
    expect(mended).toMatchObject({ ended: true, to: '2027-06-14' })
    expect(await desk.endOutOfOrder(broken.id, staff)).toEqual(mended)
    expect(
      (await desk.nights(hotelId, double, '2027-06-14', '2027-06-16', staff)).map(({ left, outOfOrder }) => [
        left,
        outOfOrder,
      ]),
    ).toEqual([
      [1, 0],
      [2, 0],
    ])
  })

  test('are refused while the guests need every room, with the reservations in the way', async () => {
    const { hotelId, double, staff, doors, book } = house({ allotment: 2 })
    const rooms = await doors('101', '102')
    const [one, other] = [await book(), await book({ checkIn: '2027-06-14', checkOut: '2027-06-16' })]
    const before = await desk.nights(hotelId, double, week.from, week.to, staff)
    const answer = await desk.setOutOfOrder({ roomId: rooms['101'], ...week, reason: 'The boiler' }, staff)
    expect(answer).toMatchObject({ __typename: 'ReservationsInTheWay', nights: [{ date: '2027-06-14' }] })
    expect(answer.reservations.map(({ id }) => id)).toEqual([one.id, other.id])
    expect(await desk.nights(hotelId, double, week.from, week.to, staff)).toEqual(before)
    expect([...(await world.sql`select 1 from room_stays where room_id = ${rooms['101'] ?? ''}`)]).toEqual([])
  })

  test('not while guests have the room, who are named', async () => {
    const { staff, doors, book } = house()
    const rooms = await doors('101')
    const { id } = await book()
    on(arrival)
    await desk.checkIn({ reservationId: id }, staff)
    const answer = await desk.setOutOfOrder(
      { roomId: rooms['101'], from: '2027-06-13', to: '2027-06-20', reason: 'Paint' },
      staff,
    )
    expect(answer).toMatchObject({ __typename: 'RoomNotFree', reservations: [{ id }] })
    expect(
      await desk.setOutOfOrder({ roomId: rooms['101'], from: '2027-06-15', to: '2027-06-20', reason: 'Paint' }, staff),
    ).toMatchObject({ __typename: 'OutOfOrder' })
    expect(
      await desk.setOutOfOrder({ roomId: rooms['101'], from: '2027-06-19', to: '2027-06-22', reason: 'Paint' }, staff),
    ).toMatchObject({ __typename: 'RoomNotFree', reservations: [] })
  })

  test('on closed nights too, and what is planned then counts when they open', async () => {
    const { hotelId, double, staff, doors } = house({ allotment: 2 })
    const rooms = await doors('101', '102')
    const nights = { hotelId, roomTypeId: double, ...week }
    await desk.closeNights(nights, staff)
    await desk.setOutOfOrder({ roomId: rooms['101'], ...week, reason: 'The boiler' }, staff)
    await desk.setAllotment({ ...nights, rooms: 4 }, staff)
    expect((await desk.openNights(nights, staff)).nights[0]).toMatchObject({ planned: 4, outOfOrder: 1, left: 3 })
    await desk.setAllotment({ ...nights, rooms: 0 }, staff)
    expect((await desk.nights(hotelId, double, '2027-06-12', '2027-06-13', staff))[0]).toMatchObject({
      planned: 0,
      left: 0,
    })
  })

  test.each([
    ['no reason', { reason: ' ' }, 'InvalidRooms'],
    ['yesterday', { from: '2027-02-01' }, 'InvalidDates'],
    ['no night', { to: '2027-06-12' }, 'InvalidDates'],
  ])('%s is refused', async (_, input, refusal) => {
    const { staff, doors } = house()
    const rooms = await doors('101')
    expect(await desk.setOutOfOrder({ roomId: rooms['101'], ...week, reason: 'x', ...input }, staff)).toMatchObject({
      __typename: refusal,
    })
  })
})

describe('the doors', () => {
  test('are registered once, with their floor, each of one type', async () => {
    const { hotelId, double, suite, staff } = house()
    const input = { hotelId, roomTypeId: double, rooms: [{ number: '10' }, { number: ' 9 ', floor: 'ground' }] }
    const first = await desk.registerRooms(input, staff)
    expect(first.rooms).toMatchObject([
      { number: '9', floor: 'ground' },
      { number: '10', floor: null },
    ])
    expect(await desk.registerRooms(input, staff)).toEqual(first)
    expect(await desk.registerRooms({ ...input, roomTypeId: suite, rooms: [{ number: '9' }] }, staff)).toMatchObject({
      __typename: 'InvalidRooms',
    })
    for (const rooms of [
      [],
      [{ number: '' }],
      [{ number: '1'.repeat(11) }],
      [{ number: '1\n2' }],
      [{ number: '1' }, { number: '1 ' }],
      [{ number: '1', floor: 'x'.repeat(21) }],
    ])
      expect(await desk.registerRooms({ ...input, rooms }, staff)).toMatchObject({
        __typename: 'InvalidRooms',
        field: expect.stringContaining('rooms'),
      })
  })
})

describe('the lists', () => {
  test('arrivals, departures and who is in the house, by surname, a page at a time', async () => {
    const { hotelId, staff, doors, book } = house({ allotment: 9 })
    await doors('101', '102', '103', '104')
    const guest = (familyName: string) => ({
      guest: { givenName: 'G', familyName, email: 'g@example.com', phone: null },
    })
    const [cid, ben, ann] = [
      await book({ rooms: two }, guest('Cid')),
      await book({}, guest('Ben')),
      await book({}, guest('Ann')),
    ]
    await book({ checkIn: '2027-06-13' }, guest('Late'))
    on(arrival)
    const page = async (page_: object) => {
      const { edges, pageInfo, totalCount } = await desk.list(
        'arrivals',
        hotelId,
        { date: '2027-06-12', ...page_ },
        staff,
      )
      return { names: edges.map(({ node }) => `${node.guest.familyName} ${node.n}`), pageInfo, totalCount }
    }
    expect(await page({})).toMatchObject({ names: ['Ann 1', 'Ben 1', 'Cid 1', 'Cid 2'], totalCount: 4 })
    const first = await page({ first: 3 })
    expect(first).toMatchObject({
      names: ['Ann 1', 'Ben 1', 'Cid 1'],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    expect(await page({ first: 3, after: first.pageInfo.endCursor })).toMatchObject({
      names: ['Cid 2'],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
    await expect(page({ first: 101 })).rejects.toThrow('between 0 and 100')
    await expect(page({ after: 'nonsense' })).rejects.toThrow('not a cursor')

    for (const { id } of [cid, ben]) await desk.checkIn({ reservationId: id }, staff)
    const names = async (which: 'arrivals' | 'departures' | 'inHouse', date: string) =>
      (await desk.list(which, hotelId, { date }, staff)).edges.map(
        ({ node }) => `${node.guest.familyName} ${node.status}`,
      )
    expect(await names('inHouse', '2027-06-12')).toEqual(['Ben CHECKED_IN', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('departures', '2027-06-15')).toEqual(['Ben CHECKED_IN', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    on('2027-06-14T09:00:00Z')
    await desk.checkOut(ben.id, staff)
    await desk.markNoShow(ann.id, staff)
    expect(await names('inHouse', '2027-06-14')).toEqual(['Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('inHouse', '2027-06-12')).toEqual(['Ben CHECKED_OUT', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('arrivals', '2027-06-12')).toEqual([
      'Ann NO_SHOW',
      'Ben CHECKED_OUT',
      'Cid CHECKED_IN',
      'Cid CHECKED_IN',
    ])
    on('2027-06-15T20:00:00Z') // should have left
    expect(await names('inHouse', '2027-06-15')).toEqual(['Cid CHECKED_IN', 'Cid CHECKED_IN'])
  })
})

test('the counters equal a recount after all of this', async () => {
  expect(await recount(world.sql)).toEqual([])
  expect(await recountDesk(world.sql)).toEqual([])
})
