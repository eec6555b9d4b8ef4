import { describe, expect, test } from 'vitest'

import { arrival, openFrontDesk } from '../../testing/front-desk.ts'

const { world, desk, on, house } = await openFrontDesk()

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
