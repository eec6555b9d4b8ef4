import { describe, expect, test } from 'vitest'

import { openWaitingScene, roomOf } from '../../testing/waiting-scene.ts'
import { leaveWaitingList } from './leave-waiting-list.ts'

const { world, join, serve, stateOf, states, token, newRoom, soldOut } = await openWaitingScene()

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
