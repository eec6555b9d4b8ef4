import type { Point } from '../distance.ts'
import { countryCode, keyKinds, weightSteps, type NameBook } from './name-book.ts'

// What is likely meant, in doublings: two names that differ by one are as unlike as a town and one twice as populous.

/** By what of its subject was found, when that goes on behind what was typed. A code never does. */
const begun = {
  OWN: 4,
  LOCAL: 3.9,
  FOREIGN: 0,
  INNER: -1,
  WORD: 1,
  CODE: -Infinity,
  LESSER_CODE: -Infinity,
  TOWN_CODE: -Infinity,
}
/** And when it was typed to its end: "york" is York, "bath" is Bath, unless another is 60 times as populous. */
const whole = { OWN: 10, LOCAL: 9.9, FOREIGN: 6, INNER: 2, WORD: 8, CODE: 16, LESSER_CODE: 4, TOWN_CODE: 4 }
/** Who types three capitals means a code. */
const wholeInCapitals = { ...whole, CODE: 90, LESSER_CODE: 90, TOWN_CODE: 50 }

const sameCountry = 2.5
/** Where the guest looks; less by the logarithm of the distance, nothing from 2,000 km on. */
const rightHere = 5
const nearKm = 20
const farKm = 2_000
const kmADegree = 111.2
const favourAt = (away: number): number =>
  rightHere * Math.max(0, 1 - Math.log(1 + away / nearKm) / Math.log(1 + farKm / nearKm))
const aSlip = 7
/** By whole degrees between two latitudes: more than this being near cannot add. */
const nearAcross = Float64Array.from({ length: 181 }, (_, degrees) => favourAt(kmADegree * degrees))

/** Whom to answer: `near` where they look, `country` where they are (ISO 3166-1 alpha-2). Each may be unknown. */
export type Guest = { near: Point | null; country: string | null; capitals: boolean }

export type Found = { book: NameBook; subject: number; key: number; score: number }

/** The best so and so many subjects, each by its best key. */
export class Likeliest {
  readonly #most: number
  readonly #guest: Guest
  readonly #country: number
  readonly #bonus: Float64Array
  /** More than this nothing outside of the name itself can add for this guest, and of it being near. */
  readonly #mostFavour: number
  readonly #mostNear: number
  readonly #found: Found[] = []
  /** What a new one must be better than. */
  #least = -Infinity

  constructor(most: number, guest: Guest) {
    this.#most = most
    this.#guest = guest
    this.#country = guest.country === null ? 0 : countryCode(guest.country.toUpperCase())
    this.#mostNear = guest.near ? rightHere : 0
    this.#mostFavour = this.#mostNear + (guest.country ? sameCountry : 0)
    const ended = guest.capitals ? wholeInCapitals : whole
    this.#bonus = Float64Array.from([...keyKinds.map((kind) => begun[kind]), ...keyKinds.map((kind) => ended[kind])])
  }

  get found(): readonly Found[] {
    return this.#found
  }

  /** Whether any key of a book that goes on behind what was typed could still be among the best. */
  hopes(book: NameBook): boolean {
    return book.heaviest + begun.OWN + this.#mostFavour > this.#least
  }

  /** `isWhole`: the key was typed to its end. */
  offer(book: NameBook, key: number, isWhole: boolean, slips: number): void {
    const subject = book.subjects[key] as number
    const kind = (book.kinds[key] as number) + (isWhole ? keyKinds.length : 0)
    const plain = (book.weights[subject] as number) / weightSteps + (this.#bonus[kind] as number) - slips * aSlip
    if (plain + this.#mostFavour <= this.#least) return
    // The dearest to work out is how near it is: most need not be known.
    const there = this.#country !== 0 && book.countries[subject] === this.#country ? sameCountry : 0
    if (plain + there + this.#mostNear <= this.#least) return
    const { near } = this.#guest
    const north = near ? Math.floor(Math.abs((book.latitudes[subject] as number) - near.latitude)) : 0
    if (near && plain + there + (nearAcross[north] ?? 0) <= this.#least) return
    const score = plain + there + (near ? favourAt(roughKm(near, book.latitudes[subject] as number, book.longitudes[subject] as number)) : 0) // prettier-ignore
    if (score > this.#least && score > -Infinity) this.#keep({ book, subject, key, score })
  }

  #keep(one: Found): void {
    const found = this.#found
    const known = found.findIndex(({ book, subject }) => subject === one.subject && book === one.book)
    if (known >= 0) {
      if ((found[known]?.score ?? 0) >= one.score) return
      found.splice(known, 1)
    }
    let at = found.length
    while (at > 0 && (found[at - 1]?.score ?? 0) < one.score) at--
    found.splice(at, 0, one)
    if (found.length > this.#most) found.pop()
    if (found.length === this.#most) this.#least = found.at(-1)?.score ?? -Infinity
  }
}

/** As on a flat map: to a few per cent where it counts. */
function roughKm({ latitude, longitude }: Point, north: number, east: number): number {
  const turn = Math.abs(east - longitude)
  const across = Math.min(turn, 360 - turn) * Math.cos(((latitude + north) / 2) * (Math.PI / 180))
  return kmADegree * Math.hypot(north - latitude, across)
}
