import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { describe, expect, test } from 'vitest'

import { createGroupCommit } from '../database/group-commit.ts'
import { createEqualRequests } from '../memory/equal-requests.ts'
import { createTakenRooms } from '../memory/taken-rooms.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom, type BookRoomInput } from './book-room.ts'

const world = await createWorld({ connections: 40 })

/** Another process of the same service: its own memory, the same database. */
const anotherProcess = () => ({
  equalRequests: createEqualRequests(),
  takenRooms: createTakenRooms(world.clock.now),
  inGroups: createGroupCommit(),
})
const book = async (input: BookRoomInput, viewer?: Viewer) => bookRoom(input, world.contextOf(viewer, anotherProcess()))

const countOf = <T>(items: readonly T[], name: (item: T) => string) =>
  Object.fromEntries([...Map.groupBy(items, name)].map(([key, group]) => [key, group.length]))

describe('the last rooms', () => {
  test('200 guests at once for 20 rooms: 20 get one, 180 are refused, nobody is charged for nothing', async () => {
    const offerId = await world.offer({ roomTypeId: 'rush' })
    const before = world.payments.payments.size
    const answers = await Promise.all(
      Array.from({ length: 200 }, async () => book({ ...(await world.input({ offerId })) })),
    )
    expect(countOf(answers, ({ __typename }) => __typename)).toEqual({ Reservation: 20, RoomTaken: 180 })
    expect(world.payments.payments.size - before).toBe(20)
    const nights = await world.sql`select held, sold from room_night where room_type_id = 'rush'`
    expect([...nights]).toEqual(Array.from({ length: 3 }, () => ({ held: 0, sold: 20 })))
  })

  test('200 guests at once of one process, whose transactions are shared: the same', async () => {
    const offerId = await world.offer({ roomTypeId: 'shared' })
    const before = world.payments.payments.size
    const one = { ...anotherProcess(), takenRooms: { remember: () => {}, isTaken: () => false } }
    const context = world.contextOf(undefined, one)
    const inputs = await Promise.all(Array.from({ length: 200 }, () => world.input({ offerId })))
    const answers = await Promise.all(inputs.map((input) => bookRoom(input, context)))
    expect(countOf(answers, ({ __typename }) => __typename)).toEqual({ Reservation: 20, RoomTaken: 180 })
    expect(world.payments.payments.size - before).toBe(20)
    const nights = await world.sql`select held, sold from room_night where room_type_id = 'shared'`
    expect([...nights]).toEqual(Array.from({ length: 3 }, () => ({ held: 0, sold: 20 })))
    const [keys] = await world.sql`select count(*)::int from idempotency_keys k
      where k.key = any(${inputs.map(({ idempotencyKey }) => idempotencyKey)})`
    expect(keys).toEqual({ count: 20 }) // who was refused may ask again
    // Together, or this test would prove nothing: fewer transactions wrote them than there are.
    const [written] =
      await world.sql`select count(distinct r.xmin::text)::int as by, count(*)::int as all from reservations r
      join booked_rooms b on b.reservation_id = r.id where b.room_type_id = 'shared'`
    expect(written?.['all']).toBe(20)
    expect(written?.['by']).toBeLessThan(20)
  })

  test('a key asked twice in one group that comes too late: both hear that it is taken, neither of the other', async () => {
    const one = { ...anotherProcess(), takenRooms: { remember: () => {}, isTaken: () => false } }
    const context = world.contextOf(undefined, one)
    const twins = 3 // the place of the first of them
    // Who of a group is first is nobody's to say: the twins may be, now and then.
    for (let round = 1; round <= 20; round += 1) {
      const offerId = await world.offer({ roomTypeId: `twice ${round}`, allotment: 1 })
      const inputs = await Promise.all(Array.from({ length: 4 }, () => world.input({ offerId })))
      const twin = {
        ...(await world.input({ offerId, requests: 'a quiet room' })),
        idempotencyKey: inputs[twins]!.idempotencyKey,
      }
      const answers = await Promise.all([...inputs, twin].map((input) => bookRoom(input, context)))
      const isLate = answers.findIndex(({ __typename }) => __typename === 'Reservation') < twins
      expect(countOf(answers, ({ __typename }) => __typename)).toEqual(
        isLate ? { Reservation: 1, RoomTaken: 4 } : { Reservation: 1, RoomTaken: 3, IdempotencyConflict: 1 },
      )
      if (isLate) return
    }
    throw new Error('the twins were first every time')
  })

  test('the negative control: looking first and taking then sells rooms twice', async () => {
    await world.sql.unsafe(`
      create table naive (room_type_id text, check_in date, check_out date);
      create function book_naively() returns boolean language plpgsql as $$
      begin
        if (select count(*) from naive where check_in < '2027-06-15' and check_out > '2027-06-12') >= 20 then return false; end if;
        insert into naive values ('rush', '2027-06-12', '2027-06-15');
        perform pg_sleep(0.002);
        return true;
      end $$`)
    const sold = await Promise.all(Array.from({ length: 200 }, () => world.sql`select book_naively() as sold`))
    expect(sold.filter(([row]) => row?.['sold'] === true).length).toBeGreaterThan(20)
  })

  test('overlapping stays of three nights in every order: no deadlock reaches a guest, no night is oversold', async () => {
    const wave = (paymentMethodIds: string[]) =>
      Promise.all(
        Array.from({ length: 120 }, async (_, index) => {
          const day = 1 + ((index * 7) % 12)
          const checkIn = `2027-07-${String(day).padStart(2, '0')}`
          const checkOut = `2027-07-${String(day + 3).padStart(2, '0')}`
          const offerId = await world.offer({ roomTypeId: 'overlap', allotment: 10, checkIn, checkOut })
          const paymentMethodId = paymentMethodIds[index % paymentMethodIds.length]
          return book({ ...(await world.input({ offerId, paymentMethodId })) })
        }),
      )
    // Half of the first wave gives its nights back while the others take theirs; the second one fills what is left.
    const answers = [...(await wave([cards.good, cards.declined])), ...(await wave([cards.good]))]
    const counts = countOf(answers, ({ __typename }) => __typename)
    expect(Object.keys(counts).toSorted()).toEqual(['PaymentDeclined', 'Reservation', 'RoomTaken'])
    expect(await recount(world.sql)).toEqual([])
    const [{ most } = { most: 0 }] =
      await world.sql`select max(held + sold)::int as most from room_night where room_type_id = 'overlap'`
    expect(most).toBe(10)
  })

  test('a stay of several rooms gets all of them or none', async () => {
    const rooms = Array.from({ length: 3 }, () => ({ adults: 2, childAges: [] }))
    const offerId = await world.offer({ roomTypeId: 'groups', allotment: 10, rooms })
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => book({ ...(await world.input({ offerId })) })),
    )
    expect(countOf(answers, ({ __typename }) => __typename)).toEqual({ Reservation: 3, RoomTaken: 5 })
    const nights = await world.sql`select sold from room_night where room_type_id = 'groups'`
    expect(nights.map(({ sold }) => sold)).toEqual([9, 9, 9])
  })
})

