import { expect, describe, test } from 'vitest'

import { createDeskWorld, type DeskWorld } from '../../testing/desk-world.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { recountDesk } from '../../testing/recount-desk.ts'
import { recount } from '../../testing/recount.ts'
import { cancelReservation } from '../cancel-reservation.ts'

const world: DeskWorld = await createDeskWorld()
const { desk } = world
const june = { from: '2027-06-12', to: '2027-06-15' }
const cancel = (id: string, customerId: string | null) =>
  cancelReservation(
    { reservation: { id }, idempotencyKey: world.key() },
    world.contextOf({ kind: 'customer', customerId: customerId ?? '', email: 'ada@example.com' }),
  )

test('nights nobody touched have what hotels says; what is decided is on sale, and hotels is told', async () => {
  const { hotelId, double, staff, answerOf } = world.house()
  expect(await desk.nights(hotelId, double, '2027-06-12', '2027-06-13', staff)).toEqual([
    { date: '2027-06-12', planned: 3, outOfOrder: 0, closed: false, held: 0, sold: 0, left: 3 },
  ])
  const { nights } = await desk.setAllotment({ hotelId, roomTypeId: double, ...june, rooms: 1 }, staff)
  expect(nights.map(({ left }) => left)).toEqual([1, 1, 1])
  expect(await world.told(double)).toEqual({ '2027-06-12': 1, '2027-06-13': 1, '2027-06-14': 1 })
  expect((await answerOf()).__typename).toBe('Reservation')
  expect((await answerOf()).__typename).toBe('RoomTaken')
  await desk.setAllotment({ hotelId, roomTypeId: double, ...june, rooms: 5 }, staff)
  expect((await answerOf()).__typename).toBe('Reservation')
  expect((await desk.nights(hotelId, double, '2027-06-12', '2027-06-13', staff))[0]).toMatchObject({
    planned: 5,
    sold: 2,
    left: 3,
  })
})

test('below what is sold is refused whole, with the nights and the reservations in the way', async () => {
  const { hotelId, double, suite, staff, book } = world.house()
  const [one, other] = [await book(), await book({ checkIn: '2027-06-14', checkOut: '2027-06-16' })]
  await book({ roomTypeId: suite }) // not in the way
  await book({ checkIn: '2027-06-20', checkOut: '2027-06-22' })
  const range = { from: '2027-06-10', to: '2027-06-18' }
  const before = await desk.nights(hotelId, double, range.from, range.to, staff)
  const answer = await desk.setAllotment({ hotelId, roomTypeId: double, ...range, rooms: 1 }, staff)
  expect(answer).toMatchObject({
    __typename: 'ReservationsInTheWay',
    message: expect.stringContaining('on 2027-06-14'),
  })
  expect(answer.nights).toMatchObject([{ date: '2027-06-14', planned: 3, sold: 2, left: 1 }])
  expect(answer.reservations.map(({ id }) => id)).toEqual([one.id, other.id])
  expect(await desk.nights(hotelId, double, range.from, range.to, staff)).toEqual(before)
  expect(await desk.setAllotment({ hotelId, roomTypeId: double, ...range, rooms: 2 }, staff)).toMatchObject({
    __typename: 'DeskNights',
  })
})

test('a guest who is just paying is in the way too', async () => {
  const { hotelId, double, staff, answerOf } = world.house()
  await answerOf({}, { paymentMethodId: cards.confirm })
  const answer = await desk.setAllotment({ hotelId, roomTypeId: double, ...june, rooms: 0 }, staff)
  expect(answer.reservations).toMatchObject([{ status: 'REQUIRES_ACTION' }])
})

test('only the weekdays asked for', async () => {
  const { hotelId, double, staff } = world.house()
  const weeks = { from: '2027-07-05', to: '2027-07-19' } // from a Monday
  const { nights } = await desk.setAllotment(
    { hotelId, roomTypeId: double, ...weeks, weekdays: ['SUNDAY', 'FRIDAY'], rooms: 1 },
    staff,
  )
  expect(nights.filter(({ planned }) => planned === 1).map(({ date }) => date)).toEqual([
    '2027-07-09',
    '2027-07-11',
    '2027-07-16',
    '2027-07-18',
  ])
})

test('said again, it changes nothing and tells nobody', async () => {
  const { hotelId, double, staff } = world.house()
  const input = { hotelId, roomTypeId: double, ...june }
  const words = [
    () => desk.setAllotment({ ...input, rooms: 2 }, staff),
    () => desk.closeNights(input, staff),
    () => desk.openNights(input, staff),
  ]
  for (const word of words) {
    const first = await word()
    const promised = await world.sql`select count(*) from outbox`
    expect(await word()).toEqual(first)
    expect(await world.sql`select count(*) from outbox`).toEqual(promised)
  }
  expect(await desk.openNights({ ...input, from: '2027-09-01', to: '2027-09-02' }, staff)).toMatchObject({
    __typename: 'DeskNights',
  })
})

