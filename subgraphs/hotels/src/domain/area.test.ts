import fc from 'fast-check'
import { expect, test } from 'vitest'

import { areaAround, areaWithin, overlaps } from './area.ts'
import { boundsAround, distanceKm, isWithin } from './distance.ts'

const point = fc.record({
  latitude: fc.double({ min: -85, max: 85, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('a rectangle around a circle leaves out no point of the circle, across the antimeridian too', () => {
  fc.assert(
    fc.property(
      point,
      fc.double({ min: 0.1, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 360, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (centre, radius, bearing, share) => {
        const away = (radius * share) / 6_371.0088
        const [lat, lon, turn] = [centre.latitude, centre.longitude, bearing].map(
          (degrees) => (degrees * Math.PI) / 180,
        ) as [number, number, number]
        const latitude = Math.asin(Math.sin(lat) * Math.cos(away) + Math.cos(lat) * Math.sin(away) * Math.cos(turn))
        const longitude =
          lon +
          Math.atan2(
            Math.sin(turn) * Math.sin(away) * Math.cos(lat),
            Math.cos(away) - Math.sin(lat) * Math.sin(latitude),
          )
        const there = {
          latitude: (latitude * 180) / Math.PI,
          longitude: (((((longitude * 180) / Math.PI + 540) % 360) + 360) % 360) - 180,
        }
        expect(isWithin(there, boundsAround(centre, radius))).toBe(true)
        expect(areaAround(centre, radius).holds(there, null)).toBe(true)
      },
    ),
  )
})

test('a rectangle that crosses the antimeridian holds both its sides and nothing of the rest of the world', () => {
  const fiji = areaWithin({ south: -18, west: 177, north: -15, east: -178 })
  expect(fiji.holds({ latitude: -16.4, longitude: 179.36 }, null)).toBe(true)
  expect(fiji.holds({ latitude: -16.8, longitude: -179.97 }, null)).toBe(true)
  expect(fiji.holds({ latitude: -16.8, longitude: 0 }, null)).toBe(false)
  expect(Math.abs(fiji.centre.longitude)).toBeCloseTo(179.5)
})

test('two rectangles overlap exactly when they share a point', () => {
  const bounds = fc.record({ a: point, b: point }).map(({ a, b }) => ({
    south: Math.min(a.latitude, b.latitude),
    north: Math.max(a.latitude, b.latitude),
    west: a.longitude,
    east: b.longitude,
  }))
  fc.assert(
    fc.property(bounds, bounds, point, (one, other, there) => {
      expect(overlaps(one, other)).toBe(overlaps(other, one))
      expect(overlaps(one, other) || !(isWithin(there, one) && isWithin(there, other))).toBe(true)
    }),
  )
})

test('distances are those of the globe', () => {
  const [lisbon, porto] = [
    { latitude: 38.7223, longitude: -9.1393 },
    { latitude: 41.1579, longitude: -8.6291 },
  ]
  expect(distanceKm(lisbon, porto)).toBeCloseTo(274, 0)
})
