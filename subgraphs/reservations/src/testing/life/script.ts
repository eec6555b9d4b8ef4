import fc from 'fast-check'

import { cards } from '../payments-stand-in.ts'
import type { Mood } from '../supplier-stand-in.ts'
import { AskAgain, Book, Cancel, CancelRoom, Change, LookUp, StaffRefund, type Line, type Wish } from './guests.ts'
import type { Model } from './model.ts'
import { BankSays, Dispute, EventArrives, LateBookingArrives, PayTooLate, Time } from './others.ts'
import { CloseOrOpen, PutOnSale, type Plan } from './staff.ts'
import { roomKinds, type Stage } from './stage.ts'
import { hows } from './strikes.ts'
import { Join, Leave, TakeUp } from './waiters.ts'

const card = fc.constantFrom(...Object.values(cards), cards.good, cards.good, cards.good)
/** Most requests have few effects. */
const effect = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 6, max: 12 }) },
)
const strike = fc.option(fc.record({ effect, how: fc.constantFrom(...hows) }), { freq: 2 })
const which = fc.nat({ max: 7 })
const wish: fc.Arbitrary<Wish> = fc.record({
  rooms: fc.array(fc.constantFrom(...roomKinds), { minLength: 1, maxLength: 3 }),
  from: fc.integer({ min: 11, max: 15 }),
  length: fc.integer({ min: 1, max: 4 }),
  night: fc.constantFrom(10_000, 15_000, 20_000),
  fee: fc.constantFrom(0, 0, 0, 5_000, 1_000_000),
})
const mood = fc.constantFrom<Mood>(
  'BOOKS',
  'BOOKS',
  'SOLD_OUT',
  'REFUSES',
  'BOOKS_SILENTLY',
  'BOOKS_LATE',
  'SILENT',
  'AWAY',
)

const plan: fc.Arbitrary<Plan> = fc.record({
  room: fc.constantFrom(...roomKinds),
  from: fc.integer({ min: 11, max: 16 }),
  length: fc.integer({ min: 1, max: 3 }),
})

/** The lines of a life, the more frequent ones written more often. */
const lines: fc.Arbitrary<Line>[] = [
  fc.tuple(wish, card, strike).map(([stay, by, hit]) => new Book(stay, null, by, hit)),
  fc.tuple(wish, card, strike).map(([stay, by, hit]) => new Book(stay, null, by, hit)),
  wish.map((stay) => new Book(stay, null, cards.good, null)),
  wish.map((stay) => new Book(stay, null, cards.good, null)),
  fc.tuple(wish, mood, card, strike).map(([stay, like, by, hit]) => new Book(stay, like, by, hit)),
  fc.tuple(which, strike).map(([guest, hit]) => new AskAgain(guest, hit)),
  fc
    .tuple(which, fc.constantFrom(false, false, false, true), strike)
    .map(([guest, keeps, hit]) => new Cancel(guest, keeps, hit)),
  wish.map((stay) => new Book({ ...stay, fee: 0 }, 'BOOKS', cards.good, null)),
  fc
    .tuple(which, wish, mood, card, strike)
    .map(([guest, stay, like, by, hit]) => new Change(guest, stay, like, by, hit)),
  fc.tuple(which, wish, mood, strike).map(([guest, stay, like, hit]) => new Change(guest, stay, like, cards.good, hit)),
  fc
    .tuple(which, fc.constantFrom(1, 7_000, 40_000), strike)
    .map(([guest, sum, hit]) => new StaffRefund(guest, sum, hit)),
  fc.tuple(which, strike).map(([guest, hit]) => new CancelRoom(guest, hit)),
  fc.tuple(wish, strike).map(([stay, hit]) => new Join(stay, hit)),
  fc.tuple(which, card, strike).map(([waiter, by, hit]) => new TakeUp(waiter, by, hit)),
  fc.tuple(which, strike).map(([waiter, hit]) => new TakeUp(waiter, cards.good, hit)),
  fc.tuple(which, strike).map(([waiter, hit]) => new Leave(waiter, hit)),
  fc.tuple(wish, fc.nat({ max: 2 })).map(([stay, rivals]) => new PayTooLate(stay, rivals)),
  which.map((guest) => new LookUp(guest)),
  fc.tuple(plan, fc.nat({ max: 3 }), strike).map(([nights, rooms, hit]) => new PutOnSale(nights, rooms, hit)),
  fc.tuple(plan, fc.boolean(), strike).map(([nights, closes, hit]) => new CloseOrOpen(nights, closes, hit)),
  fc
    .tuple(
      which,
      fc.constantFrom(
        'CAPTURED' as const,
        'CAPTURED' as const,
        'CAPTURED' as const,
        'DECLINED' as const,
        'PENDING' as const,
      ),
      fc.nat({ max: 2 }),
    )
    .map(([guest, says, copies]) => new BankSays(guest, says, copies)),
  fc.tuple(which, fc.boolean(), strike).map(([event, again, hit]) => new EventArrives(event, again, hit)),
  fc
    .tuple(which, fc.constantFrom('WON' as const, 'LOST' as const, null))
    .map(([guest, end]) => new Dispute(guest, end)),
  fc.tuple(fc.constantFrom(3, 30, 90, 590, 700), strike).map(([seconds, hit]) => new Time(seconds, hit)),
  fc.tuple(fc.constantFrom(3, 30, 30, 90, 590, 700), strike).map(([seconds, hit]) => new Time(seconds, hit)),
  fc.constant(new LateBookingArrives()),
]

/** Scripts of up to so many lines. `replayPath`: of a failure, as it was printed. */
export const script = (maxCommands: number, replayPath?: string) =>
  fc.commands<Model, Stage, false>(lines, { maxCommands, size: 'max', ...(replayPath ? { replayPath } : {}) })
