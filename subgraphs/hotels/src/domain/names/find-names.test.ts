import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { findNames } from './find-names.ts'
import { beginningNearly, beginningWith, encode } from './look-up.ts'
import { openBook, packBook, refOf, writtenOf, type NameBook, type Subject } from './name-book.ts'

const subject = (folded: string, more: Partial<Subject> = {}): Subject => ({
  ref: `c${folded}`,
  weight: 10,
  latitude: 0,
  longitude: 0,
  country: 'PT',
  about: 'portugal pt',
  names: [{ folded, written: folded.toUpperCase(), keys: [{ at: 0, kind: 'OWN' }] }],
  ...more,
})
const book = (...subjects: Subject[]): NameBook => openBook(packBook(subjects))
const nobody = { near: null, country: null, capitals: false }
const refs = (books: NameBook[], typed: string, guest = {}) =>
  findNames(books, typed, 8, { ...nobody, ...guest }).found.map((found) => refOf(found.book, found.subject))

/** Few letters, so that names resemble each other; of two scripts. */
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'я'), minLength: 1, maxLength: 9 })
const runs = { numRuns: Number(process.env['NAME_RUNS'] ?? 400) }

/** Slips between all of `typed` and the beginning of `text` that resembles it most, worked out in the plain way. */
function slipsOf(typed: string, text: string): { begun: number; whole: number } {
  const rows = Array.from({ length: text.length + 1 }, () => Array.from<number>({ length: typed.length + 1 }))
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 0; i <= text.length; i++)
    for (let j = 0; j <= typed.length; j++) {
      const same = text[i - 1] === typed[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && text[i - 1] === typed[j - 2] && text[i - 2] === typed[j - 1]
      ;(rows[i] as number[])[j] =
        i === 0 ? j : j === 0 ? i : Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same, swapped ? cell(i - 2, j - 2) + 1 : Infinity) // prettier-ignore
    }
  return {
    begun: Math.min(...rows.map((row) => row[typed.length] ?? Infinity)),
    whole: cell(text.length, typed.length),
  }
}

describe('a book of names', () => {
  test('finds exactly the names that begin so', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), name, (names, typed) => {
        const one = book(...names.map((folded, at) => subject(folded, { ref: `c${at}` })))
        const { from, to } = beginningWith(one, encode(one, typed))
        const found = Array.from(one.subjects.subarray(from, to)).toSorted((a, b) => a - b)
        expect(found).toEqual(names.flatMap((text, at) => (text.startsWith(typed) ? [at] : [])))
      }),
      runs,
    )
  })

  test('finds with slips exactly what the plain way finds, with as many slips, as beginnings and as whole names', () => {
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 30 }),
        name,
        fc.constantFrom(1, 2),
        (names, typed, most) => {
          const one = book(...names.map((folded, at) => subject(folded, { ref: `c${at}` })))
          const begun = new Map<number, number>()
          const whole = new Map<number, number>()
          beginningNearly(one, encode(one, typed), most, (from, to, slips, ended) => {
            const seen = ended ? whole : begun
            for (let key = from; key < to; key++) {
              const at = one.subjects[key] ?? -1
              seen.set(at, Math.min(seen.get(at) ?? Infinity, slips))
            }
          })
          const few = (slips: number) => Math.min(slips, most + 1)
          const found = names.map((_, at) => [few(Math.min(begun.get(at) ?? 9, whole.get(at) ?? 9)), whole.get(at) ?? most + 1]) // prettier-ignore
          const plain = names.map((text) => [few(slipsOf(typed, text).begun), few(slipsOf(typed, text).whole)])
          // The first letter is trusted, or the second: of other names some may be missing.
          const trusted = names.map((text) => text[0] === typed[0] || text[0] === typed[1])
          expect(found.filter((_, at) => trusted[at])).toEqual(plain.filter((_, at) => trusted[at]))
          for (const [at, [slips = 0]] of found.entries()) expect(slips).toBeGreaterThanOrEqual(plain[at]?.[0] ?? 9)
        },
      ),
      runs,
    )
  })

  test('keeps the best of all subjects, whatever the order and the books they stand in', () => {
    const place = fc.record({
      folded: name,
      weight: fc.double({ min: 0, max: 24, noNaN: true }),
      latitude: fc.double({ min: -80, max: 80, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      country: fc.constantFrom('PT', 'ES'),
    })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), name, fc.nat(3), (places, typed, parts) => {
        const subjects = places.map(({ folded, ...rest }, at) => subject(folded, { ...rest, ref: `c${at}` }))
        const guest = { near: { latitude: 40, longitude: -5 }, country: 'ES' }
        const score = (books: NameBook[], most: number) =>
          findNames(books, typed, most, { ...nobody, ...guest }).found.map((found) => found.score)
        const split = Array.from({ length: parts + 1 }, (_, part) =>
          subjects.filter((__, at) => at % (parts + 1) === part),
        )
        const all = score([book(...subjects)], 1_000)
        if (all.length < 5) return // few: what lies elsewhere, or slipped, is looked for as well
        expect(score([book(...subjects)], 5)).toEqual(all.slice(0, 5))
        expect(
          score(
            split.map((some) => book(...some)),
            5,
          ),
        ).toEqual(all.slice(0, 5))
      }),
      runs,
    )
  })

  test('tells names as they are written, in any script, also of more letters than a byte can tell apart', () => {
    const signs = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + at))
    const one = book(...signs.map((sign) => subject(sign, { names: [{ folded: sign, written: `${sign}市`, keys: [{ at: 0, kind: 'OWN' }] }] }))) // prettier-ignore
    for (const sign of signs) {
      const [found] = findNames([one], sign, 1, nobody).found
      expect(found && writtenOf(found.book, found.key)).toBe(`${sign}市`)
    }
    expect(refs([one], 'a')).toEqual([])
  })
})

