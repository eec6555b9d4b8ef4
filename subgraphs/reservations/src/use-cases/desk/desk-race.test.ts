import { describe, expect, test } from 'vitest'

import { createTakenRooms } from '../../memory/taken-rooms.ts'
import { createDeskWorld, type DeskAnswer, type DeskWorld } from '../../testing/desk-world.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { recountDesk } from '../../testing/recount-desk.ts'
import { recount } from '../../testing/recount.ts'
import { cancelReservation } from '../cancel-reservation.ts'

const world: DeskWorld = await createDeskWorld({ connections: 40 })
const { desk } = world
const arrival = '2027-06-12T14:30:00Z'
const march = () => world.clock.moveTo('2027-03-01T12:00:00Z')

const countOf = (answers: readonly { __typename: string }[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ __typename }) => __typename)].map(([name, all]) => [name, all.length]))
/** Another process of the same service remembers no refusals of this one. */
const elsewhere = () => ({ takenRooms: createTakenRooms(world.clock.now) })

describe('two clerks give the same room to two guests', () => {
  const meet = async () => {
    march()
    const { staff, doors, book } = world.house({ allotment: 20 })
    const rooms = await doors('101', '102')
    const stays = await Promise.all(Array.from({ length: 10 }, () => book()))
    world.clock.moveTo(arrival)
    const answers = await Promise.all(
      stays.map(({ id }) => desk.checkIn({ reservationId: id, rooms: [{ n: 1, roomId: rooms['101'] }] }, staff)),
    )
    return { answers, roomId: rooms['101'] ?? '' }
  }

  test('one wins, the others hear whose it is', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { answers } = await meet()
      expect(countOf(answers)).toEqual({ DeskReservation: 1, RoomNotFree: 9 })
      const winner = answers.find(({ __typename }) => __typename === 'DeskReservation')
      const others = answers.filter(({ __typename }) => __typename === 'RoomNotFree')
      expect(others.every(({ reservations: [taker] }) => taker?.id === winner?.id)).toBe(true)
    }
    expect(await recountDesk(world.sql)).toEqual([])
  })

  test('the negative control: without the constraint both get it, and the books tell', async () => {
    await world.sql.unsafe('alter table room_stays drop constraint one_at_a_time')
    const { answers, roomId } = await meet()
    expect(countOf(answers)).toEqual({ DeskReservation: 10 })
    const troubles = await recountDesk(world.sql)
    expect(troubles[0]).toEqual({ id: roomId, what: 'room 101 has two on the night of 2027-06-12' })
    expect(troubles).toHaveLength(45) // each pair of ten
    await world.sql`delete from room_stays where room_id = ${roomId}`
    await world.sql.unsafe(`alter table room_stays add constraint one_at_a_time
      exclude using gist (room_id with =, daterange(from_night, to_night) with &&)`)
    await world.sql`alter table reservations disable trigger lawful_transition`
    await world.sql`update reservations set status = 'CHECKED_OUT' where id = any(${answers.map(({ id }) => id)}::text[]::uuid[])`
    await world.sql`alter table reservations enable trigger lawful_transition`
  })
})

test('twenty clerks at once for twenty rooms, none asked for by number: everybody gets one of their own', async () => {
  march()
  const { staff, doors, book } = world.house({ allotment: 40 })
  await doors(...Array.from({ length: 20 }, (_, n) => `${101 + n}`))
  const stays = await Promise.all(Array.from({ length: 21 }, () => book()))
  world.clock.moveTo(arrival)
  // Who finds the last doors in others' hands says it again, as a clerk would.
  const persist = async (id: string): Promise<DeskAnswer> => {
    const answer = await desk.checkIn({ reservationId: id }, staff)
    return answer.__typename === 'NoRoomFree' ? desk.checkIn({ reservationId: id }, staff) : answer
  }
  const answers = await Promise.all(stays.map(({ id }) => persist(id)))
  expect(countOf(answers)).toEqual({ DeskReservation: 20, NoRoomFree: 1 })
  const numbers = answers.flatMap(({ __typename, rooms }) =>
    (__typename === 'DeskReservation' ? rooms : []).map(({ room }) => room?.number),
  )
  expect(new Set(numbers).size).toBe(20)
})