describe('closed nights', () => {
  test('sell nothing, keep what is sold, and do not sell again what is given back', async () => {
    const { hotelId, double, staff, book, answerOf } = world.house()
    const { id, customerId } = await book()
    await book()
    const input = { hotelId, roomTypeId: double, ...june }
    const { nights } = await desk.closeNights(input, staff)
    expect(nights[0]).toMatchObject({ planned: 3, closed: true, sold: 2, left: 0 })
    expect(await world.told(double)).toMatchObject({ '2027-06-13': 0 })
    expect((await answerOf()).__typename).toBe('RoomTaken')
    await cancel(id, customerId)
    expect(await desk.nights(hotelId, double, '2027-06-12', '2027-06-13', staff)).toMatchObject([
      { sold: 1, left: 0, closed: true },
    ])
    expect((await answerOf()).__typename).toBe('RoomTaken')
    expect(await world.told(double)).toMatchObject({ '2027-06-13': 0 })
    const opened = await desk.openNights(input, staff)
    expect(opened.nights[0]).toMatchObject({ planned: 3, closed: false, sold: 1, left: 2 })
    expect(await world.told(double)).toMatchObject({ '2027-06-13': 2 })
    expect((await answerOf()).__typename).toBe('Reservation')
  })

  test('the negative control: without the trigger, what a guest gives back would be sold again', async () => {
    const { hotelId, double, staff, book, answerOf } = world.house()
    const { id, customerId } = await book()
    await desk.closeNights({ hotelId, roomTypeId: double, ...june }, staff)
    await world.sql.unsafe(
      'alter table room_night disable trigger keep_closed; alter table room_night drop constraint as_planned',
    )
    await cancel(id, customerId)
    expect((await answerOf()).__typename).toBe('Reservation')
    expect((await recountDesk(world.sql)).length).toBe(0) // counted as sold: only the guest's room tells
    await world.sql`update room_night set allotment = allotment + 1 where room_type_id = ${double}`
    expect((await recountDesk(world.sql)).length).toBe(3)
    await world.sql`update room_night set allotment = held + sold where room_type_id = ${double}`
    await world.sql
      .unsafe(`alter table room_night enable trigger keep_closed; alter table room_night add constraint as_planned check (
      case when planned is null then not closed and out_of_order = 0 when closed then allotment = held + sold and allotment <= greatest(planned - out_of_order, 0)
        else allotment = greatest(planned - out_of_order, 0) end)`)
  })

  test('may be planned while they are closed, and open as planned', async () => {
    const { hotelId, double, staff, book } = world.house()
    await book()
    const input = { hotelId, roomTypeId: double, ...june }
    await desk.closeNights(input, staff)
    expect(await desk.setAllotment({ ...input, rooms: 0 }, staff)).toMatchObject({ __typename: 'ReservationsInTheWay' })
    expect((await desk.setAllotment({ ...input, rooms: 2 }, staff)).nights[0]).toMatchObject({
      planned: 2,
      closed: true,
      left: 0,
    })
    expect((await desk.openNights(input, staff)).nights[0]).toMatchObject({
      planned: 2,
      closed: false,
      sold: 1,
      left: 1,
    })
  })
})

describe('what makes no sense is refused, and changes nothing', () => {
  test.each([
    ['a range that ends before it begins', { from: '2027-06-15', to: '2027-06-12' }, 'InvalidDates'],
    ['yesterday', { from: '2027-02-28', to: '2027-06-12' }, 'InvalidDates'],
    ['three years ahead', { from: '2027-06-12', to: '2030-01-01' }, 'InvalidDates'],
    ['no such weekday in it', { from: '2027-06-12', to: '2027-06-13', weekdays: ['MONDAY'] }, 'InvalidDates'],
    ['a type of another hotel', { ...june, roomTypeId: 'r1' }, 'NoSuchRoomType'],
    ['less than none', { ...june, rooms: -1 }, 'InvalidRooms'],
    ['a slip of the hand', { ...june, rooms: 100_000 }, 'InvalidRooms'],
  ])('%s', async (_, input, refusal) => {
    const { hotelId, double, staff } = world.house()
    const before = await world.sql`select count(*) from room_night`
    const answer = await desk.setAllotment({ hotelId, roomTypeId: double, rooms: 2, ...input }, staff)
    expect(answer).toMatchObject({ __typename: refusal, message: expect.stringMatching(/^[A-Z].+\.$/) })
    expect(await world.sql`select count(*) from room_night`).toEqual(before)
  })
})

describe('while hotels is away', () => {
  const silent = { factsOf: async () => 'SILENT' as const }
  test('a desk that was open stays open, another one opens later', async () => {
    const known = world.house()
    await desk.open(known.hotelId, known.staff)
    world.clock.pass({ days: 2 })
    expect(await desk.open(known.hotelId, known.staff, silent)).toMatchObject({
      __typename: 'HotelDesk',
      today: '2027-03-03',
    })
    const other = world.house()
    expect(await desk.open(other.hotelId, other.staff, silent)).toMatchObject({ __typename: 'TryAgainLater' })
    world.clock.moveTo('2027-03-01T12:00:00Z')
  })

  test('and hears later what changed', async () => {
    const { hotelId, double, staff } = world.house()
    await desk.open(hotelId, staff)
    world.houses.set(hotelId, {
      name: 'Renamed',
      timeZone: 'Asia/Tokyo',
      roomTypes: [{ id: double, name: 'Twin', allotment: 7 }],
    })
    expect(await desk.open(hotelId, staff)).toMatchObject({ name: `Hotel ${hotelId.slice(1)}` })
    world.clock.pass({ minutes: 11 })
    expect(await desk.open(hotelId, staff)).toMatchObject({
      name: 'Renamed',
      roomTypes: [{ id: double, name: 'Twin', allotment: 7 }],
    })
  })
})

test('the counters equal a recount after all of this', async () => {
  expect(await recount(world.sql)).toEqual([])
  expect(await recountDesk(world.sql)).toEqual([])
})