describe('rooms of several kinds', () => {
  const wanting = (...kinds: string[]) =>
    world.offer({
      allotment: 1,
      rooms: kinds.map((kind) => ({ adults: 1, childAges: [], roomTypeId: kind, roomName: kind })),
    })

  test('whoever wants A and B and whoever wants B and A at once: one has both, nobody has half, no deadlock reaches a guest', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [`a-${round}`, `b-${round}`]
      const offers = await Promise.all([wanting(a, b), wanting(b, a), wanting(b, a), wanting(a, b)])
      const answers = await Promise.all(
        Array.from({ length: 24 }, async (_, index) => book(await world.input({ offerId: offers[index % 4] }))),
      )
      expect(countOf(answers, ({ __typename }) => __typename)).toEqual({ Reservation: 1, RoomTaken: 23 })
      const nights = await world.sql`select held, sold from room_night where room_type_id in (${a}, ${b})`
      expect([...nights]).toEqual(Array.from({ length: 6 }, () => ({ held: 0, sold: 1 })))
    }
  })

  test('one kind being gone leaves the other one free for everybody else', async () => {
    expect(await book(await world.input({ offerId: await wanting('z-gone') }))).toMatchObject({ status: 'CONFIRMED' })
    for (const offerId of [await wanting('a-left', 'z-gone'), await wanting('z-gone', 'a-left')])
      expect(await book(await world.input({ offerId }))).toMatchObject({ __typename: 'RoomTaken' })
    expect(await book(await world.input({ offerId: await wanting('a-left') }))).toMatchObject({ status: 'CONFIRMED' })
  })
})

