import { randomUUID } from 'node:crypto'

import { asc, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { stepsOf } from '../database/reservations.ts'
import { reservations, type ReservationRow } from '../database/tables.ts'
import { mayBecome, unsettled } from '../domain/status.ts'
import { Crash, untilCrash, type CrashPoint } from '../testing/crashes.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createSupplierStandIn, type Mood } from '../testing/supplier-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom, type BookRoomInput } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { changeStay } from './change-stay.ts'
import { hearPayment } from './hear-payment.ts'

// Random guests, a random bank, a random partner, crashes anywhere, the sweeper whenever: whatever happens in whatever
// order, the counters equal a recount at every moment, and in the end everything is settled and nobody's money is lost.

/** `LIFE_RUNS=2000 vitest run --project reservations life` for a long one; a failure prints the seed that repeats it. */
const runs = Number(process.env['LIFE_RUNS'] ?? 25)

const world = await createWorld()
const { partner, supplier } = createSupplierStandIn()
const services = {
  ...world.services,
  suppliers: new Map([['liteapi', supplier]]),
  pause: async (milliseconds: number) => world.clock.pass({ seconds: milliseconds / 1_000 }),
}
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const
const guest = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com' }

const card = fc.constantFrom(...Object.values(cards), cards.good, cards.good)
const crash = fc.option(
  fc.record({ effect: fc.integer({ min: 1, max: 9 }), when: fc.constantFrom('BEFORE' as const, 'AFTER' as const) }),
  { freq: 3 },
)
const which = fc.nat({ max: 9 })
const room = fc.constantFrom('a', 'b')
const stay = { from: fc.integer({ min: 1, max: 6 }), length: fc.integer({ min: 1, max: 4 }) }
const price = fc.constantFrom(10_000, 15_000, 20_000)
const mood = fc.constantFrom<Mood>('BOOKS', 'BOOKS', 'SOLD_OUT', 'REFUSES', 'BOOKS_SILENTLY', 'SILENT', 'AWAY')

const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('book' as const), room, ...stay, price, card, crash }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bookWithPartner' as const), mood, price, card, crash }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('askAgain' as const), which, crash }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('bank' as const),
      which,
      says: fc.constantFrom('CAPTURED' as const, 'DECLINED' as const),
      event: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which, crash }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('change' as const), which, room, ...stay, price, card, crash }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('time' as const), seconds: fc.constantFrom(3, 30, 90, 700), crash }),
  },
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

const june = (day: number) => `2027-06-${String(day).padStart(2, '0')}`

async function play(events: Event[]) {
  const run = randomUUID()
  const asked: BookRoomInput[] = []
  const mine = (): Promise<ReservationRow[]> =>
    world.db
      .select()
      .from(reservations)
      .where(inArray(reservations.offer, ['', ...asked.map(({ offerId }) => offerId), ...changed]))
      .orderBy(asc(reservations.createdAt), asc(reservations.id))
  const changed: string[] = []
  const offer = (of: { room: string; from: number; length: number; price: number }) =>
    world.offer({
      roomTypeId: `${run}-${of.room}`,
      allotment: 2,
      checkIn: june(of.from + 10),
      checkOut: june(of.from + 10 + of.length),
      price: of.price,
    })
  /** Until the process dies, if it does; whatever else goes wrong is a defect. */
  const dying = async (
    point: CrashPoint | null,
    work: (context: ReturnType<typeof world.contextOf>) => Promise<unknown>,
  ) => {
    const { services: mortal } = untilCrash(services, point)
    await work(world.contextOf(ada, { ...mortal })).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
  }
  const book = async (input: BookRoomInput, point: CrashPoint | null) => {
    asked.push(input)
    await dying(point, (context) => bookRoom(input, context))
  }
  const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)]

  for (const one of events) {
    switch (one.kind) {
      case 'book':
        await book(
          { offerId: await offer(one), guest, paymentMethodId: one.card, idempotencyKey: randomUUID() },
          one.crash,
        )
        break
      case 'bookWithPartner': {
        partner.mood = one.mood
        const sold = { code: 'liteapi', name: 'LiteAPI', offerId: randomUUID() }
        const offerId = await world.offer({ supplier: sold, hotelId: 'p-liteapi-lp1', allotment: 0, price: one.price })
        await book({ offerId, guest, paymentMethodId: one.card, idempotencyKey: randomUUID() }, one.crash)
        break
      }
      case 'askAgain': {
        const input = pick(asked, one.which)
        if (input) await dying(one.crash, (context) => bookRoom(input, context))
        break
      }
      case 'bank': {
        const reservation = pick(await mine(), one.which)
        if (!reservation) break
        world.payments.bankSays(reservation.id, one.says)
        if (one.event) await hearPayment({ reservationId: reservation.id }, services)
        break
      }
      case 'cancel': {
        const reservation = pick(await mine(), one.which)
        if (!reservation) break
        const input = { reservation: { id: reservation.id }, idempotencyKey: randomUUID() }
        await dying(one.crash, (context) => cancelReservation(input, context))
        break
      }
      case 'change': {
        const reservation = pick(await mine(), one.which)
        if (!reservation) break
        const offerId = await offer(one)
        changed.push(offerId)
        const input = {
          reservation: { id: reservation.id },
          offerId,
          paymentMethodId: one.card,
          idempotencyKey: randomUUID(),
        }
        await dying(one.crash, (context) => changeStay(input, context))
        break
      }
      case 'time':
        world.clock.pass({ seconds: one.seconds })
        await dying(one.crash, (mortal) => world.sweep(mortal))
        break
    }
    expect(await recount(world.sql)).toEqual([])
  }

  // The faults are over: everything that was silent speaks, and time passes.
  partner.mood = 'BOOKS'
  for (const seconds of [30, 60, 90, 700, 90, 90, 60, 60, 60]) {
    world.clock.pass({ seconds })
    await world.sweep(services)
    const slow = [...world.payments.payments.values()].filter(({ outcome }) => outcome.status === 'PENDING')
    for (const { request } of slow) world.payments.bankSays(request.reservationId, 'CAPTURED')
  }
  return mine()
}

test(
  'any life of any reservations: counted right at every moment, settled in the end, no money lost or kept',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 14 }), async (events) => {
        for (const reservation of await play(events)) {
          const { id, status, dueAt, owed, payNow, cancelFee } = reservation
          expect(unsettled.includes(status), `${status} in the end`).toBe(false)
          expect({ dueAt, owed }).toEqual({ dueAt: null, owed: null })
          expect(world.payments.openOf(id), `set aside of a ${status} one`).toBe(0)
          const due = status === 'CONFIRMED' ? payNow : status.startsWith('CANCELLED') ? (cancelFee ?? 0) : 0
          expect(world.payments.keptOf(id), `kept of a ${status} one`).toBe(due)
          const booking = partner.bookings.get(id)
          expect(booking?.status === 'CONFIRMED', `the partner's booking of a ${status} one`).toBe(
            reservation.supplierCode !== null && status === 'CONFIRMED',
          )
          const steps = await stepsOf(world.db, id)
          for (const [index, { status: to }] of steps.entries()) {
            const from = steps[index - 1]?.status ?? 'HELD'
            expect(from === to || mayBecome(from, to), `${from} to ${to}`).toBe(true)
          }
        }
        expect(await recount(world.sql)).toEqual([])
      }),
      { numRuns: runs },
    )
  },
  1_000 * runs,
)
