import { isMarked, longestMark, markOf } from './marks.ts'
import type { NameBook } from './name-book.ts'

/** A code that no letter has: what was typed in a script the book does not know. */
const unknown = 65_535

/** Typed letters in a book's codes. */
export function encode({ alphabet }: NameBook, text: string): Uint16Array {
  const codes = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) codes[at] = codeOf(alphabet, text.charCodeAt(at))
  return codes
}

function codeOf(alphabet: Uint16Array, letter: number): number {
  let [from, to] = [0, alphabet.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((alphabet[middle] ?? 0) < letter) from = middle + 1
    else to = middle
  }
  return alphabet[from] === letter ? from + 1 : unknown
}

/** The keys that begin so: from `from` up to, not including, `to`. */
export function beginningWith(book: NameBook, codes: Uint16Array): { from: number; to: number } {
  if (codes.includes(unknown)) return { from: 0, to: 0 }
  return { from: firstNot(book, codes, -1), to: firstNot(book, codes, 0) }
}

/** The first key whose beginning stands, beside what was typed, behind `upTo`: -1 for before it, 0 for the same. */
function firstNot({ letters, starts }: NameBook, codes: Uint16Array, upTo: -1 | 0): number {
  let [from, to] = [0, starts.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const start = starts[middle] ?? 0
    let order = 0
    for (let at = 0; at < codes.length && order === 0; at++) order = (letters[start + at] ?? 0) - (codes[at] ?? 0)
    if (Math.sign(order) <= upTo) from = middle + 1
    else to = middle
  }
  return from
}

/** Of keys that begin alike: the first whose next letter is more than a code. */
export const upTo = (book: NameBook, from: number, to: number, depth: number, code: number): number =>
  firstWith(book, from, to, depth, code + 1)

type Row = Uint8Array
export type VisitSlips = (from: number, to: number, slips: number, whole: boolean) => void

/**
 * Visits the keys that begin with what was typed but for at most `most` slips: a letter forgotten, too many, wrong, or two
 * swapped. The first letter is trusted, unless it was swapped with the second or is one too many. A key may be visited
 * again with fewer slips, or as a whole name. Goes down the tree that sorted keys are, and leaves a branch as soon as it holds too many slips.
 */
export function beginningNearly(book: NameBook, typed: Uint16Array, most: number, visit: VisitSlips): void {
  const { letters, starts } = book
  const length = typed.length
  const rows: Row[] = Array.from({ length: length + most + 2 }, () => new Uint8Array(length + 1))
  for (let at = 0; at <= length; at++) (rows[0] as Row)[at] = at

  const walk = (from: number, to: number, depth: number, before: number, told: number) => {
    const row = rows[depth] as Row
    const slips = row[length] ?? 0
    if (slips < told) visit(from, to, slips, false)
    const least = leastOf(row)
    if (least > most || depth + 1 >= rows.length) return
    const further = Math.min(told, slips)
    if (least === most && depth > 0) {
      // No slip is left: of all letters only those that were typed there lead on, and each is found by halving.
      const end = (letters[(starts[from] ?? 0) + depth] ?? 0) === 0 ? endOfRun(book, from, to, depth, 0) : from
      if (end > from && slips <= most) visit(from, end, slips, true)
      const leading = lettersOn(rows, depth, typed, before, most)
      for (const code of leading) {
        const first = firstWith(book, end, to, depth, code)
        if (first === to || (letters[(starts[first] ?? 0) + depth] ?? 0) !== code) continue
        nextRow(rows, depth, typed, code, before)
        walk(first, endOfRun(book, first, to, depth, code), depth + 1, code, further)
      }
      return
    }
    for (let key = from; key < to;) {
      const code = letters[(starts[key] ?? 0) + depth] ?? 0
      const end = endOfRun(book, key, to, depth, code)
      if (code === 0 && slips <= most) visit(key, end, slips, true)
      if (code !== 0 && (depth > 0 || code === typed[0] || code === typed[1])) {
        nextRow(rows, depth, typed, code, before)
        walk(key, end, depth + 1, code, further)
      }
      key = end
    }
  }
  walk(0, starts.length, 0, 0, most + 1)
}

/** The letters that go on from a beginning with all slips that there may be: what comes next, or was swapped with the one before. */
function lettersOn(rows: readonly Row[], depth: number, typed: Uint16Array, before: number, most: number): number[] {
  const [earlier, row] = [rows[depth - 1] as Row, rows[depth] as Row]
  const letters: number[] = []
  for (let at = 0; at < typed.length; at++) {
    const leads = row[at] === most || (typed[at + 1] === before && (earlier[at] ?? most) < most)
    const code = typed[at] as number
    if (leads && !letters.includes(code)) letters.push(code)
  }
  return letters
}

/** The first key of some whose letter there is no lesser one. */
function firstWith({ letters, starts }: NameBook, from: number, to: number, depth: number, code: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((letters[(starts[middle] ?? 0) + depth] ?? 0) < code) low = middle + 1
    else high = middle
  }
  return low
}

/** How many slips lie between each beginning of what was typed and the letters so far, one of which is new. */
function nextRow(rows: readonly Row[], depth: number, typed: Uint16Array, code: number, before: number): void {
  const [earlier, row, next] = [rows[depth - 1], rows[depth] as Row, rows[depth + 1] as Row]
  next[0] = depth + 1
  for (let at = 1; at <= typed.length; at++) {
    const same = typed[at - 1] === code
    let slips = Math.min((row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (row[at - 1] ?? 0) + (same ? 0 : 1))
    if (earlier && at > 1 && typed[at - 2] === code && typed[at - 1] === before)
      slips = Math.min(slips, (earlier[at - 2] ?? 0) + 1)
    next[at] = slips
  }
}

function leastOf(row: Row): number {
  let least = 255
  for (let at = 0; at < row.length; at++) if ((row[at] ?? 0) < least) least = row[at] ?? 0
  return least
}

/** The end of the keys from `from` on that have the same letter there: by longer and longer leaps, then by halves. */
function endOfRun({ letters, starts }: NameBook, from: number, to: number, depth: number, code: number): number {
  const same = (key: number) => (letters[(starts[key] ?? 0) + depth] ?? 0) === code
  let step = 1
  while (from + step < to && same(from + step)) step *= 2
  let low = from + (step >> 1) + 1
  let high = Math.min(from + step, to)
  while (low < high) {
    const middle = (low + high) >> 1
    if (same(middle)) low = middle + 1
    else high = middle
  }
  return low
}

const space = 32

/** Whether any subject may lie in `place`: a book says so of beginnings of words (`aboutWords`), and now and then when it is not so. */
export function mayLieIn({ aboutWords }: NameBook, place: Uint8Array): boolean {
  let mark = 0
  for (let at = 0; at < place.length && at < longestMark; at++) mark = markOf(mark, place[at] as number)
  return isMarked(aboutWords, mark)
}

/** Whether it is said of a subject, at the beginning of a word, that it lies in `place` (UTF-8). */
export function liesIn({ abouts, aboutAt }: NameBook, subject: number, place: Uint8Array): boolean {
  let word = aboutAt[subject] ?? 0
  for (;;) {
    let at = 0
    while (at < place.length && abouts[word + at] === place[at]) at++
    if (at === place.length) return true
    while (abouts[word] !== space && abouts[word] !== 0) word++
    if (abouts[word] === 0) return false
    word++
  }
}
