import { randomUUID } from 'node:crypto'

import { afterEach, describe, expect, test } from 'vitest'

import { claimsOf } from '../../domain/offer.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { recount } from '../../testing/recount.ts'
import { waitingAt } from '../../testing/waiting.ts'
import { ada, createWorld } from '../../testing/world.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { joinWaitingList } from './join-waiting-list.ts'
import { leaveWaitingList } from './leave-waiting-list.ts'
import { serveWaitingLists } from './serve-waiting-lists.ts'

const world = await createWorld({ connections: 20 })
const { book, join, serve, stateOf, states, token, mails, leftOf, newRoom } = waitingAt(world)

/** Whatever a test did, the counters say what the tables say. */
const miscounted: unknown[] = []
afterEach(async () => void miscounted.push(...(await recount(world.sql))))

const asCustomer = { kind: 'customer', customerId: 'c-waiting', email: 'ada@example.com' } as const
const roomOf = (offerId: string) => claimsOf(offerId).roomType.id

/** A room that is sold; `free` cancels it. */
async function soldOut(offerId: string) {
  const booked = await book(offerId)
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  await world.sql`update reservations set customer_id = ${asCustomer.customerId} where id = ${booked.id}`
  return {
    free: () =>
      cancelReservation({ reservation: { id: booked.id }, idempotencyKey: randomUUID() }, world.contextOf(asCustomer)),
  }
}

describe('joining', () => {
  test('a free room is not waited for', async () => {
    const answer = await joinWaitingList(
      { offerId: await newRoom(), guest: ada, idempotencyKey: randomUUID() },
      world.contextOf(),
    )
    expect(answer).toMatchObject({ __typename: 'RoomsFree', message: expect.stringContaining('can be booked now') })
  })

  test('the same request again is the same entry and one mail; its key with other input is a conflict', async () => {
    const offerId = await newRoom()
    await soldOut(offerId)
    const guest = { ...ada, email: `${randomUUID()}@example.com` }
    const idempotencyKey = randomUUID()
    const ask = (changed = {}) => joinWaitingList({ offerId, guest, idempotencyKey, ...changed }, world.contextOf())
    const [one, two] = await Promise.all([ask(), ask()])
    expect(one).toEqual(two)
    if (one.__typename !== 'WaitingListEntry') throw new Error(one.__typename)
    expect(await mails(one.id)).toEqual(['JOINED'])
    expect(await ask({ guest: { ...guest, givenName: 'Bob' } })).toMatchObject({ __typename: 'IdempotencyConflict' })
  })

  test('an address waits once for a stay, and nobody learns its token by joining in its name', async () => {
    const offerId = await newRoom()
    await soldOut(offerId)
    const guest = { ...ada, email: `${randomUUID()}@example.com` }
    await join(offerId, { guest })
    const again = await joinWaitingList(
      { offerId, guest: { ...guest, email: guest.email.toUpperCase() }, idempotencyKey: randomUUID() },
      world.contextOf(),
    )
    expect(again).toEqual({ __typename: 'AlreadyWaiting', message: expect.stringContaining('in the mail we sent') })
  })

  test('a partner’s room, one whose check-in is near, and more rooms than there are have no list', async () => {
    const supplier = { code: 'liteapi', name: 'LiteAPI', offerId: 'o1' }
    const rooms = [
      { adults: 1, childAges: [] },
      { adults: 1, childAges: [] },
    ]
    const near = { checkIn: '2027-03-01', checkOut: '2027-03-02' }
    world.clock.moveTo('2027-03-01T18:00:00.000Z')
    for (const offerId of [await newRoom({ supplier }), await newRoom(near), await newRoom({ rooms })])
      expect(
        await joinWaitingList({ offerId, guest: ada, idempotencyKey: randomUUID() }, world.contextOf()),
      ).toMatchObject({ __typename: 'NoWaitingList' })
  })
})

