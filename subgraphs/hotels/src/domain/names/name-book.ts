import { markBeginnings } from './marks.ts'
import { packSections, readSections } from './sections.ts'

// A name book: names of some ten thousand places or hotels, sorted, packed into typed arrays. The seed writes it, each
// process reads it whole and looks names up in microseconds. Of a name every start that may be typed is a key: its
// beginning, and for some the words within it ("heathrow" of "london heathrow airport").

/**
 * What a key is of its subject: its own name, the same as the people there write it, what others call it, a word within its
 * name, such a word by which it is known ("heathrow"), a code, which counts only when typed whole: that of a large airport,
 * of another, of a town.
 */
export const keyKinds = ['OWN', 'LOCAL', 'FOREIGN', 'INNER', 'WORD', 'CODE', 'LESSER_CODE', 'TOWN_CODE'] as const
export type KeyKind = (typeof keyKinds)[number]

export type BookedName = {
  /** As `foldName` writes it. */
  folded: string
  /** As it is written. Empty: the subject's own row tells it. */
  written: string
  keys: readonly { at: number; kind: KeyKind }[]
}

/** Something that has names. */
export type Subject = {
  /** By what it is known outside: c2867714, aMUC, h12. */
  ref: string
  /** How much it is looked for, in doublings: of a place the binary logarithm of its inhabitants. 0 to 31. */
  weight: number
  latitude: number
  longitude: number
  /** ISO 3166-1 alpha-2. */
  country: string
  /** Where it lies, folded: what may be typed behind its name ("ontario canada"). */
  about: string
  names: readonly BookedName[]
}

/** Most of a book: the keys tell their subject in two bytes. */
export const mostSubjects = 65_535
export const weightSteps = 8

export type NameBook = {
  size: number
  /** The heaviest subject's weight, in doublings. */
  heaviest: number
  /** Which letters (UTF-16 units, ascending) the codes of `letters` stand for: the first is code 1; 0 ends a text. */
  alphabet: Uint16Array
  /** All texts, a code a letter. */
  letters: Uint8Array | Uint16Array
  /** Where each key begins in `letters`, in the order of the keys' letters. */
  starts: Uint32Array
  subjects: Uint16Array
  /** Places in `keyKinds`. */
  kinds: Uint8Array
  /** Of each key where its written name begins in `written`; empty when only the subjects' rows tell. */
  writtenAt: Uint32Array
  /** UTF-8, each text ended by a zero. The first is the empty one. */
  written: Uint8Array
  refAt: Uint32Array
  refs: Uint8Array
  /** In steps of a doubling's eighth. */
  weights: Uint8Array
  latitudes: Float32Array
  longitudes: Float32Array
  /** Two letters, a byte each. */
  countries: Uint16Array
  aboutAt: Uint32Array
  /** UTF-8, as `written`: where subjects lie; many share one. */
  abouts: Uint8Array
  /** With which letters their words begin: made when the book is opened (`marks.ts`). */
  aboutWords: Uint8Array
}

export const countryCode = (country: string): number => (country.charCodeAt(0) << 8) | country.charCodeAt(1)

type Key = { text: string; start: number; subject: number; kind: number; writtenAt: number }

