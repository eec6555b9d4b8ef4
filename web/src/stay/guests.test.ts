import { expect, test } from 'vitest'

import { decodeRooms, encodeRooms, guestsInWords, headCount } from './guests.ts'

test('rooms come back from an address as they were written into it', () => {
  const rooms = [{ adults: 2, childAges: [6, 3] }, { adults: 1, childAges: [] }] // prettier-ignore
  expect(encodeRooms(rooms)).toBe('2.6.3_1')
  expect(decodeRooms('2.6.3_1')).toEqual(rooms)
})

test.each(['', '0', '99', '-1', 'two', '2.18', '2.-1', '2.x'])(
  '%j never gives a room that cannot be asked for',
  (text) => {
    for (const { adults, childAges } of decodeRooms(text)) {
      expect(adults).toBeGreaterThanOrEqual(1)
      expect(adults).toBeLessThanOrEqual(8)
      for (const age of childAges) expect(age).toBeGreaterThanOrEqual(0)
      for (const age of childAges) expect(age).toBeLessThanOrEqual(17)
    }
  },
)

test('at most eight rooms are read from an address', () => {
  expect(decodeRooms(Array(40).fill('2').join('_'))).toHaveLength(8)
})

test('guests are told with the ages of their children', () => {
  expect(guestsInWords([{ adults: 2, childAges: [] }])).toBe('2\u00a0adults')
  expect(guestsInWords([{ adults: 1, childAges: [6] }])).toBe('1\u00a0adult, 1\u00a0child\u00a0(6)')
  expect(guestsInWords([{ adults: 2, childAges: [6] }, { adults: 2, childAges: [0, null] }])).toBe('4\u00a0adults, 3\u00a0children\u00a0(6, 0)') // prettier-ignore
  expect(headCount([{ adults: 2, childAges: [6] }])).toBe('3\u00a0guests')
})
