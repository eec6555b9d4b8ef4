import fc from 'fast-check'

import { boards } from '../domain/board.ts'
import { addDays } from '../domain/calendar.ts'
import type { RoomGuests } from '../domain/guests.ts'
import { yearCourse } from '../domain/season.ts'
import type { ShelfHotel, ShelfPlan, ShelfRoom } from '../domain/shelf.ts'
import type { TaxRule } from '../domain/tax.ts'

// Any hotel, any room, any plan, any taxes, any guests, any stay: what prices are tested with.

const perMille = fc.integer({ min: 300, max: 2_500 })
const sum = (max: number) => fc.integer({ min: 0, max })

const step = fc.constantFrom(1, 50, 100, 500, 1_000, 10_000_00)
/** What a hotel's people decided, for some of the nights that `stay` draws from. */
const rates = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 830 }),
      fc.oneof(
        fc.record({
          kind: fc.constant('PRICE' as const),
          amount: fc.integer({ min: 1, max: 100_000 }).map((n) => n * 1_000_000),
        }), // of every step
        fc.record({ kind: fc.constant('SHARE' as const), bps: fc.integer({ min: 100, max: 100_000 }) }),
      ),
    ),
    { maxLength: 400 },
  )
  .map((set) => new Map(set.map(([day, rate]) => [addDays('2026-11-01', day), rate])))
export const anyRoom: fc.Arbitrary<ShelfRoom> = fc.record({
  rates,
  id: fc.constant(8),
  name: fc.constant('Double room'),
  allotment: fc.constant(3),
  maxAdults: fc.constant(12),
  maxGuests: fc.constant(20),
  basePrice: fc.oneof(sum(90_000), fc.integer({ min: 1_000_000, max: 2_000_000_000 })),
  singlePerMille: fc.integer({ min: 500, max: 1_000 }),
  extraAdult: sum(50_000),
  extraChild: sum(20_000),
})
export const anyPlan: fc.Arbitrary<ShelfPlan> = fc.record({
  id: fc.constant(8),
  name: fc.constant('Flexible'),
  board: fc.constant('BREAKFAST' as const),
  refundable: fc.constant(true),
  cancellation: fc.constant([]),
  priceBps: fc.oneof(fc.constant(10_000), fc.integer({ min: 5_000, max: 12_000 })),
  boardAdult: sum(9_000),
  boardChild: sum(5_000),
  minNights: fc.constant(1),
  maxNights: fc.constant(30),
  minDaysAhead: fc.constant(0),
  minGuests: fc.constant(1),
  longStayNights: fc.constantFrom(0, 3, 7),
  longStayBps: fc.integer({ min: 7_000, max: 10_000 }),
})
/** Most rooms have no price that people decided: then a search passes over those that another one rules out. */
export const anyKindOfRoom = fc
  .tuple(
    anyRoom,
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(3),
  )
  .map(([{ rates, ...one }, maxAdults, more, allotment, decided]): ShelfRoom => {
    const terms = { ...one, maxAdults, maxGuests: maxAdults + more, allotment }
    return decided === 0 && rates ? { ...terms, rates } : terms
  })
const notFree = [{ daysBefore: null, time: '00:00', fee: { kind: 'PERCENT' as const, bps: 10_000 } }]
/** Sold or not for a stay and its guests, on any board. */
export const anyPlanSold = fc
  .tuple(
    anyPlan,
    fc.constantFrom(...boards),
    fc.boolean(),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 2 }),
  )
  .map(([one, board, free, minNights, minGuests]) => ({
    ...one,
    board,
    minNights,
    minGuests,
    cancellation: free ? [] : notFree,
  }))
export const anyGuests: fc.Arbitrary<RoomGuests> = fc.record({
  adults: fc.integer({ min: 1, max: 5 }),
  childAges: fc.array(fc.integer({ min: 0, max: 17 }), { maxLength: 4 }),
})
const anyRule: fc.Arbitrary<TaxRule> = fc.record({
  code: fc.constant('T'),
  name: fc.constant('A tax'),
  kind: fc.constantFrom('PERCENT' as const, 'PER_NIGHT' as const, 'PER_PERSON_NIGHT' as const),
  rateBps: fc.integer({ min: 0, max: 3_000 }),
  amount: sum(1_500),
  ofNet: fc.boolean(),
  minAge: fc.integer({ min: 0, max: 18 }),
  maxNights: fc.option(fc.integer({ min: 1, max: 10 })),
  brackets: fc.option(
    fc
      .array(fc.record({ from: sum(60_000), amount: sum(1_000) }), { minLength: 1, maxLength: 4 })
      .map((brackets) => brackets.toSorted((a, b) => a.from - b.from)),
  ),
  included: fc.boolean(),
  payAtHotel: fc.boolean(),
})
// Only a share of the price can be within it.
const anyRules = fc
  .array(anyRule, { maxLength: 4 })
  .map((all) => all.map((one) => ({ ...one, included: one.included && one.kind === 'PERCENT' })))
export const anyHotel: fc.Arbitrary<ShelfHotel> = fc
  .record({
    months: fc.array(perMille, { minLength: 12, maxLength: 12 }),
    shift: fc.constantFrom(0, 6),
    weekendNights: fc.integer({ min: 0, max: 127 }),
    weekendPerMille: perMille,
    priceStep: step,
    taxes: anyRules,
  })
  .map(({ months, shift, ...course }) => ({
    ...course,
    course: yearCourse(months, shift),
    id: 1,
    cityId: 1,
    foldedName: '',
    stars: 3,
    amenities: 0,
    rating: 80,
    ratingCount: 9,
    currency: 'EUR',
    timeZone: 'Europe/Lisbon',
    latitude: 0,
    longitude: 0,
    rooms: [],
    plans: [],
  }))
export const anyStay = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, nights]) => Array.from({ length: nights }, (_, night) => addDays('2026-11-01', from + night)))

/** Some hotels of one town, each with rooms and plans. */
export const anyHotels = fc
  .array(
    fc.record({
      hotel: anyHotel,
      rooms: fc.array(anyKindOfRoom, { minLength: 1, maxLength: 4 }),
      plans: fc.array(anyPlanSold, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((hotels) =>
    hotels.map(({ hotel, rooms, plans }, at): ShelfHotel => ({
      ...hotel,
      id: at + 1,
      rooms: rooms.map((one, room) => ({ ...one, id: 8 * (at + 1) + room })),
      plans: plans.map((one, plan) => ({ ...one, id: 8 * (at + 1) + plan })),
    })),
  )
