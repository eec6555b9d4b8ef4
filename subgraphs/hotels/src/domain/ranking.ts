export const sorts = ['RECOMMENDED', 'PRICE', 'DISTANCE', 'STARS', 'GUEST_RATING'] as const
export type Sort = (typeof sorts)[number]

/** What a hotel that matches can be ordered by. `total` is in the currency in which all are compared. */
export type Rankable = { rating: number; ratingCount: number; stars: number; distanceM: number; total: number }

/** By what a hotel is ordered: the smaller first, and by its id at last, so that no two stand on the same place. */
const orders: Record<Sort, readonly ((hotel: Rankable) => number)[]> = {
  RECOMMENDED: [({ rating }) => -rating, ({ distanceM }) => distanceM],
  PRICE: [({ total }) => total],
  DISTANCE: [({ distanceM }) => distanceM],
  STARS: [({ stars }) => -stars, ({ rating }) => -rating, ({ distanceM }) => distanceM],
  GUEST_RATING: [({ rating }) => -rating, ({ ratingCount }) => -ratingCount],
}

/** Whether an order needs to know how far each hotel is, not only those it shows. */
export const asksDistance = (sort: Sort): boolean => sort !== 'PRICE' && sort !== 'GUEST_RATING'

/** Own hotels by their number, which come before the others, by their name. */
export type HotelId = number | string

type Place = { rank: readonly number[]; id: HotelId }
export type Placed<Sold> = Place & { sold: Sold }

function compareIds(a: HotelId, b: HotelId): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'number' ? -1 : 1
}

/**
 * A page of all the hotels that match, in one order over the whole of them: takes them as they come, and keeps those that belong on
 * it. Where a page ended is told by its last hotel, not by a number of rows, so that one that was sold in between neither hides
 * nor repeats another.
 */
export class Page<Sold> {
  /** The hotels on it, in order. */
  readonly placed: Placed<Sold>[] = []
  /** All that match, and how many of them stand before the page. */
  count = 0
  skipped = 0
  /** Of so many hotels at most. */
  readonly first: number
  /** The last of the page before; null: it begins with the first. */
  readonly after: Place | null
  readonly #order: (typeof orders)[Sort]
  readonly #lead: (hotel: Rankable) => number
  /** By what the last one of a full page is ordered first. */
  #last = Infinity
  /** What stands behind this is not among the first, though the page may not be full yet. */
  #expected = Infinity

  constructor(sort: Sort, first: number, after: Place | null) {
    this.#order = orders[sort]
    this.#lead = this.#order[0] ?? (() => 0)
    this.first = first
    this.after = after
  }

  /** Whether whatever costs so much stands behind all of a full page. Only where the price orders it. */
  isBehind(total: number): boolean {
    return total > this.#last || total > this.#expected
  }

  /** As many hotels behind the cursor as the page holds are known to cost no more, where the price orders it. */
  expect(total: number): void {
    if (total < this.#expected) this.#expected = total
  }

  /** Counts a hotel that stands before the cursor. */
  passOver(): void {
    this.count += 1
    this.skipped += 1
  }

  /** Counts a hotel. Whether it is among the first behind the cursor so far: then `put` it. */
  wants(hotel: Rankable, id: HotelId): boolean {
    this.count += 1
    if (this.isBehind(this.#lead(hotel))) return false // most hotels: behind all that are on it
    if (this.after && this.#compare(hotel, id, this.after) <= 0) {
      this.skipped += 1
      return false
    }
    if (this.placed.length < this.first) return true
    const last = this.placed[this.first - 1]
    return last !== undefined && this.#compare(hotel, id, last) < 0
  }

  put(hotel: Rankable, id: HotelId, sold: Sold): void {
    const { placed } = this
    if (placed.length === this.first) placed.pop()
    let at = placed.length
    while (at > 0 && this.#compare(hotel, id, placed[at - 1] as Place) < 0) at -= 1
    placed.splice(at, 0, { rank: this.#order.map((by) => by(hotel)), id, sold })
    this.#last = placed.length === this.first ? (placed.at(-1)?.rank[0] ?? Infinity) : Infinity
  }

  #compare(hotel: Rankable, id: HotelId, { rank, id: other }: Place): number {
    for (let at = 0; at < this.#order.length; at++) {
      const difference = (this.#order[at]?.(hotel) ?? 0) - (rank[at] ?? 0)
      if (difference !== 0) return difference
    }
    return compareIds(id, other)
  }

  /** Begins with what was found before, of the same order, length and cursor. */
  startFrom(found: Page<Sold>): void {
    this.placed.splice(0, this.placed.length, ...found.placed)
    this.count = found.count
    this.skipped = found.skipped
    this.#last = found.#last
  }

  get hasNext(): boolean {
    return this.skipped + this.placed.length < this.count
  }
}

const own = /^h([1-9]\d{0,9})$/

export const cursorOf = (sort: Sort, { rank, id }: Place): string => {
  const name = typeof id === 'number' ? `h${id}` : id
  return Buffer.from(JSON.stringify([sort, ...rank, name])).toString('base64url')
}

/** Null: it is no cursor of ours, or one of another order. */
export function readCursor(sort: Sort, cursor: string): Place | null {
  try {
    const [ofSort, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const name = rest.pop()
    const isRank = rest.length === orders[sort].length && rest.every((value) => typeof value === 'number')
    if (ofSort !== sort || typeof name !== 'string' || !isRank) return null
    const number = own.exec(name)?.[1]
    return { rank: rest as number[], id: number === undefined ? name : Number(number) }
  } catch {
    return null
  }
}