describe('what is likely meant', () => {
  const york = subject('york', { weight: 17 })
  const newYork = subject('new york', { weight: 23, names: [{ folded: 'new york', written: '', keys: [{ at: 0, kind: 'OWN' }, { at: 4, kind: 'INNER' }] }] }) // prettier-ignore
  test('a whole name stands before a longer one, also where a far more populous place has it within its name', () => {
    expect(refs([book(newYork, york)], 'york')).toEqual(['cyork', 'cnew york'])
    expect(refs([book(newYork, york)], 'yor')).toEqual(['cnew york', 'cyork'])
  })

  test('a code counts only when typed whole, and in capitals before everything', () => {
    const code = (kind: 'CODE' | 'LESSER_CODE') => [{ folded: 'lis', written: 'Airport', keys: [{ at: 0, kind }] }]
    const one = book(
      subject('lisbon', { weight: 19 }),
      subject('aLIS', { names: code('CODE'), weight: 16 }),
      subject('aLIT', { names: code('LESSER_CODE'), weight: 9 }),
    )
    expect(refs([one], 'lis')).toEqual(['caLIS', 'clisbon', 'caLIT'])
    expect(refs([one], 'lis', { capitals: true })).toEqual(['caLIS', 'caLIT', 'clisbon'])
    expect(refs([one], 'li')).toEqual(['clisbon'])
  })

  test('a beginning that very many names have tells none of them apart, unless it is asked for all the same', () => {
    const many = book(...Array.from({ length: 3_000 }, (_, at) => subject(`hotel ${at} inn`)), subject('hostel'))
    const found = (typed: string, share: number) =>
      findNames([many], typed, 8, nobody, { slips: 0, share }).found.map(({ subject: at }) => at)
    expect(found('hotel', 0.05)).toEqual([])
    expect(found('hotel', 1)).toHaveLength(8)
    expect(found('hotel 2999', 0.05)).toEqual([2_999])
    expect(found('host', 0.05)).toEqual([3_000])
  })

  test('slips are forgiven only as far as it is asked for', () => {
    const one = book(subject('residencial alfama'))
    const found = (typed: string, slips: 0 | 1 | 2) => findNames([one], typed, 8, nobody, { slips, share: 1 }).found
    expect(found('residencal alfama', 0)).toEqual([])
    expect(found('residencal alfama', 1)).toHaveLength(1)
    expect(found('residencal alfma', 1)).toEqual([])
    expect(found('residencal alfma', 2)).toHaveLength(1)
  })

  test('the visitor’s country and what is near count, across the antimeridian too', () => {
    const one = subject('suva', { ref: 'c1', latitude: -18, longitude: 179.9, country: 'FJ' })
    const other = subject('suva', { ref: 'c2', latitude: 42, longitude: 24, country: 'BG', weight: 11 })
    const both = [book(one, other)]
    expect(refs(both, 'suva')).toEqual(['c2', 'c1'])
    expect(refs(both, 'suva', { country: 'FJ' })).toEqual(['c1', 'c2'])
    expect(refs(both, 'suva', { near: { latitude: -18, longitude: -179.9 } })).toEqual(['c1', 'c2'])
    expect(refs(both, 'suva', { near: { latitude: 40, longitude: 24 } })).toEqual(['c2', 'c1'])
  })
})
