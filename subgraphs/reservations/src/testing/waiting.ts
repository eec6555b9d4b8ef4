import { randomUUID } from 'node:crypto'

import { bookRoom, type BookRoomInput } from '../use-cases/book-room.ts'
import { joinWaitingList } from '../use-cases/waiting-list/join-waiting-list.ts'
import { serveWaitingLists } from '../use-cases/waiting-list/serve-waiting-lists.ts'
import { waitingToken } from '../use-cases/waiting-list/waiting-token.ts'
import type { OfferWishes } from './offers.ts'
import { ada, type World } from './world.ts'

/** What tests of the waiting list do over and over: sell a hotel out, join, serve, read where somebody stands. */
export function waitingAt(world: World) {
  const context = () => world.contextOf()
  const stateOf = async (id: string) => {
    const [row] = await world.sql`select state, offered_until as until from waiting_entries where id = ${id}`
    if (!row) throw new Error(`no entry ${id}`)
    const { state, until } = row
    return { state: String(state), until: until === null ? null : new Date(String(until)) }
  }
  return {
    book: async (offerId: string, changed: Partial<BookRoomInput> = {}) =>
      bookRoom(await world.input({ offerId, ...changed }), context()),
    /** Answers the entry's id. */
    join: async (offerId: string, changed: object = {}) => {
      const answer = await joinWaitingList(
        { offerId, guest: { ...ada, email: `${randomUUID()}@example.com` }, idempotencyKey: randomUUID(), ...changed },
        context(),
      )
      if (answer.__typename !== 'WaitingListEntry') throw new Error(`${answer.__typename}: ${answer.message}`)
      return answer.id
    },
    serve: async () => {
      while (await serveWaitingLists(world.services));
    },
    stateOf,
    states: async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await stateOf(id)).state)),
    token: async (id: string) => {
      const [row] = await world.sql`select closes_at as at from waiting_entries where id = ${id}`
      return waitingToken(id, new Date(String(row?.['at'])), world.services)
    },
    mails: async (id: string) => {
      const rows = await world.sql`
        select payload ->> 'what' as what from outbox where job = 'tell-waiting-guest' and payload ->> 'entryId' = ${id} order by id`
      return rows.map(({ what }) => String(what))
    },
    leftOf: async (roomTypeId: string) => {
      const rows =
        await world.sql`select allotment - held - sold as left_over from room_night where room_type_id = ${roomTypeId} order by night`
      return rows.map((row) => Number(row['left_over']))
    },
    newRoom: (wishes: OfferWishes = {}) => world.offer({ roomTypeId: randomUUID(), allotment: 1, ...wishes }),
  }
}
