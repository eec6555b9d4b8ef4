import { describe, expect, test } from 'vitest'

import { arrival, two, openFrontDesk } from '../../testing/front-desk.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { cancelReservation } from '../cancel-reservation.ts'

const { world, desk, on, timeline, house } = await openFrontDesk()

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
