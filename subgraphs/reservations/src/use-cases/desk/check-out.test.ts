import { describe, expect, test } from 'vitest'

import { arrival, openFrontDesk } from '../../testing/front-desk.ts'

const { desk, on, timeline, house } = await openFrontDesk()

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
