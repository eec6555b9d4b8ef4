import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { cards } from '../../testing/payments-stand-in.ts'
import { recount } from '../../testing/recount.ts'
import { openWaitingScene, roomOf } from '../../testing/waiting-scene.ts'
import { leaveWaitingList } from './leave-waiting-list.ts'

const { world, book, join, serve, stateOf, states, token, mails, leftOf, newRoom, soldOut } = await openWaitingScene()

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
