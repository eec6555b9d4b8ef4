import { randomInt } from 'node:crypto'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { makeReference, readReference, referenceAlphabet } from './reference.ts'
import { sameSurname } from './surname.ts'

test('a reference has the shape people read out, from letters that cannot be mistaken for each other', () => {
  for (let made = 0; made < 1_000; made += 1)
    expect(makeReference(randomInt)).toMatch(/^[34679CDFGHJKLMNPQRTVWXY]{3}-[34679CDFGHJKLMNPQRTVWXY]{4}$/)
  for (const mistaken of '0O1I2Z5S8BUAE') expect(referenceAlphabet).not.toContain(mistaken)
})

test('a reference is found however it is typed', () => {
  for (const typed of ['LX7-4KQ9', 'lx7-4kq9', ' lx7 4kq9 ', 'LX74KQ9', 'lx7–4kq9'])
    expect(readReference(typed)).toBe('LX7-4KQ9')
  for (const typed of ['', 'LX7', 'LX7-4KQ0', 'LX7-4KQ9X', 'x'.repeat(10_000)]) expect(readReference(typed)).toBeNull()
})

test('every reference made is read back as itself', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 22 }), { minLength: 7, maxLength: 7 }), (picks) => {
      const made = makeReference(() => picks.shift() ?? 0)
      expect(readReference(made.toLowerCase())).toBe(made)
    }),
  )
})

test.for([
  ['Müller', 'MULLER'],
  ['Nguyễn', 'nguyen'],
  ['O’Brien', "o'brien"],
  ['García-López', 'Garcia Lopez'],
  ['Großmann', 'GROSSMANN'],
  ['Sørensen', 'Sorensen'],
  ['Łukasiewicz', 'lukasiewicz'],
  ['山田', '山田'],
  ['Παπαδόπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'],
])('%s and %s are one surname', ([one = '', other = '']) => expect(sameSurname(one, other)).toBe(true))

test.for([
  ['Müller', 'Mueller-Lyer'],
  ['Smith', 'Smit'],
  ['', ''],
  ['-', "'"],
  ['山田', '山本'],
])('%s and %s are not', ([one = '', other = '']) => expect(sameSurname(one, other)).toBe(false))
