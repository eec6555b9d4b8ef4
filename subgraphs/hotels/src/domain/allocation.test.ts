import fc from 'fast-check'
import { expect, test } from 'vitest'

import { allocate } from './allocation.ts'

/** Every party in every room, tried one by one: no code of the allocation. */
function slowest(costs: number[][], parties: number[], left: number[]): number {
  if (parties.length === 0) return 0
  const [party = 0, ...others] = parties
  return left.reduce((least, free, room) => {
    if (free === 0) return least
    const rest = slowest(costs, others, left.with(room, free - 1))
    return Math.min(least, (costs[party]?.[room] ?? Infinity) + rest)
  }, Infinity)
}

const cost = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(Infinity))
const asked = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })).chain(([parties, rooms]) =>
  fc.record({
    costs: fc.array(fc.array(cost, { minLength: rooms, maxLength: rooms }), { minLength: parties, maxLength: parties }),
    counts: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: parties, maxLength: parties }),
    left: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rooms, maxLength: rooms }),
  }),
)

test('parties are put into rooms in the cheapest way there is, and never into more rooms than are left', () => {
  fc.assert(
    fc.property(asked, ({ costs, counts, left }) => {
      const parties = counts.flatMap((count, party) => Array.from({ length: count }, () => party))
      const found = allocate({ costs: costs.flat(), counts, left })
      const least = slowest(costs, parties, left)
      expect(found?.cost ?? Infinity).toBe(least)
      if (!found) return
      const taken = costs.map((row, party) => row.map((_, room) => found.taken[party * left.length + room] ?? 0))
      expect(taken.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual(counts)
      for (const [room, free] of left.entries())
        expect(taken.reduce((sum, row) => sum + (row[room] ?? 0), 0)).toBeLessThanOrEqual(free)
      const paid = taken.flatMap((row, party) =>
        row.map((count, room) => (count ? count * (costs[party]?.[room] ?? 0) : 0)),
      )
      expect(paid.reduce((sum, part) => sum + part, 0)).toBe(least)
    }),
    { numRuns: 3_000 },
  )
})

test('a couple and a party of four share the last room of each kind as they must, not as each would like', () => {
  // One family room is left, one double: the couple would take the family room, which is cheaper today.
  const found = allocate({
    costs: [70, 90, Infinity, 100].with(2, 100).with(3, Infinity),
    counts: [1, 1],
    left: [1, 1],
  })
  expect(found).toEqual({ cost: 190, taken: [0, 1, 1, 0] })
})
