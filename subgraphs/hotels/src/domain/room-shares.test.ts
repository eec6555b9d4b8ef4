import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sharesOfRooms } from './room-shares.ts'
import { taxesOf, totalsOf, type TaxRule } from './tax.ts'

const rule: fc.Arbitrary<TaxRule> = fc.record({
  code: fc.constant('T'),
  name: fc.constant('A tax'),
  kind: fc.constantFrom('PERCENT' as const, 'PER_NIGHT' as const, 'PER_PERSON_NIGHT' as const),
  rateBps: fc.nat({ max: 3_000 }),
  amount: fc.nat({ max: 1_500 }),
  ofNet: fc.boolean(),
  minAge: fc.nat({ max: 18 }),
  maxNights: fc.option(fc.integer({ min: 1, max: 4 })),
  brackets: fc.constant(null),
  included: fc.boolean(),
  payAtHotel: fc.boolean(),
})
const stay = fc.integer({ min: 1, max: 5 }).chain((length) =>
  fc.array(
    fc.record({
      guests: fc.record({
        adults: fc.integer({ min: 1, max: 4 }),
        childAges: fc.array(fc.nat({ max: 17 }), { maxLength: 3 }),
      }),
      nights: fc.array(fc.nat({ max: 500_000 }), { minLength: length, maxLength: length }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
)

test('the parts of the rooms make exactly the total and what is paid now, and no room pays at the desk less than nothing', () => {
  fc.assert(
    fc.property(stay, fc.array(rule, { maxLength: 5 }), (rooms, rules) => {
      const nights = (rooms[0]?.nights ?? []).map((_, night) =>
        rooms.reduce((sum, room) => sum + (room.nights[night] ?? 0), 0),
      )
      const taxes = taxesOf(rules, { nights, rooms: rooms.map(({ guests }) => guests) })
      const shares = sharesOfRooms(rooms, taxes)
      const sum = (of: 'total' | 'payNow') => shares.reduce((whole, share) => whole + share[of], 0)
      expect({ total: sum('total'), payNow: sum('payNow') }).toEqual(totalsOf(nights, taxes))
      for (const [at, { total, payNow }] of shares.entries()) {
        expect(payNow).toBeLessThanOrEqual(total)
        expect(payNow).toBeGreaterThanOrEqual((rooms[at]?.nights ?? []).reduce((whole, price) => whole + price, 0))
      }
    }),
  )
})

test('a tax falls on whom it is of: a person’s on their room, a night’s on every room alike', () => {
  const rooms = [
    { guests: { adults: 3, childAges: [] }, nights: [100] },
    { guests: { adults: 1, childAges: [5] }, nights: [300] },
  ]
  const tax = (kind: TaxRule['kind'], amount: number) => ({
    rule: { kind, included: false, payAtHotel: true, minAge: 12 } as TaxRule,
    amount,
  })
  const totals = (kind: TaxRule['kind'], amount: number) =>
    sharesOfRooms(rooms, [tax(kind, amount)]).map(({ total }) => total)
  expect(totals('PER_PERSON_NIGHT', 40)).toEqual([130, 310])
  expect(totals('PER_NIGHT', 41)).toEqual([121, 320])
  expect(totals('PERCENT', 40)).toEqual([110, 330])
})
