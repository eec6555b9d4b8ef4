import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { openWaitingScene } from '../../testing/waiting-scene.ts'
import { ada } from '../../testing/world.ts'
import { joinWaitingList } from './join-waiting-list.ts'

const { world, join, mails, newRoom, soldOut } = await openWaitingScene()

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
