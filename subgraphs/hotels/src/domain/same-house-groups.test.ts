import fc from 'fast-check'
import { expect, test } from 'vitest'

import { groupsOf, pairKey, type Pair } from './same-house-groups.ts'

test('what is one with one is one with all, and what is not sure joins nobody', () => {
  const ids = ['a', 'b', 'c', 'd']
  expect(groupsOf(ids, [])).toEqual([['a'], ['b'], ['c'], ['d']])
  const all: Pair[] = [
    ['a', 'b'],
    ['c', 'b'],
    ['a', 'c'],
  ]
  const sorted = (same: readonly Pair[]) => groupsOf(ids, same).map((group) => group.toSorted())
  expect(sorted(all)).toEqual([['a', 'b', 'c'], ['d']])
  expect(sorted(all.slice(0, 2))).toEqual([['a', 'b'], ['c'], ['d']]) // a and c are not sure
  expect(groupsOf(ids, [['a', 'x']])).toEqual([['a'], ['b'], ['c'], ['d']])
})

const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
const ids = fc.uniqueArray(letter, { minLength: 1 })
const pairs = fc.array(fc.tuple(letter, letter), { maxLength: 30 })

test('everybody is in one group; a group holds only who is sure to be one with all of it; no two groups could be one', () => {
  fc.assert(
    fc.property(ids, pairs, (all, same) => {
      const groups = groupsOf(all, same)
      expect(groups.flat().toSorted()).toEqual(all.toSorted())
      const sure = new Set(same.map(pairKey))
      const whole = (group: readonly string[]) =>
        group.every((a, at) => group.slice(at + 1).every((b) => sure.has(pairKey([a, b]))))
      for (const group of groups) expect(whole(group)).toBe(true)
      for (const [at, one] of groups.entries())
        for (const other of groups.slice(at + 1)) expect(whole([...one, ...other])).toBe(false)
    }),
    { numRuns: Number(process.env['HOUSE_RUNS'] ?? 300) },
  )
})
