import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { expect, test } from 'vitest'

import { developers } from './developers.ts'
import { decideLabels, type LabelRules } from './override-labels.ts'

// For whom a label is on: always for the same ones, and for as many as was said.

const count = 21_000
const askers = Array.from({ length: count }, (_, at): { viewer: Viewer; clientAddress: string } => {
  if (at % 3 === 0) return { viewer: { kind: 'customer', customerId: `c${at}`, email: '' }, clientAddress: '10.0.0.1' }
  if (at % 3 === 1)
    return { viewer: { kind: 'integrator', clientId: `i${at}`, scopes: [], mode: 'LIVE' }, clientAddress: '10.0.0.1' }
  return { viewer: { kind: 'anonymous' }, clientAddress: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` }
})
const onFor = (label: string, rules: LabelRules = {}) => {
  const decide = decideLabels(() => rules)
  return new Set(askers.flatMap((asking, at) => (decide([label], asking).has(label) ? [at] : [])))
}
/** Five standard deviations of as many throws. */
const bound = (share: number) => 5 * Math.sqrt((share / 100) * (1 - share / 100) * count)

test.each([0, 0.5, 5, 25, 50, 99, 100])('percent(%f) is on for as many, of every kind of viewer', (share) => {
  const on = onFor(`percent(${share})`)
  expect(Math.abs(on.size - (share * count) / 100)).toBeLessThanOrEqual(bound(share))
  for (const kind of [0, 1, 2])
    expect(Math.abs([...on].filter((at) => at % 3 === kind).length - (share * count) / 300)).toBeLessThanOrEqual(bound(share)) // prettier-ignore
})

test('dice thrown for each request would be noticed', () => {
  const dice = (share: number) => new Set(askers.flatMap((_, at) => (Math.random() * 100 < share ? [at] : [])))
  expect(dice(10).difference(dice(25)).size).toBeGreaterThan(0)
  expect(Math.abs(dice(20).size - count / 4)).toBeGreaterThan(bound(25))
})

test('who was among few is among more, whichever gateway decides', () => {
  expect([...onFor('percent(10)').difference(onFor('percent(25)'))]).toEqual([])
  expect([...onFor('move-visits', { 'move-visits': 10 }).difference(onFor('move-visits', { 'move-visits': 25 }))]).toEqual([]) // prettier-ignore
  expect(onFor('percent(25)')).toEqual(onFor('percent(25)'))
})

test('labels with names choose each for itself', () => {
  const [one, two] = [onFor('one', { one: 50 }), onFor('two', { two: 50 })]
  const both = one.intersection(two).size
  expect(Math.abs(both - count / 4)).toBeLessThanOrEqual(bound(25))
})

test('a label nobody decided is off; what the file says goes before the number in a label', () => {
  expect(onFor('unknown').size).toBe(0)
  expect(onFor('constructor').size).toBe(0)
  expect(onFor('percent(101)').size).toBe(0)
  expect(onFor('percent(50)', { 'percent(50)': false }).size).toBe(0)
  expect(onFor('all', { all: true }).size).toBe(count)
})

test('what is for developers is on for nobody else', () => {
  const decide = decideLabels(() => ({ mine: 'developers' }), developers(['c0', 'i1']))
  expect(askers.filter((asking) => decide(['mine'], asking).has('mine'))).toEqual(askers.slice(0, 2))
})
