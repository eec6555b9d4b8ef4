import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { recount } from '../../testing/recount.ts'
import { createWaitingModel, type Wish } from '../../testing/waiting-model.ts'
import { waitingAt } from '../../testing/waiting.ts'
import { createWorld } from '../../testing/world.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { joinWaitingList } from './join-waiting-list.ts'
import { leaveWaitingList } from './leave-waiting-list.ts'

// Random guests join, book, cancel, leave and let their time run out; after each of it everybody in line stands where a
// plain model of the line has them, and the counters equal a recount.

/** `LIFE_RUNS=500 vitest run --project reservations line` for a long one; a failure prints the seed that repeats it. */
const runs = Number(process.env['LIFE_RUNS'] ?? 8)
const allotment = 2

const world = await createWorld()
const { book, join, serve, stateOf, token } = waitingAt(world)
const customer = { kind: 'customer', customerId: 'c-line', email: 'line@example.com' } as const

const which = fc.nat({ max: 30 })
const wish = fc.record({
  types: fc.constantFrom<string[]>(['a'], ['a'], ['b'], ['a', 'b']),
  count: fc.constantFrom(1, 1, 2),
  from: fc.integer({ min: 1, max: 4 }),
  length: fc.integer({ min: 1, max: 3 }),
})
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('join' as const), wish }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('book' as const), wish }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('takeUp' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 50, 121) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('raise' as const), night: fc.integer({ min: 1, max: 6 }) }) },
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never
type Asked = typeof wish extends fc.Arbitrary<infer W> ? W : never

const day = (night: number) => `2027-06-${String(night + 10).padStart(2, '0')}`
const inWords = ({ types, count, from, length }: Asked): Wish => ({
  rooms: Object.fromEntries(types.map((type) => [type, count])),
  from,
  to: from + length,
})

async function play(events: Event[]) {
  const run = randomUUID()
  const model = createWaitingModel(allotment)
  const differences: unknown[] = []
  const compare = (name: string, found: unknown, onPaper: unknown) => {
    if (!isDeepStrictEqual(found, onPaper)) differences.push({ name, found, onPaper })
  }
  const booked = new Map<string, string>()
  const entries = new Map<string, string>()
  const offer = ({ types, count, from, length }: Asked) =>
    world.offer({
      hotelId: run,
      allotment,
      checkIn: day(from),
      checkOut: day(from + length),
      rooms: types.flatMap((type) =>
        Array.from({ length: count }, () => ({ adults: 1, childAges: [], roomTypeId: `${run}-${type}` })),
      ),
    })
  const pick = (from: readonly string[], index: number) => from[index % Math.max(1, from.length)]
  const note = async (name: string, answer: Awaited<ReturnType<typeof book>>) => {
    const id = answer.__typename === 'Reservation' && answer.status === 'CONFIRMED' ? answer.id : null
    compare(name, answer.__typename, 'Reservation')
    if (id === null) return
    await world.sql`update reservations set customer_id = ${customer.customerId} where id = ${id}`
    booked.set(name, id)
  }
  const offeredNow = () => model.states().flatMap(([name, state]) => (state === 'OFFERED' ? name : []))
  const inLine = () => model.states().flatMap(([name, state]) => (['WAITING', 'OFFERED'].includes(state) ? name : []))

  // Both kinds are sold out at first, each room to a guest of its own.
  const whole = (type: string): Asked => ({ types: [type], count: 1, from: 1, length: 6 })
  const opening = ['a', 'a', 'b', 'b'].map((type): Event => ({ kind: 'book', wish: whole(type) }))
  for (const [at, one] of [...opening, ...events].entries()) {
    const name = `${one.kind} ${at}`
    world.clock.pass({ seconds: 1 }) // what was found taken a moment ago (`memory/taken-rooms.ts`) is looked at again
    switch (one.kind) {
      case 'book': {
        const answer = await book(await offer(one.wish))
        if (!model.fits(inWords(one.wish))) {
          compare(name, answer.__typename, 'RoomTaken')
          break
        }
        await note(name, answer)
        model.book(name, inWords(one.wish))
        break
      }
      case 'join': {
        const asked = inWords(one.wish)
        if (!model.fits(asked)) {
          entries.set(name, await join(await offer(one.wish)))
          model.join(name, asked)
          break
        }
        const guest = { givenName: 'Ada', familyName: 'Lovelace', email: `${randomUUID()}@example.com` }
        const input = { offerId: await offer(one.wish), guest, idempotencyKey: randomUUID() }
        compare(name, (await joinWaitingList(input, world.contextOf())).__typename, 'RoomsFree')
        break
      }
      case 'cancel': {
        const who = pick([...booked.keys()], one.which)
        if (who === undefined) break
        const reservation = { id: booked.get(who) ?? '' }
        await cancelReservation({ reservation, idempotencyKey: randomUUID() }, world.contextOf(customer))
        booked.delete(who)
        model.cancel(who)
        break
      }
      case 'takeUp': {
        const who = pick(offeredNow(), one.which)
        if (who === undefined) break
        const id = entries.get(who) ?? ''
        const [row] = await world.sql`select offer from waiting_entries where id = ${id}`
        await note(who, await book(String(row?.['offer']), { waitingListEntry: await token(id) }))
        model.takeUp(who)
        break
      }
      case 'leave': {
        const who = pick(inLine(), one.which)
        if (who === undefined) break
        await leaveWaitingList(await token(entries.get(who) ?? ''), world.contextOf())
        model.leave(who)
        break
      }
      case 'raise':
        if (
          (
            await world.sql`update room_night set allotment = allotment + 1 where room_type_id = ${`${run}-a`} and night = ${day(one.night)}`
          ).count === 1
        )
          model.raise('a', one.night)
        break
      case 'pass':
        world.clock.pass({ minutes: one.minutes })
        model.pass(one.minutes)
        break
    }
    await serve()
    const stand = await Promise.all(
      model.states().map(async ([who]) => [who, (await stateOf(entries.get(who) ?? '')).state] as const),
    )
    compare(name, stand, model.states())
    compare(name, [...(await recount(world.sql))], [])
  }
  return differences
}

test(
  'whoever joins, books, cancels, leaves or is late, in whatever order: the line stands as on paper',
  async () => {
    world.clock.moveTo('2027-05-01T12:00:00.000Z')
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 12, maxLength: 40 }), async (events) => {
        world.clock.moveTo('2027-05-01T12:00:00.000Z')
        expect(await play(events)).toEqual([])
      }),
      { numRuns: runs },
    )
  },
  4_000 * runs + 10_000,
)
