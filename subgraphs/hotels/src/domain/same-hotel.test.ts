import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { farthestM, likenessOf, type HouseFacts } from './same-hotel.ts'

const metre = 1 / 111_195
const at = (metres: number, more: Partial<HouseFacts> = {}): HouseFacts => ({
  name: 'Hotel Quillon',
  town: 'Paris',
  latitude: 48.85 + metres * metre,
  longitude: 2.35,
  phone: null,
  ...more,
})
const number = '+33 1 42 65 43 21'

describe('hard cases', () => {
  test.each<[string, Partial<HouseFacts>, number, Partial<HouseFacts>, string]>([
    ['the same', {}, 0, {}, 'SAME'],
    ['shouted, turned, with the town', { name: 'QUILLON HOTEL PARIS' }, 20, { name: 'Hôtel Quillon' }, 'SAME'],
    ['accents and letters of elsewhere', { name: 'Hôtel Größe' }, 20, { name: 'Hotel Grosse' }, 'SAME'],
    ['a slip of one letter', { name: 'Hotel Belcastro' }, 20, { name: 'Hotel Bellcastro' }, 'SAME'],
    ['one script and the same', { name: '東京ホテル', town: '東京' }, 10, { name: '東京ホテル', town: '東京' }, 'SAME'],
    [
      'the number written otherwise, half the name',
      { name: 'Quillon Opera', phone: number },
      300,
      { name: 'Le Quillon Opera Vendome', phone: '0033 (0)142654321' },
      'SAME',
    ],
    [
      'the same name across the street, another number',
      { phone: number },
      30,
      { phone: '+33 1 11 11 11 11' },
      'UNSURE',
    ],
    ['the same name three streets on', {}, 400, {}, 'UNSURE'],
    ['the suites beside the hotel', {}, 30, { name: 'Quillon Suites' }, 'UNSURE'],
    [
      'the suites beside the hotel, one switchboard',
      { phone: number },
      30,
      { name: 'Quillon Suites', phone: number },
      'UNSURE',
    ],
    [
      'the second house of a chain',
      { name: 'Quillon 1', phone: number },
      80,
      { name: 'Quillon 2', phone: number },
      'UNSURE',
    ],
    [
      'half the name, another number',
      { name: 'Quillon Residence', phone: number },
      30,
      { phone: '+33 1 11 11 11 11' },
      'DIFFERENT',
    ],
    ['airport and centre', { name: 'Quillon Airport' }, 100, { name: 'Quillon Centre' }, 'DIFFERENT'],
    ['another name, one switchboard, next door', { name: 'Petrichor', phone: number }, 40, { phone: number }, 'UNSURE'],
    ['another name next door', { name: 'Petrichor' }, 5, {}, 'DIFFERENT'],
    ['the same name and number in another quarter', { phone: number }, 900, { phone: number }, 'DIFFERENT'],
    ['only plain words and the town', { name: 'The Hotel Paris' }, 10, { name: 'Hotel de Paris' }, 'SAME'],
    ['short words a letter apart', { name: 'Hotel Rex' }, 10, { name: 'Hotel Lex' }, 'DIFFERENT'],
    ['no number but some digits', { phone: '12' }, 10, { phone: '34' }, 'SAME'],
    ['no name at all', { name: '!!!' }, 0, { name: '???' }, 'DIFFERENT'],
  ])('%s', (_, one, metres, other, verdict) => {
    expect(likenessOf(at(0, one), at(metres, other)).verdict).toBe(verdict)
  })
})

const words = fc.constantFrom(
  'Hotel',
  'Quillon',
  'Quilon',
  'Suites',
  'Opera',
  'Paris',
  '2',
  'Grand',
  'Köln',
  '東京',
  'the',
)
const facts = fc.record({
  name: fc.oneof(
    fc.array(words, { maxLength: 5 }).map((some) => some.join(' ')),
    fc.string({ unit: 'grapheme' }),
  ),
  town: fc.constantFrom('Paris', 'Köln', ''),
  latitude: fc.integer({ min: -600, max: 600 }).map((metres) => 48.85 + metres * metre),
  longitude: fc.constant(2.35),
  phone: fc.oneof(fc.constant(null), fc.constantFrom(number, '+33 1 11 11 11 11', 'x'), fc.string()),
})
const numRuns = Number(process.env['HOUSE_RUNS'] ?? 300)

test('it is the same from either side, and the score is 0 to 100', () => {
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const likeness = likenessOf(one, other)
      expect(likenessOf(other, one)).toEqual(likeness)
      expect(likeness.score).toBeGreaterThanOrEqual(0)
      expect(likeness.score).toBeLessThanOrEqual(100)
    }),
    { numRuns },
  )
})

test('a house that says something of itself is the same as itself, however it is written', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('Quillon', 'Opera', 'Grand', 'Köln'), { minLength: 1 }), (some) => {
      const [name, turned] = [some.join(' '), some.toReversed().join('-').toUpperCase()]
      expect(likenessOf(at(0, { name }), at(100, { name: `Hotel ${turned}, Paris` })).verdict).toBe('SAME')
    }),
    { numRuns },
  )
})

test('farther away is never more alike, and beyond reach never the same', () => {
  const rank = { DIFFERENT: 0, UNSURE: 1, SAME: 2 }
  fc.assert(
    fc.property(facts, facts, fc.nat(1_000), fc.nat(1_000), (one, other, a, b) => {
      const [near, far] = a <= b ? [a, b] : [b, a]
      const away = (metres: number) =>
        likenessOf({ ...one, latitude: 48.85 }, { ...other, latitude: 48.85 + metres * metre })
      expect(rank[away(far).verdict]).toBeLessThanOrEqual(rank[away(near).verdict])
      expect(away(far).score).toBeLessThanOrEqual(away(near).score)
      expect(far > farthestM + 1 && away(far).verdict !== 'DIFFERENT').toBe(false)
    }),
    { numRuns },
  )
})
