import fc from 'fast-check'
import { expect, test } from 'vitest'

import { reservationById } from '../../database/reservations.ts'
import { Crash, untilCrash, type CrashPoint } from '../../testing/crashes.ts'
import { createDeskWorld, type DeskWorld } from '../../testing/desk-world.ts'
import { recountDesk } from '../../testing/recount-desk.ts'
import { recount } from '../../testing/recount.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { markNoShow } from './mark-no-show.ts'
import { moveRoom } from './move-room.ts'
import { endOutOfOrder, setOutOfOrder } from './out-of-order.ts'
import { closeNights, openNights, setAllotment } from './plan-nights.ts'

// A random week at a hotel: guests book, cancel, come or do not come; clerks decide whatever comes to their minds, and
// die in the middle of it. At every moment the books agree; in the end everybody's money is where it should be.

/** `LIFE_RUNS=2000 vitest run --project reservations desk-life` for a long one; a failure prints the seed that repeats it. */
const runs = Number(process.env['LIFE_RUNS'] ?? 15)

const world: DeskWorld = await createDeskWorld()

const which = fc.nat({ max: 7 })
const nights = { from: fc.integer({ min: 11, max: 14 }), length: fc.integer({ min: 1, max: 4 }) }
const crash = fc.option(
  fc.record({ effect: fc.integer({ min: 1, max: 8 }), when: fc.constantFrom('BEFORE' as const, 'AFTER' as const) }),
  { freq: 3 },
)
const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('book' as const), ...nights, rooms: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which, crash }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('plan' as const),
      ...nights,
      rooms: fc.integer({ min: 0, max: 8 }),
      crash,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('close' as const), ...nights, open: fc.boolean(), crash }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('break' as const), ...nights, which, crash }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mend' as const), which, crash }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('arrive' as const), which, crash }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), which, to: which, crash }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave' as const), which, crash }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('absent' as const), which, crash }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.constantFrom(5, 9, 16) }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

/** No week is without guests. */
const guestsAtFirst: Happening[] = [11, 12, 12].map((from) => ({ kind: 'book', from, length: 2, rooms: 1 }))

const day = (n: number) => `2027-06-${String(n).padStart(2, '0')}`
const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)]
const fee = 7_000

async function play(happenings: Happening[]) {
  world.clock.moveTo('2027-06-11T09:00:00Z')
  const { hotelId, double, staff, doors, answerOf } = world.house({ allotment: 6 })
  const rooms = Object.values(await doors('1', '2', '3', '4'))
  const stays: string[] = []
  const broken: string[] = []
  const range = ({ from, length }: { from: number; length: number }) => ({ from: day(from), to: day(from + length) })
  const house = { hotelId, roomTypeId: double }
  type Context = ReturnType<typeof world.contextOf>
  /** Until the process dies, if it does; whatever else goes wrong is a defect. */
  const dying = async (
    point: CrashPoint | null,
    viewer: Parameters<typeof world.contextOf>[0],
    work: (context: Context) => Promise<unknown>,
  ) => {
    const { services: mortal } = untilCrash(world.services, point)
    return work(world.contextOf(viewer, mortal)).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
      return undefined
    })
  }
  const atDesk = (point: CrashPoint | null, work: (context: Context) => Promise<unknown>) => dying(point, staff, work)

  for (const one of happenings) {
    switch (one.kind) {
      case 'book': {
        const { from: checkIn_, to } = range(one)
        const party = Array.from({ length: one.rooms }, () => ({ adults: 2, childAges: [] }))
        const cancellation = { freeUntil: null, tiers: [{ from: null, fee }] }
        const booked = await answerOf({ checkIn: checkIn_, checkOut: to, rooms: party, cancellation })
        if (booked.__typename === 'Reservation') stays.push(booked.id)
        break
      }
      case 'cancel': {
        const reservation = await reservationById(world.db, pick(stays, one.which) ?? '')
        if (!reservation) break
        const viewer = { kind: 'customer', customerId: reservation.customerId ?? '', email: 'x' } as const
        const input = { reservation: { id: reservation.id }, idempotencyKey: world.key() }
        await dying(one.crash, viewer, (context) => cancelReservation(input, context))
        break
      }
      case 'plan':
        await atDesk(one.crash, (context) => setAllotment({ ...house, ...range(one), rooms: one.rooms }, context))
        break
      case 'close':
        await atDesk(one.crash, (context) =>
          (one.open ? openNights : closeNights)({ ...house, ...range(one) }, context),
        )
        break
      case 'break': {
        const input = { roomId: pick(rooms, one.which) ?? '', ...range(one), reason: 'Paint' }
        const answer = await atDesk(one.crash, (context) => setOutOfOrder(input, context))
        if (answer && typeof answer === 'object' && 'id' in answer) broken.push(String(answer.id))
        break
      }
      case 'mend':
        await atDesk(one.crash, (context) => endOutOfOrder(pick(broken, one.which) ?? '', context))
        break
      case 'arrive':
        await atDesk(one.crash, (context) => checkIn({ reservationId: pick(stays, one.which) ?? '' }, context))
        break
      case 'move':
        await atDesk(one.crash, (context) =>
          moveRoom({ reservationId: pick(stays, one.which) ?? '', n: 1, roomId: pick(rooms, one.to) ?? '' }, context),
        )
        break
      case 'leave':
        await atDesk(one.crash, (context) => checkOut(pick(stays, one.which) ?? '', context))
        break
      case 'absent':
        await atDesk(one.crash, (context) => markNoShow(pick(stays, one.which) ?? '', context))
        break
      case 'time':
        world.clock.pass({ minutes: one.hours * 60 })
        await world.sweep()
        break
    }
    expect(await recount(world.sql)).toEqual([])
    expect(await recountDesk(world.sql)).toEqual([])
  }
  for (const minutes of [1, 5]) {
    world.clock.pass({ minutes })
    await world.sweep()
  }
  return Promise.all(stays.map((id) => reservationById(world.db, id)))
}

test(
  'any week at any desk: the books agree at every moment, and in the end no money is lost or kept',
  async () => {
    const ends = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 12, maxLength: 40, size: 'max' }), async (happenings) => {
        for (const reservation of await play([...guestsAtFirst, ...happenings])) {
          if (!reservation) throw new Error('a reservation is gone')
          const { id, status, owed, dueAt, payNow } = reservation
          ends.set(status, (ends.get(status) ?? 0) + 1)
          expect({ owed, dueAt }).toEqual({ owed: null, dueAt: null })
          const kept = ['CANCELLED_WITH_FEE', 'NO_SHOW'].includes(status) ? Math.min(fee, payNow) : payNow
          expect(world.payments.keptOf(id), `kept of a ${status} one`).toBe(kept)
        }
      }),
      { numRuns: runs },
    )
    expect(ends.get('CHECKED_IN') ?? ends.get('CHECKED_OUT')).toBeGreaterThan(0) // there was something to look at
  },
  2_000 * runs + 60_000,
)