describe('a freed room', () => {
  test('goes to who joined first, with a mail, and no passer-by gets it meanwhile', async () => {
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const [first, second] = [await join(offerId), await join(offerId)]
    await sold.free()
    // Not dealt yet, and not for sale either.
    expect((await book(offerId)).__typename).toBe('RoomTaken')
    await serve()
    expect(await states([first, second])).toEqual(['OFFERED', 'WAITING'])
    expect(await mails(first)).toEqual(['JOINED', 'ROOM_FREE'])
    expect(await mails(second)).toEqual(['JOINED'])
    expect((await stateOf(first)).until).toEqual(new Date(world.clock.now().getTime() + 120 * 60_000))
    expect((await book(offerId)).__typename).toBe('RoomTaken')
  })

  test('the negative control: without the guard on nights the passer-by is quicker', async () => {
    await world.sql`alter table room_night disable trigger keep_for_waiting`
    try {
      const offerId = await newRoom()
      const sold = await soldOut(offerId)
      const entry = await join(offerId)
      await sold.free()
      world.clock.pass({ seconds: 1 })
      expect((await book(offerId)).__typename).toBe('Reservation')
      await serve()
      expect(await states([entry])).toEqual(['WAITING'])
    } finally {
      await world.sql`alter table room_night enable trigger keep_for_waiting`
    }
  })

  test('is booked once by who waited, at the price they were shown, though the offer expired', async () => {
    const offerId = await newRoom({ price: 12_300 })
    const sold = await soldOut(offerId)
    const entry = await join(offerId)
    world.clock.pass({ days: 1 })
    await sold.free()
    await serve()
    expect((await book(offerId)).__typename).toBe('OfferExpired')
    const waitingListEntry = await token(entry)
    const answers = await Promise.all(Array.from({ length: 8 }, () => book(offerId, { waitingListEntry })))
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
      'Reservation',
      ...Array.from({ length: 7 }, () => 'WaitingOfferOver'),
    ])
    expect(answers.find((one) => one.__typename === 'Reservation')).toMatchObject({
      payNow: 38_400,
      status: 'CONFIRMED',
    })
    const [told] = await world.sql`
      select count(*)::int as n from reservation_steps s join waiting_entries e on e.reservation_id = s.reservation_id
        where e.id = ${entry} and s.name = 'WAITED_FOR'`
    expect(told).toEqual({ n: 1 })
    await serve()
    expect(await states([entry])).toEqual(['BOOKED'])
    const [kept] = await world.sql`select guest_email, notice from waiting_entries where id = ${entry}`
    expect(kept).toEqual({ guest_email: null, notice: null })
  })

  test('the same booking asked again with its key gives the same answer', async () => {
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const entry = await join(offerId)
    await sold.free()
    await serve()
    const asked = { waitingListEntry: await token(entry), idempotencyKey: randomUUID() }
    const answers = await Promise.all([book(offerId, asked), book(offerId, asked), book(offerId, asked)])
    const ids = answers.map((one) => (one.__typename === 'Reservation' ? one.id : one.__typename))
    expect(new Set(ids).size).toBe(1)
    world.clock.pass({ minutes: 300 })
    expect(await book(offerId, asked)).toMatchObject({ __typename: 'Reservation', id: ids[0] })
  })

  test('not booked in time goes to the next, and in the end back on sale', async () => {
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const [first, second] = [await join(offerId), await join(offerId)]
    await sold.free()
    await serve()
    world.clock.pass({ minutes: 120 })
    await serve()
    expect(await states([first, second])).toEqual(['MISSED', 'OFFERED'])
    expect(await book(offerId, { waitingListEntry: await token(first) })).toMatchObject({
      __typename: 'WaitingOfferOver',
      message: expect.stringContaining('went to the next in line'),
    })
    world.clock.pass({ minutes: 120 })
    await serve()
    expect(await states([second])).toEqual(['MISSED'])
    expect(await leftOf(roomOf(offerId))).toEqual([1, 1, 1])
    expect((await book(await world.offer({ roomTypeId: roomOf(offerId), allotment: 1 }))).__typename).toBe(
      'Reservation',
    )
  })

  test('stays with the guest whose card was declined, until its time is over', async () => {
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const [first, second] = [await join(offerId), await join(offerId)]
    await sold.free()
    await serve()
    const waitingListEntry = await token(first)
    const declined = await book(offerId, { waitingListEntry, paymentMethodId: cards.declined })
    expect(declined.__typename).toBe('PaymentDeclined')
    expect(await book(offerId, { waitingListEntry })).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
    expect(await states([first, second])).toEqual(['BOOKING', 'WAITING'])
  })

  test('goes to the next when the card was declined and the time ran out', async () => {
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const [first, second] = [await join(offerId), await join(offerId)]
    await sold.free()
    await serve()
    await book(offerId, { waitingListEntry: await token(first), paymentMethodId: cards.declined })
    await serve()
    expect(await states([first, second])).toEqual(['OFFERED', 'WAITING'])
    expect(await mails(first)).toEqual(['JOINED', 'ROOM_FREE'])
    world.clock.pass({ minutes: 121 })
    await serve()
    expect(await states([first, second])).toEqual(['MISSED', 'OFFERED'])
  })

  test('by a raised allotment, an expired hold or a declined card is dealt like any other', async () => {
    const offerId = await newRoom()
    await soldOut(offerId)
    const raised = await join(offerId)
    await world.sql`update room_night set allotment = 2 where room_type_id = ${roomOf(offerId)}`
    await serve()
    expect(await states([raised])).toEqual(['OFFERED'])

    const other = await newRoom()
    const waiting = await book(other, { paymentMethodId: cards.confirm })
    expect(waiting.__typename).toBe('PaymentActionRequired')
    const expired = await join(other)
    world.clock.pass({ minutes: 11 })
    await world.sweep()
    await serve()
    expect(await states([expired])).toEqual(['OFFERED'])
  })
})

