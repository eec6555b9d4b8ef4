import { expect, test } from 'vitest'

import { type Counts, decodeCounts, encodeCounts, type Kind, seat } from './combination.ts'

const double: Kind = { id: 'r1', maxAdults: 2, maxGuests: 2 }
const family: Kind = { id: 'r2', maxAdults: 2, maxGuests: 4 }
const single: Kind = { id: 'r3', maxAdults: 1, maxGuests: 1 }
const kinds = [double, family, single]
const chosen = (counts: Record<string, number>): Counts => new Map(Object.entries(counts))

test('a choice of rooms survives an address; what is no room of the hotel is dropped, and what is beyond eight rooms', () => {
  expect(encodeCounts(chosen({ r1: 2, r2: 0, r3: 1 }))).toBe('r1.2_r3.1')
  expect([...decodeCounts('r1.2_r3.1', kinds)]).toEqual([
    ['r1', 2],
    ['r3', 1],
  ])
  expect([...decodeCounts('r9.2_r1.x_r1.-1_r2.1.5_r2.7_r3.9', kinds)]).toEqual([
    ['r2', 1],
    ['r3', 7],
  ])
  expect(decodeCounts(undefined, kinds).size).toBe(0)
})

test('guests asked for in two rooms stay together when two rooms are chosen that hold them', () => {
  const groups = [
    { adults: 1, childAges: [] },
    { adults: 2, childAges: [6, 3] },
  ]
  expect(seat(kinds, chosen({ r2: 1, r3: 1 }), groups)).toEqual({
    kind: 'SEATED',
    rooms: [
      { roomTypeId: 'r2', adults: 2, childAges: [6, 3] },
      { roomTypeId: 'r3', adults: 1, childAges: [] },
    ],
  })
})

test('one party is shared out over the rooms, an adult in each', () => {
  expect(seat(kinds, chosen({ r1: 1, r2: 1 }), [{ adults: 3, childAges: [9, 7, 2] }])).toEqual({
    kind: 'SEATED',
    rooms: [
      { roomTypeId: 'r1', adults: 1, childAges: [7] },
      { roomTypeId: 'r2', adults: 2, childAges: [9, 2] },
    ],
  })
})

test('who does not fit is said, before a price is asked', () => {
  expect(seat(kinds, chosen({}), [{ adults: 2, childAges: [] }])).toEqual({ kind: 'NOTHING_CHOSEN' })
  expect(seat(kinds, chosen({ r1: 1 }), [{ adults: 2, childAges: [4] }])).toMatchObject({
    kind: 'TOO_SMALL',
    places: 2,
  })
  expect(seat(kinds, chosen({ r1: 2, r3: 1 }), [{ adults: 2, childAges: [] }])).toEqual({
    kind: 'TOO_MANY_ROOMS',
    adults: 2,
  })
})

test('whatever is chosen for whomever: everybody sleeps somewhere, no room is overfull, and a refusal is never needless', () => {
  for (let doubles = 0; doubles <= 2; doubles += 1)
    for (let families = 0; families <= 2; families += 1)
      for (let singles = 0; singles <= 2; singles += 1)
        for (let adults = 1; adults <= 8; adults += 1)
          for (let children = 0; children <= 5; children += 1) {
            const counts = chosen({ r1: doubles, r2: families, r3: singles })
            const count = doubles + families + singles
            const childAges = Array.from({ length: children }, (_, age) => age)
            const seating = seat(kinds, counts, [{ adults, childAges }])
            const fits =
              count > 0 &&
              adults >= count &&
              adults <= 2 * doubles + 2 * families + singles &&
              adults + children <= 2 * doubles + 4 * families + singles
            expect(seating.kind === 'SEATED').toBe(fits)
            if (seating.kind !== 'SEATED') continue
            expect(seating.rooms.reduce((sum, room) => sum + room.adults, 0)).toBe(adults)
            expect(seating.rooms.flatMap((room) => room.childAges).toSorted((a, b) => a - b)).toEqual(childAges)
            for (const room of seating.rooms) {
              const kind = kinds.find(({ id }) => id === room.roomTypeId)
              expect(room.adults).toBeGreaterThan(0)
              expect(room.adults).toBeLessThanOrEqual(kind?.maxAdults ?? 0)
              expect(room.adults + room.childAges.length).toBeLessThanOrEqual(kind?.maxGuests ?? 0)
            }
          }
})
