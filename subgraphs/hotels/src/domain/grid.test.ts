import fc from 'fast-check'
import { expect, test } from 'vitest'

import { overlaps } from './area.ts'
import { createGrid } from './grid.ts'

test('the grid finds exactly the rectangles that overlap, small or wide, across the antimeridian too', () => {
  const longitude = fc.double({ min: -180, max: 180, noNaN: true })
  const size = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 90, noNaN: true }))
  const bounds = fc
    .record({ south: fc.double({ min: -90, max: 90, noNaN: true }), west: longitude, height: size, width: size })
    .map(({ south, west, height, width }) => ({
      south,
      north: Math.min(90, south + height),
      west,
      east: west + width > 180 ? west + width - 360 : west + width,
    }))
  fc.assert(
    fc.property(fc.array(bounds, { maxLength: 30 }), bounds, (items, area) => {
      const found = createGrid(items).overlapping(area)
      expect(new Set(found)).toEqual(new Set(items.filter((item) => overlaps(item, area))))
      expect(found.length).toBe(new Set(found).size)
    }),
    { numRuns: 400 },
  )
})
