import fc from 'fast-check'
import { expect, test } from 'vitest'

import { divide } from './districts.ts'

const anyTowns = fc
  .array(
    fc.record({
      latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(48.85, 48.86)),
      longitude: fc.oneof(fc.double({ min: -180, max: 179.9, noNaN: true }), fc.constantFrom(2.35, 2.36)),
      hotels: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 500 })),
      timeZone: fc.constantFrom('Europe/Paris', 'Europe/Lisbon'),
    }),
    { maxLength: 80, size: 'max' },
  )
  .map((towns) =>
    towns.map(({ latitude, longitude, ...town }, at) => ({
      ...town,
      cityId: at + 1,
      south: latitude,
      north: latitude,
      west: longitude,
      east: longitude,
    })),
  )

test('each town is in one district, with others of its time zone, and only a large one is in a large district', () => {
  let joined = 0
  fc.assert(
    fc.property(anyTowns, (towns) => {
      const districts = divide(towns, 100)
      expect(districts.flatMap(({ cityIds }) => cityIds).toSorted((a, b) => a - b)).toEqual(
        towns.map(({ cityId }) => cityId),
      )
      for (const { cityIds, hotels, timeZone } of districts) {
        const members = towns.filter(({ cityId }) => cityIds.includes(cityId))
        expect(hotels).toBe(members.reduce((sum, town) => sum + town.hotels, 0))
        expect(members.every((town) => town.timeZone === timeZone)).toBe(true)
        expect(members.length === 1 || hotels <= 100).toBe(true)
      }
      joined += towns.length - districts.length
    }),
  )
  expect(joined).toBeGreaterThan(1_000) // else nothing was put together
})

test('what lies in one place is together, what is far away is not', () => {
  const at = (cityId: number, latitude: number, longitude: number) =>
    ({ cityId, hotels: 10, timeZone: 'Europe/Paris', south: latitude, north: latitude, west: longitude, east: longitude }) // prettier-ignore
  const around = (from: number, latitude: number, longitude: number) =>
    Array.from({ length: 8 }, (_, town) => at(from + town, latitude + town / 100, longitude + town / 100))
  const districts = divide([...around(0, 43, 5), ...around(8, 50, 3)], 100)
  const sides = districts.map(({ cityIds }) => cityIds.map((id) => id >> 3).join(''))
  expect(sides.toSorted()).toEqual(['00000000', '11111111'])
})