describe('one idempotency key', () => {
  test.for([
    ['good', cards.good, 'Reservation'],
    ['declined', cards.declined, 'PaymentDeclined'],
    ['to be confirmed', cards.confirm, 'PaymentActionRequired'],
  ] as const)(
    '64 equal requests at once, over 8 processes, with a card that is %s: one reservation, one payment, 64 equal answers',
    async ([, paymentMethodId, answered]) => {
      const input = await world.input({ offerId: await world.offer({ roomTypeId: randomUUID() }), paymentMethodId })
      const processes = Array.from({ length: 8 }, anotherProcess)
      const before = world.payments.payments.size
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, index) => bookRoom(input, world.contextOf(undefined, processes[index % 8]))),
      )
      expect(world.payments.payments.size - before).toBe(1)
      expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set([answered]))
      const told = new Set(
        answers.map((answer) => {
          if (answer.__typename === 'Reservation') return answer.id
          if (answer.__typename === 'PaymentActionRequired') return `${answer.reservation.id} ${answer.redirectUrl}`
          return JSON.stringify(answer)
        }),
      )
      expect(told.size).toBe(1)
      expect([...world.payments.payments.values()].at(-1)?.asked).toBe(1)
    },
  )

  test('64 equal requests for the last room: all of them have it, none is told that it is taken', async () => {
    const offerId = await world.offer({ roomTypeId: 'last', allotment: 1 })
    const input = await world.input({ offerId })
    const others = Array.from({ length: 16 }, async () => book({ ...(await world.input({ offerId })) }))
    const answers = await Promise.all(Array.from({ length: 64 }, () => book({ ...input })))
    await Promise.all(others)
    expect(new Set(answers.map(({ __typename }) => __typename)).size).toBe(1)
    const [{ count } = { count: 0 }] =
      await world.sql`select count(*)::int from booked_rooms where room_type_id = 'last'`
    expect(count).toBe(1)
  })

  test('with other input it is a conflict, and nothing is booked', async () => {
    const input = await world.input()
    await book(input)
    const before = world.payments.payments.size
    for (const changed of [
      { offerId: await world.offer() },
      { requests: 'a quiet room' },
      { paymentMethodId: cards.declined },
    ])
      expect(await book({ ...input, ...changed })).toMatchObject({ __typename: 'IdempotencyConflict' })
    expect(world.payments.payments.size).toBe(before)
  })

  test('it is nobody else’s: another customer’s equal key is another booking', async () => {
    const input = await world.input()
    const ids = await Promise.all(
      ['c1', 'c2'].map(async (customerId) => {
        const answer = await book(input, { kind: 'customer', customerId, email: 'ada@example.com' })
        return 'id' in answer ? answer.id : ''
      }),
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('it gives the same answer after the offer has expired', async () => {
    const input = await world.input()
    const first = await book(input)
    world.clock.pass({ days: 1 })
    expect(await book(input)).toEqual(first)
  })
})

test('the counters equal a recount after all of this', async () => {
  expect(await recount(world.sql)).toEqual([])
})
