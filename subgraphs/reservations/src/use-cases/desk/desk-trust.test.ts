import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { beforeAll, describe, expect, test } from 'vitest'

import { createDeskWorld, staffOf, type DeskWorld } from '../../testing/desk-world.ts'

const world: DeskWorld = await createDeskWorld()
const { desk } = world
const { hotelId, double, staff, doors, book } = world.house()
const other = world.house()

let rooms: Record<string, string>
let stays: { here: string; mine: string }
let broken: string
beforeAll(async () => {
  rooms = await doors('101', '102', '103')
  stays = { here: (await book()).id, mine: (await book()).id }
  world.clock.moveTo('2027-06-13T12:00:00Z')
  await desk.checkIn({ reservationId: stays.here, rooms: [{ n: 1, roomId: rooms['101'] }] }, staff)
  broken = (
    await desk.setOutOfOrder({ roomId: rooms['103'], from: '2027-06-20', to: '2027-06-22', reason: 'Paint' }, staff)
  ).id
})

const nights = { hotelId, roomTypeId: double, from: '2027-06-20', to: '2027-06-22' }
/** Everything a desk can do, each of which would do something if staff said it. */
const deeds: Record<string, (viewer: Viewer) => Promise<{ __typename: string }>> = {
  hotelDesk: (viewer) => desk.open(hotelId, viewer),
  setAllotment: (viewer) => desk.setAllotment({ ...nights, rooms: 2 }, viewer),
  'setAllotment, nonsense': (viewer) => desk.setAllotment({ ...nights, rooms: -1 }, viewer),
  closeNights: (viewer) => desk.closeNights(nights, viewer),
  openNights: (viewer) => desk.openNights(nights, viewer),
  registerRooms: (viewer) => desk.registerRooms({ hotelId, roomTypeId: double, rooms: [{ number: '666' }] }, viewer),
  setOutOfOrder: (viewer) =>
    desk.setOutOfOrder({ roomId: rooms['102'], from: '2027-07-01', to: '2027-07-02', reason: 'Spite' }, viewer),
  endOutOfOrder: (viewer) => desk.endOutOfOrder(broken, viewer),
  checkIn: (viewer) => desk.checkIn({ reservationId: stays.mine }, viewer),
  moveRoom: (viewer) => desk.moveRoom({ reservationId: stays.here, n: 1, roomId: rooms['102'] }, viewer),
  checkOut: (viewer) => desk.checkOut(stays.here, viewer),
  markNoShow: (viewer) => desk.markNoShow(stays.mine, viewer),
}
/** All that a desk could change. */
const books = async () =>
  JSON.stringify(
    await Promise.all([
      world.sql`select * from room_night order by room_type_id, night`,
      world.sql`select * from hotel_rooms order by id`,
      world.sql`select * from room_stays order by id`,
      world.sql`select id, status, owed from reservations order by id`,
      world.sql`select count(*) from outbox`,
      world.sql`select * from no_shows`,
      world.sql`select * from refunds`,
    ]),
  )

const strangers: [string, Viewer][] = [
  ['a stranger', { kind: 'anonymous' }],
  ['a guest of the hotel', { kind: 'customer', customerId: 'c-1', email: 'ada@example.com' }],
  ['staff of nothing', staffOf()],
  ['staff of another hotel', staffOf(other.hotelId, `${hotelId}0`, hotelId.toUpperCase(), double)],
  ['an integrator', { kind: 'integrator', clientId: 'c', scopes: ['SEARCH', 'BOOK'], mode: 'LIVE' }],
  ['a sister', { kind: 'service', name: 'workers' }],
]

describe.each(strangers)('%s', (_, viewer) => {
  test.each(Object.keys(deeds))('sees nothing and changes nothing by %s', async (deed) => {
    const before = await books()
    expect(await deeds[deed]?.(viewer)).toEqual({
      __typename: 'NotHotelStaff',
      message: expect.stringContaining('Only the staff of this hotel'),
    })
    expect(await books()).toBe(before)
  })
})

test('what does not exist is answered as what is another’s', async () => {
  const nobody = '019a0000-0000-7000-8000-000000000000'
  for (const id of [nobody, 'nonsense', '', "'; --"]) {
    for (const answer of [
      await desk.checkIn({ reservationId: id }, staff),
      await desk.checkOut(id, staff),
      await desk.markNoShow(id, staff),
      await desk.moveRoom({ reservationId: id, n: 1, roomId: rooms['101'] }, staff),
      await desk.setOutOfOrder({ roomId: id, from: '2027-06-20', to: '2027-06-22', reason: 'x' }, staff),
      await desk.endOutOfOrder(id, staff),
      await desk.open(`h${id}`, staffOf(`h${id}`)),
    ])
      expect(answer.__typename).toBe('NotHotelStaff')
  }
})

test('staff of a partner’s hotel there are none: its rooms are the partner’s', async () => {
  const partners = 'p-liteapi-lp1'
  expect(await desk.open(partners, staffOf(partners))).toMatchObject({ __typename: 'NotHotelStaff' })
})

test('the control: staff may do each of it', async () => {
  for (const [deed, act] of Object.entries(deeds)) {
    const { __typename } = await act(staff)
    expect({ deed, __typename }).not.toEqual({ deed, __typename: 'NotHotelStaff' })
  }
})

test('the desk shows nothing of how a guest paid', async () => {
  const { errors } = await world.graph(
    `query ($id: ID!) { hotelDesk(hotelId: $id) { ... on HotelDesk { arrivals { edges { node { payment { id } } } } } } }`,
    { id: hotelId },
    world.contextOf(staff),
  )
  expect(errors?.[0]?.message).toContain('Cannot query field "payment"')
})