describe('all rooms or none', () => {
  const two = [
    { adults: 2, childAges: [] },
    { adults: 1, childAges: [] },
  ]

  test('who wants two rooms waits on while one is free, and who wants one has it', async () => {
    const roomTypeId = randomUUID()
    const single = await world.offer({ roomTypeId, allotment: 2 })
    const double = await world.offer({ roomTypeId, allotment: 2, rooms: two })
    const [one, other] = [await soldOut(single), await soldOut(single)]
    const [wantsTwo, wantsOne] = [await join(double), await join(single)]
    await one.free()
    await serve()
    expect(await states([wantsTwo, wantsOne])).toEqual(['WAITING', 'OFFERED'])
    await leaveWaitingList(await token(wantsOne), world.contextOf())
    await other.free()
    await serve()
    expect(await states([wantsTwo, wantsOne])).toEqual(['OFFERED', 'LEFT'])
  })

  test('nights freed one by one, by two guests, make one stay; meanwhile what fits nobody is on sale', async () => {
    const roomTypeId = randomUUID()
    const stay = (checkIn: string, checkOut: string) => world.offer({ roomTypeId, allotment: 1, checkIn, checkOut })
    const one = await soldOut(await stay('2027-06-12', '2027-06-13'))
    const other = await soldOut(await stay('2027-06-13', '2027-06-14'))
    const both = await join(await stay('2027-06-12', '2027-06-14'))
    await one.free()
    await serve()
    expect(await states([both])).toEqual(['WAITING'])
    expect(await leftOf(roomTypeId)).toEqual([1, 0])
    await other.free()
    await serve()
    expect(await states([both])).toEqual(['OFFERED'])
    expect(await leftOf(roomTypeId)).toEqual([0, 0])
  })
})

describe('an entry', () => {
  test('is told to who has its token: state, place, price; and to nobody else', async () => {
    const offerId = await newRoom()
    await soldOut(offerId)
    const [, second] = [await join(offerId), await join(offerId)]
    const read = (value: string) =>
      world.graph(
        `query ($token: ID!) { waitingListEntry(token: $token) { token state place heldUntil closesAt stay { nights } rooms { name adults }
          snapshot { hotelName } total { amount } payNow { amount } cancellation { summary } guest { email } } }`,
        { token: value },
      )
    const { data, errors } = await read(await token(second))
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      waitingListEntry: { state: 'WAITING', place: 2, heldUntil: null, stay: { nights: 3 }, total: { amount: 47_400 } },
    })
    expect(await read('no.such.token')).toMatchObject({ data: { waitingListEntry: null } })
    const forged = (await token(second)).replace(/.{4}$/, 'AAAA')
    expect(await read(forged)).toMatchObject({ data: { waitingListEntry: null } })
  })

  test('closes at six in the evening of the day of arrival, in the hotel’s time', async () => {
    const offerId = await newRoom()
    await soldOut(offerId)
    const entry = await join(offerId)
    world.clock.moveTo('2027-06-12T16:59:00.000Z')
    await serve()
    expect(await states([entry])).toEqual(['WAITING'])
    world.clock.pass({ minutes: 1 })
    await serve()
    expect(await states([entry])).toEqual(['CLOSED'])
  })

  test.for([
    ['2027-06-11T17:00:00.000Z', 120],
    ['2027-06-12T07:00:00.000Z', 60],
    ['2027-06-12T15:30:00.000Z', 15],
    ['2027-06-12T16:50:00.000Z', 10],
  ] as const)('served at %s is held for %i minutes', async ([at, minutes]) => {
    world.clock.moveTo('2027-06-01T12:00:00.000Z')
    const offerId = await newRoom()
    await soldOut(offerId)
    const entry = await join(offerId)
    world.clock.moveTo(at)
    await world.sql`update room_night set allotment = 2 where room_type_id = ${roomOf(offerId)}`
    await serve()
    const { until } = await stateOf(entry)
    expect(((until?.getTime() ?? 0) - Date.parse(at)) / 60_000).toBe(minutes)
  })

  test('that is left gives what it holds to the next', async () => {
    world.clock.moveTo('2027-06-01T12:00:00.000Z')
    const offerId = await newRoom()
    const sold = await soldOut(offerId)
    const [first, second] = [await join(offerId), await join(offerId)]
    await sold.free()
    await serve()
    const left = await leaveWaitingList(await token(first), world.contextOf())
    expect(left?.state).toBe('LEFT')
    expect((await leaveWaitingList(await token(first), world.contextOf()))?.state).toBe('LEFT')
    await serve()
    expect(await states([first, second])).toEqual(['LEFT', 'OFFERED'])
  })
})