test('families that want the same doors in opposite order: no deadlock, all or none', async () => {
  march()
  const { staff, doors, book } = world.house({ allotment: 40 })
  const rooms = await doors('101', '102', '103')
  const three = Array.from({ length: 3 }, () => ({ adults: 2, childAges: [] }))
  const stays = await Promise.all(Array.from({ length: 8 }, () => book({ rooms: three })))
  world.clock.moveTo(arrival)
  const wanted = ['101', '102', '103'].map((number) => rooms[number])
  const answers = await Promise.all(
    stays.map(({ id }, index) =>
      desk.checkIn(
        {
          reservationId: id,
          rooms: (index % 2 ? wanted : wanted.toReversed()).map((roomId, n) => ({ n: n + 1, roomId })),
        },
        staff,
      ),
    ),
  )
  expect(countOf(answers)).toEqual({ DeskReservation: 1, RoomNotFree: 7 })
})

test('guests move while others arrive: every door has one guest at most', async () => {
  march()
  const { staff, doors, book } = world.house({ allotment: 40 })
  const rooms = Object.values(await doors('101', '102', '103', '104'))
  const stays = await Promise.all(Array.from({ length: 4 }, () => book()))
  world.clock.moveTo(arrival)
  await Promise.all(stays.slice(0, 2).map(({ id }) => desk.checkIn({ reservationId: id }, staff)))
  await Promise.all([
    ...stays.slice(2).map(({ id }) => desk.checkIn({ reservationId: id }, staff)),
    ...Array.from({ length: 12 }, (_, n) =>
      desk.moveRoom({ reservationId: stays[n % 2]?.id, n: 1, roomId: rooms[n % 4] }, staff),
    ),
  ])
  expect(await recountDesk(world.sql)).toEqual([])
})

describe('a clerk lowers the allotment while guests book', () => {
  test('and no night is oversold, whatever the order', async () => {
    march()
    const { hotelId, double, staff, answerOf } = world.house({ allotment: 30 })
    const range = { hotelId, roomTypeId: double, from: '2027-06-10', to: '2027-06-20' }
    const bookings = Array.from({ length: 60 }, (_, index) =>
      answerOf(
        { checkIn: `2027-06-1${1 + (index % 4)}`, checkOut: `2027-06-1${3 + (index % 5)}` },
        index % 5 === 0 ? { paymentMethodId: cards.declined } : {},
        elsewhere(),
      ),
    )
    const clerks = Array.from({ length: 20 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * index))
      return desk.setAllotment({ ...range, rooms: 30 - index }, staff)
    })
    await Promise.all([...bookings, ...clerks])
    const nights = await desk.nights(hotelId, double, '2027-06-10', '2027-06-20', staff)
    for (const { planned, held, sold, left } of nights) {
      expect(left).toBe(planned - held - sold)
      expect(left).toBeGreaterThanOrEqual(0)
    }
    expect(await recount(world.sql)).toEqual([])
  })

  test('the negative control: looking first and writing then would sell what is not there', async () => {
    march()
    const { hotelId, double, staff, answerOf } = world.house({ allotment: 10 })
    await desk.nights(hotelId, double, '2027-06-12', '2027-06-15', staff)
    const looked =
      await world.sql`select coalesce(max(held + sold), 0)::int as taken from room_night where room_type_id = ${double}`
    await Promise.all(Array.from({ length: 6 }, () => answerOf({}, {}, elsewhere())))
    expect(looked[0]?.['taken']).toBe(0) // so five rooms seem enough
    const write = () => world.sql`update room_night set allotment = 5 where room_type_id = ${double}`
    await expect(write()).rejects.toThrow('never_oversold')
    const five = { hotelId, roomTypeId: double, from: '2027-06-12', to: '2027-06-15', rooms: 5 }
    expect(await desk.setAllotment(five, staff)).toMatchObject({ __typename: 'ReservationsInTheWay' })

    await world.sql.unsafe('alter table room_night drop constraint never_oversold')
    await write()
    expect((await recount(world.sql)).map(({ roomTypeId, sold }) => [roomTypeId, sold])).toEqual([
      [double, 6],
      [double, 6],
      [double, 6],
    ])
    await world.sql`update room_night set allotment = 10 where room_type_id = ${double}`
    await world.sql.unsafe(`alter table room_night add constraint never_oversold
      check (held >= 0 and sold >= 0 and held + sold <= allotment)`)
  })
})