/** Packs subjects, the heaviest first, into a book. */
export function packBook(subjects: readonly Subject[]): Uint8Array {
  if (subjects.length > mostSubjects) throw new RangeError(`a book holds ${mostSubjects} subjects`)
  const texts = createPool()
  const written = createBytes()
  const refs = createBytes()
  const abouts = createBytes()
  const aboutOf = new Map<string, number>()
  const keys: Key[] = []
  const aboutAt: number[] = []
  const refAt: number[] = []
  for (const [subject, { ref, about, names }] of subjects.entries()) {
    refAt.push(refs.add(ref))
    let where = aboutOf.get(about)
    if (where === undefined) aboutOf.set(about, (where = abouts.add(about)))
    aboutAt.push(where)
    for (const name of names) {
      const from = texts.add(name.folded)
      const writtenAt = name.written === '' ? 0 : written.add(name.written)
      for (const { at, kind } of name.keys)
        keys.push({ text: name.folded.slice(at), start: from + at, subject, kind: keyKinds.indexOf(kind), writtenAt })
    }
  }
  keys.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.subject - b.subject))
  const { alphabet, letters } = texts.encode()
  return packSections([
    alphabet,
    letters,
    Uint32Array.from(keys, ({ start }) => start),
    Uint16Array.from(keys, ({ subject }) => subject),
    Uint8Array.from(keys, ({ kind }) => kind),
    Uint32Array.from(keys.some(({ writtenAt }) => writtenAt > 0) ? keys : [], ({ writtenAt }) => writtenAt),
    written.bytes(),
    Uint32Array.from(refAt),
    refs.bytes(),
    Uint8Array.from(subjects, ({ weight }) => Math.round(Math.min(31, Math.max(0, weight)) * weightSteps)),
    Float32Array.from(subjects, ({ latitude }) => latitude),
    Float32Array.from(subjects, ({ longitude }) => longitude),
    Uint16Array.from(subjects, ({ country }) => countryCode(country)),
    Uint32Array.from(aboutAt),
    abouts.bytes(),
  ])
}

/** A book as it was packed; its arrays look into `bytes`. */
export function openBook(bytes: Uint8Array): NameBook {
  const section = readSections(bytes)
  const alphabet = section(Uint16Array)
  const wide = alphabet.length > 255
  const book = {
    alphabet,
    letters: wide ? section(Uint16Array) : section(Uint8Array),
    starts: section(Uint32Array),
    subjects: section(Uint16Array),
    kinds: section(Uint8Array),
    writtenAt: section(Uint32Array),
    written: section(Uint8Array),
    refAt: section(Uint32Array),
    refs: section(Uint8Array),
    weights: section(Uint8Array),
    latitudes: section(Float32Array),
    longitudes: section(Float32Array),
    countries: section(Uint16Array),
    aboutAt: section(Uint32Array),
    abouts: section(Uint8Array),
  }
  const aboutWords = markBeginnings(book.abouts)
  return {
    ...book,
    aboutWords,
    size: book.refAt.length,
    heaviest: book.weights.reduce((a, b) => Math.max(a, b), 0) / weightSteps,
  }
}

/** Texts one behind the other, each ended by a zero; as codes of the letters that occur, in the letters' order. */
function createPool() {
  const texts: string[] = []
  let length = 0
  return {
    add(text: string): number {
      const at = length
      texts.push(text)
      length += text.length + 1
      return at
    },
    encode() {
      const seen = new Set<number>()
      for (const text of texts) for (let at = 0; at < text.length; at++) seen.add(text.charCodeAt(at))
      const alphabet = Uint16Array.from(seen).sort()
      const codes = new Uint16Array(65_536)
      alphabet.forEach((letter, at) => (codes[letter] = at + 1))
      const letters = alphabet.length > 255 ? new Uint16Array(length) : new Uint8Array(length)
      let at = 0
      for (const text of texts) {
        for (let i = 0; i < text.length; i++) letters[at++] = codes[text.charCodeAt(i)] ?? 0
        at++ // the zero that ends it
      }
      return { alphabet, letters }
    },
  }
}

/** Texts as UTF-8, each ended by a zero; the first is the empty one. */
function createBytes() {
  const texts = ['']
  let length = 1
  return {
    add(text: string): number {
      const at = length
      texts.push(text)
      length += Buffer.byteLength(text) + 1
      return at
    },
    bytes: () => new Uint8Array(Buffer.from(`${texts.join('\0')}\0`)),
  }
}

const utf8 = new TextDecoder()
const textAt = (pool: Uint8Array, at: number): string => utf8.decode(pool.subarray(at, pool.indexOf(0, at)))
export const refOf = (book: NameBook, subject: number): string => textAt(book.refs, book.refAt[subject] ?? 0)
/** The name behind a key as it is written; empty when only the subject's row tells. */
export const writtenOf = (book: NameBook, key: number): string => textAt(book.written, book.writtenAt[key] ?? 0)