describe('races', () => {
  test('a booking against its own expiry: booked or gone on to the next, never both', async () => {
    world.clock.moveTo('2027-06-01T12:00:00.000Z')
    for (let round = 0; round < 12; round += 1) {
      const offerId = await newRoom()
      const sold = await soldOut(offerId)
      const [first, second] = [await join(offerId), await join(offerId)]
      await sold.free()
      await serve()
      const waitingListEntry = await token(first)
      world.clock.pass({ minutes: 119, seconds: 59 })
      // The guest's request read the clock before the end, the round after it.
      const late = { ...world.services, now: () => new Date(world.clock.now().getTime() + 1_000) }
      const [answer] = await Promise.all([
        book(offerId, { waitingListEntry }),
        serveWaitingLists(late).then(() => serveWaitingLists(late)),
      ])
      world.clock.pass({ seconds: 6 }) // a booking that ended is looked for every 5 s
      await serve()
      const now = await states([first, second])
      expect([answer.__typename, ...now]).toEqual(
        answer.__typename === 'Reservation'
          ? ['Reservation', 'BOOKED', 'WAITING']
          : ['WaitingOfferOver', 'MISSED', 'OFFERED'],
      )
      expect(await recount(world.sql)).toEqual([])
    }
  })

  test('ten rooms freed while 60 passers-by try and five rounds serve: the ten who waited have them', async () => {
    const roomTypeId = randomUUID()
    const offerId = await world.offer({ roomTypeId, allotment: 10 })
    const sold = await Promise.all(Array.from({ length: 10 }, () => soldOut(offerId)))
    const entries: string[] = []
    for (let n = 0; n < 12; n += 1) entries.push(await join(offerId))
    const passing = Array.from({ length: 60 }, () => book(offerId))
    const rounds = Array.from({ length: 5 }, () => serve())
    await Promise.all([...sold.map(({ free }) => free()), ...passing, ...rounds])
    await serve()
    expect((await Promise.all(passing)).every(({ __typename }) => __typename === 'RoomTaken')).toBe(true)
    expect(await states(entries)).toEqual(entries.map((_, n) => (n < 10 ? 'OFFERED' : 'WAITING')))
    for (const entry of entries.slice(0, 10)) expect(await mails(entry)).toEqual(['JOINED', 'ROOM_FREE'])
  })

  test('who joins in the moment a room is freed is served or told that it is free', async () => {
    for (let round = 0; round < 15; round += 1) {
      const offerId = await newRoom()
      const sold = await soldOut(offerId)
      const [answer] = await Promise.all([
        joinWaitingList(
          { offerId, guest: { ...ada, email: `${randomUUID()}@example.com` }, idempotencyKey: randomUUID() },
          world.contextOf(),
        ),
        sold.free(),
      ])
      await serve()
      const joined = answer.__typename === 'WaitingListEntry'
      expect([answer.__typename, ...(joined ? await states([answer.id]) : [])]).toEqual(
        joined ? ['WaitingListEntry', 'OFFERED'] : ['RoomsFree'],
      )
    }
  })
})

test('the counters equalled a recount after each of these', () => {
  expect(miscounted).toEqual([])
})

test('a night that the desk closes while a room of it is held for somebody: they can book it, nobody else', async () => {
  const offerId = await newRoom()
  const sold = await soldOut(offerId)
  const [first, second] = [await join(offerId), await join(offerId)]
  await sold.free()
  await serve()
  const nights = world.sql`room_type_id = ${roomOf(offerId)}`
  await world.sql`update room_night set planned = 1, closed = true, allotment = held + sold where ${nights}`
  expect(await book(offerId, { waitingListEntry: await token(first), paymentMethodId: cards.declined })).toMatchObject({
    __typename: 'PaymentDeclined',
  })
  await serve()
  expect([...(await states([first, second])), ...(await leftOf(roomOf(offerId)))]).toEqual([
    'WAITING',
    'WAITING',
    0,
    0,
    0,
  ])
  await world.sql`update room_night set closed = false, allotment = 1 where ${nights}`
  await serve()
  expect(await states([first, second])).toEqual(['OFFERED', 'WAITING'])
  await world.sql`update room_night set closed = true, allotment = held + sold where ${nights}`
  expect(await book(offerId, { waitingListEntry: await token(first) })).toMatchObject({ status: 'CONFIRMED' })
  expect(await recount(world.sql)).toEqual([])
})
