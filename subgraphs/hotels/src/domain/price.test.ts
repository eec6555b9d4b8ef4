import fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  anyGuests as guests,
  anyHotel as hotel,
  anyPlan as plan,
  anyRoom as room,
  anyStay as stay,
} from '../testing/any-hotel.ts'
import { slowStay } from '../testing/slow-price.ts'
import type { RoomGuests } from './guests.ts'
import { nightFactors, nightPrices, planFits } from './price.ts'
import type { ShelfPlan } from './shelf.ts'
import { taxesOf, totalsOf } from './tax.ts'

test('the price of any stay equals one worked out slowly and apart, to the last unit', () => {
  fc.assert(
    fc.property(
      hotel,
      room,
      plan,
      fc.array(guests, { minLength: 1, maxLength: 4 }),
      stay,
      (at, kind, under, rooms, dates) => {
        const nights = nightPrices(at, nightFactors(at, dates), kind, under, rooms)
        const taxes = taxesOf(at.taxes, { nights, rooms })
        const slow = slowStay(at, kind, under, rooms, dates)
        expect({ nights, taxes: taxes.map(({ amount }) => amount), total: totalsOf(nights, taxes).total }).toEqual(slow)
      },
    ),
    { numRuns: 300 },
  )
})

test('a stay costs what its nights cost: rooms and nights add up, one at a time', () => {
  fc.assert(
    fc.property(hotel, room, plan, guests, guests, stay, (at, kind, under, one, other, dates) => {
      const price = (rooms: RoomGuests[]) => nightPrices(at, nightFactors(at, dates), kind, under, rooms)
      const both = price([one, other])
      expect(both).toEqual(price([one]).map((sumOne, night) => sumOne + (price([other])[night] ?? 0)))
      expect(both.every((sumBoth) => Number.isSafeInteger(sumBoth) && sumBoth >= 0)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('one guest more never costs less', () => {
  fc.assert(
    fc.property(
      hotel,
      room,
      plan,
      guests,
      fc.integer({ min: 0, max: 17 }),
      stay,
      (at, kind, under, party, age, dates) => {
        const price = (rooms: RoomGuests[]) =>
          totalsOf(nightPrices(at, nightFactors(at, dates), kind, under, rooms), []).total
        expect(price([{ ...party, childAges: [...party.childAges, age] }])).toBeGreaterThanOrEqual(price([party]))
        expect(price([{ ...party, adults: party.adults + 1 }])).toBeGreaterThanOrEqual(price([party]))
      },
    ),
    { numRuns: 100 },
  )
})

test('a plan is sold only for its length of stay, its time ahead and its number of guests', () => {
  const terms = { minNights: 3, maxNights: 7, minDaysAhead: 30, minGuests: 3 } as ShelfPlan
  const family = [{ adults: 2, childAges: [4] }]
  expect(planFits(terms, 3, 30, family)).toBe(true)
  expect(planFits(terms, 2, 30, family)).toBe(false)
  expect(planFits(terms, 8, 30, family)).toBe(false)
  expect(planFits(terms, 3, 29, family)).toBe(false)
  expect(planFits(terms, 3, 30, [...family, { adults: 2, childAges: [] }])).toBe(false)
})
