import { Likeliest, type Found, type Guest } from './likeliest.ts'
import { beginningNearly, beginningWith, encode, liesIn, mayLieIn, upTo } from './look-up.ts'
import type { NameBook } from './name-book.ts'

/** From so many letters on a slip is looked for, and two: shorter beginnings resemble too much. */
const slipFrom = 4
const twoSlipsFrom = 8
/** With so many names that begin so, or one of a place so well known (16 doublings and its own name), nobody slipped. */
const enough = 5
const likely = 20

/** How far to look. */
export type Reach = {
  /** How many slips are forgiven at most. */
  slips: 0 | 1 | 2
  /** A beginning that more than this share of all keys have says too little to choose among them: "hotel". */
  share: number
  /** It is known already that none begins so or lies there: only those with a slip are looked for. */
  onlySlips?: boolean
}

export type How = 'beginning' | 'about' | 'slip'

/**
 * The likeliest of all books for what was typed, folded: those with a name that begins so; with few of them also those
 * whose name is followed by where they lie ("london ontario"), or with a slip, and with nothing at all with two.
 */
export function findNames(
  books: readonly NameBook[],
  typed: string,
  most: number,
  guest: Guest,
  reach: Reach = { slips: 2, share: 1 },
): { found: readonly Found[]; how: How } {
  const best = new Likeliest(most, guest)
  let sure = false
  if (areTooMany(books, typed, reach)) return { found: [], how: 'beginning' }
  if (reach.onlySlips) {
    for (const book of books) slipSo(book, typed, 1, best)
    return { found: best.found, how: 'slip' }
  }
  for (const book of books) sure = beginSo(book, typed, best) || sure
  const isEnough = best.found.length >= Math.min(enough, most) || (best.found[0]?.score ?? 0) >= likely
  if (sure || isEnough) return { found: best.found, how: 'beginning' }
  const begun = best.found.length
  lieThere(books, typed, best, reach)
  if (best.found.length > begun || typed.length < slipFrom || reach.slips === 0)
    return { found: best.found, how: 'about' }
  for (const book of books) slipSo(book, typed, 1, best)
  if (best.found.length === 0 && typed.length >= twoSlipsFrom && reach.slips === 2)
    for (const book of books) slipSo(book, typed, 2, best)
  return { found: best.found, how: 'slip' }
}

/** Answers whether one is called just so. */
function beginSo(book: NameBook, typed: string, best: Likeliest): boolean {
  const { from, to } = beginningWith(book, encode(book, typed))
  // Of the keys that begin so the whole ones come first.
  const goesOn = upTo(book, from, to, typed.length, 0)
  for (let key = from; key < goesOn; key++) best.offer(book, key, true, 0)
  for (let key = goesOn; key < to && best.hopes(book); key++) best.offer(book, key, false, 0)
  return goesOn > from
}

const utf8 = new TextEncoder()
/** So many are never too many. */
const fewKeys = 2_000

/** A name to a space, and behind it the beginning of where that lies. */
function lieThere(books: readonly NameBook[], typed: string, best: Likeliest, reach: Reach): void {
  for (let at = typed.lastIndexOf(' '); at > 0; at = typed.lastIndexOf(' ', at - 1)) {
    const name = typed.slice(0, at)
    const place = utf8.encode(typed.slice(at + 1))
    if (!areTooMany(books, name, reach)) for (const book of books) lieIn(book, name, place, best)
  }
}

function lieIn(book: NameBook, name: string, place: Uint8Array, best: Likeliest): void {
  if (!mayLieIn(book, place)) return
  const { from, to } = beginningWith(book, encode(book, name))
  // Those called just so come first; of the others only those with another word behind it.
  const goesOn = upTo(book, from, to, name.length, 0)
  for (let key = from; key < goesOn; key++) if (liesIn(book, book.subjects[key] ?? 0, place)) best.offer(book, key, true, 0) // prettier-ignore
  const longer = beginningWith(book, encode(book, `${name} `))
  for (let key = longer.from; key < longer.to; key++) if (liesIn(book, book.subjects[key] ?? 0, place)) best.offer(book, key, false, 0) // prettier-ignore
}

function areTooMany(books: readonly NameBook[], typed: string, { share }: Reach): boolean {
  if (share >= 1) return false
  let [begun, all] = [0, 0]
  for (const book of books) {
    const { from, to } = beginningWith(book, encode(book, typed))
    begun += to - from
    all += book.starts.length
  }
  return begun > Math.max(fewKeys, share * all)
}

function slipSo(book: NameBook, typed: string, most: number, best: Likeliest): void {
  beginningNearly(book, encode(book, typed), most, (from, to, slips, whole) => {
    for (let key = from; key < to; key++) best.offer(book, key, whole, slips)
  })
}
