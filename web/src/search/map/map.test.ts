import { describe, expect, test } from 'vitest'

import { chartOf, CORNER, grouped, TAG, viewOf, withTagsInSight } from './chart.ts'
import { cut, type Ring } from './clip.ts'
import { softened } from './coast.ts'

const square: Ring = [[0, 0], [10, 0], [10, 10], [0, 10]] // prettier-ignore
const area = (ring: Ring): number =>
  Math.abs(
    ring.reduce(
      (sum, [x, y], i) =>
        sum + x * (ring[(i + 1) % ring.length]?.[1] ?? 0) - (ring[(i + 1) % ring.length]?.[0] ?? 0) * y,
      0,
    ),
  ) / 2

test('a ring cut by a box is the part within it; outside there is nothing', () => {
  expect(area(cut(square, { west: 5, east: 20, south: -5, north: 5 })[0] ?? [])).toBeCloseTo(25)
  expect(cut(square, { west: 11, east: 20, south: 0, north: 5 })).toEqual([])
})

test('the tiles of a ring cover it exactly, without gap or overlap', () => {
  const ragged: Ring = [[0.3, 0.2], [7.1, 1.4], [9.6, 6.2], [4.4, 9.1], [1.2, 5.5]] // prettier-ignore
  let sum = 0
  for (let west = 0; west < 10; west += 5)
    for (let south = 0; south < 10; south += 5)
      for (const part of cut(ragged, { west, east: west + 5, south, north: south + 5 })) sum += area(part)
  expect(sum).toBeCloseTo(area(ragged))
})

test('softening a coast leaves the points on a tile’s edge where the next tile goes on', () => {
  const tile = { west: 0, east: 5, south: 0, north: 5 }
  const [part] = cut([[-1, 2], [2, 1], [3, 4], [-1, 3]], tile) // prettier-ignore
  const soft = softened(part ?? [], tile)
  const onEdge = (part ?? []).filter(([x]) => x === 0)
  expect(onEdge).toHaveLength(2)
  for (const [x, y] of onEdge) expect(soft).toContainEqual(expect.objectContaining({ x, y }))
  expect(soft.length).toBeGreaterThan((part ?? []).length * 3)
})

test('a kilometre is as many pixels in every direction, in the tropics and far north', () => {
  for (const latitude of [0, 38.7, 69.6]) {
    const chart = chartOf({ middle: { latitude, longitude: 20 }, radiusKm: 5 }, { width: 400, height: 800 })
    const north = chart.project(20, latitude + 1 / 111.19)
    const east = chart.project(20 + 1 / (111.19 * Math.cos((latitude * Math.PI) / 180)), latitude)
    expect(400 - north[1]).toBeCloseTo(chart.pixelsPerKm, 0)
    expect(east[0] - 200).toBeCloseTo(chart.pixelsPerKm, 0)
  }
})

test('one hotel far away does not shrink the others on the map', () => {
  const near = Array.from({ length: 19 }, (_, i) => ({ latitude: 38.7 + i / 1000, longitude: -9.1 }))
  const { radiusKm } = viewOf({ latitude: 38.7, longitude: -9.1 }, [...near, { latitude: 39.2, longitude: -9.1 }])
  expect(radiusKm).toBeLessThan(4)
})

test('pins that would cover each other become one, and no hotel is lost', () => {
  const pins = grouped([{ item: 'a', x: 0, y: 0 }, { item: 'b', x: 30, y: 10 }, { item: 'c', x: 200, y: 0 }], 74, 40) // prettier-ignore
  expect(pins.map(({ items }) => items)).toEqual([['a', 'b'], ['c']])
})

describe('the tags of a view', () => {
  const frame = { width: 430, height: 900 }
  const middle = { latitude: 38.72, longitude: -9.14 }
  const view = { middle, radiusKm: 5 }
  /** The hotel whose point is drawn there. */
  const at = (x: number, y: number) => {
    const [longitude, latitude] = chartOf(view, frame).invert(x, y)
    return { longitude, latitude }
  }
  const drawn = (radiusKm: number, { longitude, latitude }: ReturnType<typeof at>) =>
    chartOf({ middle, radiusKm }, frame).project(longitude, latitude)

  test('one behind the buttons, or cut off by an edge, is brought into sight from a little further away', () => {
    const behind = at(frame.width - 50, 120)
    const cutOff = at(200, 20)
    for (const point of [behind, cutOff]) {
      const { radiusKm } = withTagsInSight(view, frame, [point], 'right')
      const [x, y] = drawn(radiusKm, point)
      expect(radiusKm).toBeGreaterThan(5)
      expect(x + TAG.width / 2 <= frame.width - CORNER.width || y - TAG.height >= CORNER.height).toBe(true)
      expect(y).toBeGreaterThanOrEqual(TAG.height)
    }
  })

  test('a view in which all are in sight stays as it is, and so does one that no step would mend', () => {
    expect(withTagsInSight(view, frame, [at(200, 400)], 'right')).toEqual(view)
    const behindOnTheLeft = at(50, 120)
    expect(withTagsInSight(view, frame, [behindOnTheLeft], 'right')).toEqual(view)
    expect(withTagsInSight(view, frame, [behindOnTheLeft], 'left').radiusKm).toBeGreaterThan(5)
    const everywhere = Array.from({ length: 400 }, (_, n) => at((n % 20) * 50 - 300, Math.floor(n / 20) * 90 - 450))
    expect(withTagsInSight(view, frame, everywhere, 'right')).toEqual(view)
  })
})
