export const sorts = ['RECOMMENDED', 'PRICE', 'DISTANCE', 'STARS', 'GUEST_RATING'] as const
export type Sort = (typeof sorts)[number]

/** What a hotel that matches can be ordered by. `total` is in the currency in which all are compared. */
export type Rankable = { rating: number; ratingCount: number; stars: number; distanceM: number; total: number }

/** By what a hotel is ordered: the smaller first, three numbers of which an order may use fewer; then by its id, so that no two stand on the same place. */
type Rank = readonly [number, number, number]

const ranks: Record<Sort, { length: number; asksDistance: boolean; of: (hotel: Rankable) => Rank }> = {
  RECOMMENDED: { length: 2, asksDistance: true, of: ({ rating, distanceM }) => [-rating, distanceM, 0] },
  PRICE: { length: 1, asksDistance: false, of: ({ total }) => [total, 0, 0] },
  DISTANCE: { length: 1, asksDistance: true, of: ({ distanceM }) => [distanceM, 0, 0] },
  STARS: { length: 3, asksDistance: true, of: ({ stars, rating, distanceM }) => [-stars, -rating, distanceM] },
  GUEST_RATING: { length: 2, asksDistance: false, of: ({ rating, ratingCount }) => [-rating, -ratingCount, 0] },
}

/** Whether an order needs to know how far each hotel is, not only those it shows. */
export const asksDistance = (sort: Sort): boolean => ranks[sort].asksDistance

/** Own hotels by their number, which come before the others, by their name. */
export type HotelId = number | string

type Place = { rank: Rank; id: HotelId }
export type Placed<Sold> = Place & { sold: Sold }

function compareIds(a: HotelId, b: HotelId): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'number' ? -1 : 1
}

const compare = (a: Place, b: Place): number =>
  a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2] || compareIds(a.id, b.id)

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
  readonly #rankOf: (hotel: Rankable) => Rank
  readonly #first: number
  readonly #after: Place | null

  constructor(sort: Sort, first: number, after: Place | null) {
    this.#rankOf = ranks[sort].of
    this.#first = first
    this.#after = after
  }

  /** Counts a hotel. `sold` is only asked when it is among the first so far. */
  take(hotel: Rankable, id: HotelId, sold: () => Sold): void {
    this.count += 1
    const place = { rank: this.#rankOf(hotel), id }
    if (this.#after && compare(place, this.#after) <= 0) {
      this.skipped += 1
      return
    }
    const { placed } = this
    const last = placed[placed.length - 1]
    if (placed.length === this.#first) {
      if (!last || compare(place, last) > 0) return
      placed.pop()
    }
    let at = placed.length
    while (at > 0 && compare(place, placed[at - 1] as Place) < 0) at -= 1
    placed.splice(at, 0, { ...place, sold: sold() })
  }

  get hasNext(): boolean {
    return this.skipped + this.placed.length < this.count
  }
}

const own = /^h([1-9]\d{0,9})$/

export const cursorOf = (sort: Sort, { rank, id }: Place): string => {
  const name = typeof id === 'number' ? `h${id}` : id
  return Buffer.from(JSON.stringify([sort, ...rank.slice(0, ranks[sort].length), name])).toString('base64url')
}

/** Null: it is no cursor of ours, or one of another order. */
export function readCursor(sort: Sort, cursor: string): Place | null {
  try {
    const [ofSort, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const name = rest.pop()
    const isRank = rest.length === ranks[sort].length && rest.every((value) => typeof value === 'number')
    if (ofSort !== sort || typeof name !== 'string' || !isRank) return null
    const [first = 0, second = 0, third = 0] = rest as number[]
    const number = own.exec(name)?.[1]
    return { rank: [first, second, third], id: number === undefined ? name : Number(number) }
  } catch {
    return null
  }
}