test('ranges in every order, closures, broken rooms, bookings and cancellations at once: no deadlock in the open', async () => {
  march()
  const { hotelId, double, staff, doors, answerOf } = world.house({ allotment: 12 })
  const rooms = Object.values(await doors('1', '2', '3', '4'))
  const day = (n: number) => `2027-07-${String(1 + (n % 20)).padStart(2, '0')}`
  const range = (n: number) => ({
    from: day(n * 7),
    to: `2027-07-${String(2 + ((n * 7) % 20) + (n % 5)).padStart(2, '0')}`,
  })
  const nights = (n: number) => ({ hotelId, roomTypeId: double, ...range(n) })
  const work = Array.from({ length: 120 }, (_, n) => async () => {
    switch (n % 6) {
      case 0:
        return desk.setAllotment({ ...nights(n), rooms: 6 + (n % 7) }, staff)
      case 1:
        return desk.closeNights(nights(n), staff)
      case 2:
        return desk.openNights(nights(n), staff)
      case 3: {
        const broken = await desk.setOutOfOrder({ roomId: rooms[n % 4], ...range(n), reason: 'Paint' }, staff)
        return broken.__typename === 'OutOfOrder' && n % 2 ? desk.endOutOfOrder(broken.id, staff) : broken
      }
      default: {
        const { from, to } = range(n)
        const booked = await answerOf({ checkIn: from, checkOut: to }, {}, elsewhere())
        if (booked.__typename !== 'Reservation' || n % 3) return booked
        const viewer = { kind: 'customer', customerId: booked.customerId ?? '', email: 'ada@example.com' } as const
        return cancelReservation(
          { reservation: { id: booked.id }, idempotencyKey: world.key() },
          world.contextOf(viewer),
        )
      }
    }
  })
  const answers = await Promise.all(work.map((one) => one()))
  const names = new Set(answers.map(({ __typename }) => __typename))
  expect([...names].toSorted()).toEqual(
    expect.arrayContaining(['DeskNights', 'OutOfOrder', 'Reservation', 'RoomNotFree']),
  )
  expect([...names]).not.toContain('TryAgainLater')
  expect(await recount(world.sql)).toEqual([])
  expect(await recountDesk(world.sql)).toEqual([])
})

test('of two who decide about one reservation at the same moment, one does', async () => {
  for (let round = 0; round < 4; round += 1) {
    march()
    const { staff, doors, book } = world.house()
    await doors('101')
    const [late, early] = [await book(), await book()]
    world.clock.moveTo('2027-06-12T10:00:00Z') // the guest may still cancel, and is here already
    const viewer = { kind: 'customer', customerId: early.customerId ?? '', email: 'ada@example.com' } as const
    const [cancelled, here] = await Promise.all([
      cancelReservation({ reservation: { id: early.id }, idempotencyKey: world.key() }, world.contextOf(viewer)),
      desk.checkIn({ reservationId: early.id }, staff),
    ])
    expect([cancelled.__typename === 'Reservation', here.status === 'CHECKED_IN'].filter(Boolean)).toHaveLength(1)
    if (here.status === 'CHECKED_IN') await desk.checkOut(early.id, staff)
    world.clock.moveTo('2027-06-12T23:30:00Z') // the 13th in Lisbon
    const [marked, arrived] = await Promise.all([
      desk.markNoShow(late.id, staff),
      desk.checkIn({ reservationId: late.id }, staff),
    ])
    expect([marked.status === 'NO_SHOW', arrived.status === 'CHECKED_IN'].filter(Boolean)).toHaveLength(1)
  }
})

test('the counters equal a recount after all of this', async () => {
  expect(await recount(world.sql)).toEqual([])
  expect(await recountDesk(world.sql)).toEqual([])
})
