import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { recount } from '../../testing/recount.ts'
import { openWaitingScene } from '../../testing/waiting-scene.ts'
import { ada } from '../../testing/world.ts'
import { joinWaitingList } from './join-waiting-list.ts'
import { serveWaitingLists } from './serve-waiting-lists.ts'

const { world, book, join, serve, states, token, mails, newRoom, soldOut } = await openWaitingScene()

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
