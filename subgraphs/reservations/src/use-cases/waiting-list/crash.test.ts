import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import type { Context } from '../../context.ts'
import { claimsOf } from '../../domain/offer.ts'
import { Crash, untilCrash, type CrashPoint } from '../../testing/crashes.ts'
import { cards } from '../../testing/payments-stand-in.ts'
import { recount } from '../../testing/recount.ts'
import { waitingAt } from '../../testing/waiting.ts'
import { ada, createWorld } from '../../testing/world.ts'
import { bookRoom } from '../book-room.ts'
import { joinWaitingList } from './join-waiting-list.ts'
import { leaveWaitingList } from './leave-waiting-list.ts'
import { serveWaitingLists } from './serve-waiting-lists.ts'

const world = await createWorld()
const { book, join, serve, states, token, mails, leftOf, newRoom } = waitingAt(world)

/** A sold-out room, two who wait for it, and the room freed if `freed`. */
async function line({ freed, served }: { freed: boolean; served: boolean }) {
  const offerId = await newRoom()
  await book(offerId)
  const entries = [await join(offerId), await join(offerId)]
  const roomTypeId = claimsOf(offerId).roomType.id
  if (freed) await world.sql`update room_night set allotment = 2 where room_type_id = ${roomTypeId}`
  if (served) await serve()
  return { offerId, entries, roomTypeId, email: `${randomUUID()}@example.com`, key: randomUUID() }
}
type Line = Awaited<ReturnType<typeof line>>

type Scenario = {
  name: string
  prepare: () => Promise<Line>
  /** During which the process dies; asked again afterwards when `asksAgain`, as a client does. */
  work: (line: Line, context: Context) => Promise<unknown>
  asksAgain: boolean
  ends: string[]
  left: number
}

const bookHeld =
  (paymentMethodId: string) =>
  async ({ offerId, entries: [first = ''], key }: Line, context: Context) =>
    bookRoom(
      { offerId, guest: ada, paymentMethodId, idempotencyKey: key, waitingListEntry: await token(first) },
      context,
    )

const scenarios: Scenario[] = [
  {
    name: 'a round that deals a freed room',
    prepare: () => line({ freed: true, served: false }),
    work: (_, context) => serveWaitingLists(context),
    asksAgain: false,
    ends: ['OFFERED', 'WAITING'],
    left: 0,
  },
  {
    name: 'a round in which the time of a held room is over',
    prepare: async () => {
      for (const minutes of [120, 120]) {
        world.clock.pass({ minutes }) // the lines of other tests come to their end first: this one is alone
        await serve()
      }
      const prepared = await line({ freed: true, served: true })
      world.clock.pass({ minutes: 120 })
      return prepared
    },
    work: async (_, context) => {
      while (await serveWaitingLists(context));
    },
    asksAgain: false,
    ends: ['MISSED', 'OFFERED'],
    left: 0,
  },
  {
    name: 'somebody leaves',
    prepare: () => line({ freed: true, served: true }),
    work: async ({ entries: [first = ''] }, context) => leaveWaitingList(await token(first), context),
    asksAgain: true,
    ends: ['LEFT', 'OFFERED'],
    left: 0,
  },
  {
    name: 'somebody joins',
    prepare: () => line({ freed: false, served: false }),
    work: ({ offerId, email, key }, context) =>
      joinWaitingList({ offerId, guest: { ...ada, email }, idempotencyKey: key }, context),
    asksAgain: true,
    ends: ['WAITING', 'WAITING'],
    left: 0,
  },
  {
    name: 'somebody books the held room',
    prepare: () => line({ freed: true, served: true }),
    work: bookHeld(cards.good),
    asksAgain: true,
    ends: ['BOOKED', 'WAITING'],
    left: 0,
  },
  {
    name: 'somebody tries to book it with a card that is declined',
    prepare: () => line({ freed: true, served: true }),
    work: bookHeld(cards.declined),
    asksAgain: true,
    ends: ['OFFERED', 'WAITING'],
    left: 0,
  },
]

async function play({ prepare, work, asksAgain }: Scenario, point: CrashPoint | null) {
  const prepared = await prepare()
  const dying = untilCrash(world.services, point)
  const died = await work(prepared, world.contextOf(undefined, dying.services)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true
      throw error
    },
  )
  expect(await recount(world.sql)).toEqual([])
  world.clock.pass({ seconds: 30 })
  await world.sweep()
  if (died && asksAgain) await work(prepared, world.contextOf())
  for (const seconds of [1, 30, 30, 30]) {
    world.clock.pass({ seconds })
    await world.sweep()
    await serve()
  }
  expect(await recount(world.sql)).toEqual([])
  const [free] = await leftOf(prepared.roomTypeId)
  const joined =
    await world.sql`select id::text from waiting_entries where scope = 'anonymous' and key = ${prepared.key}`
  return {
    died,
    effects: dying.effects(),
    result: {
      ends: await states(prepared.entries),
      left: free,
      mails: await Promise.all([...prepared.entries, ...joined.map(({ id }) => String(id))].map(mails)),
      booked: Number(
        (
          await world.sql`select count(*)::int as n from reservations where offer = ${prepared.offerId} and status = 'CONFIRMED'`
        )[0]?.['n'],
      ),
    },
  }
}

describe.for(scenarios)('$name', (scenario) => {
  test('comes to the same end after a crash at any of its effects, with each mail once', async () => {
    const undisturbed = await play(scenario, null)
    expect(undisturbed.result).toMatchObject({ ends: scenario.ends, left: scenario.left })
    for (let effect = 1; effect <= undisturbed.effects; effect += 1) {
      for (const when of ['BEFORE', 'AFTER'] as const) {
        const { died, result } = await play(scenario, { effect, when })
        expect(died, `${when} ${effect}`).toBe(true)
        expect(result, `${when} ${effect}`).toEqual(undisturbed.result)
      }
    }
  })
})
