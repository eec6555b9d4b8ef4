import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isMarked, longestMark, markBeginnings, markOf } from './marks.ts'

const anyWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é'), minLength: 1, maxLength: 12 })
const anyTexts = fc.array(fc.array(anyWord, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 30 })
const utf8 = new TextEncoder()

function isMarkedIn(marks: Uint8Array, text: string): boolean {
  let mark = 0
  for (const letter of utf8.encode(text).subarray(0, longestMark)) mark = markOf(mark, letter)
  return isMarked(marks, mark)
}

test('whatever a word of a text begins with, the words behind it too, is marked', () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(29), fc.nat(4), fc.integer({ min: 1, max: 20 }), (texts, text, word, length) => {
      const marks = markBeginnings(utf8.encode(['', ...texts.map((words) => words.join(' '))].join('\0') + '\0'))
      const words = texts[text % texts.length] ?? []
      expect(
        isMarkedIn(
          marks,
          words
            .slice(word % words.length)
            .join(' ')
            .slice(0, length),
        ),
      ).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('most of what no word begins with is not', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const words = Array.from({ length: 4_000 }, (_, at) => [0, 1, 2, 3, 4, 5].map((step) => letters[(at * (7 + 2 * step) + (at >> (step + 1))) % 26]).join('')) // prettier-ignore
  const marks = markBeginnings(utf8.encode(`\0${words.join('\0')}\0`))
  const others = words.map((word) => `${word}x`.slice(1)).filter((one) => !words.some((word) => word.startsWith(one)))
  const found = others.filter((one) => isMarkedIn(marks, one)).length
  expect(others.length).toBeGreaterThan(2_000)
  expect(found).toBeLessThan(others.length * 0.75)
})
