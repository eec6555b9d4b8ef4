import { boards } from './board.ts'

/** What the guest will not do without. */
export type Filters = {
  /** One bit a class. 0: any. */
  stars: number
  /** One bit each: all of them. */
  amenities: number
  /** One bit a board, in the order of `boards`. 0: any. */
  boards: number
  priceTo: number | null
  freeCancellation: boolean
  foldedName: string
}

/** The sums of one currency in a search. */
export type Purse = {
  currency: string
  /** The highest total that is within the price limit. */
  most: number
  /** Of the totals that match all filters but the limit. */
  lowest: number
  highest: number
}

/** How many hotels would match with one filter left out: so that a guest sees what another choice would give. */
export type Facets = { stars: Int32Array; amenities: Int32Array; boards: Int32Array; freeCancellation: number }

/**
 * Where the lowest total of each board stands that can be cancelled without a fee for now (`free`) or not: all that filters and facets
 * ask of a hotel, ours and partners' alike.
 */
export const slotOf = (board: number, free: boolean): number => (free ? board : boards.length + board)

const every = (1 << boards.length) - 1

/** Filters hotels one by one and counts facets as they come. */
export class Tally {
  readonly facets: Facets = {
    stars: new Int32Array(6),
    amenities: new Int32Array(31),
    boards: new Int32Array(boards.length),
    freeCancellation: 0,
  }
  readonly #filters: Filters
  readonly #boards: number

  constructor(filters: Filters) {
    this.#filters = filters
    this.#boards = filters.boards === 0 ? every : filters.boards
  }

  /** Whether anything at all can come of a hotel, whatever its prices. */
  concerns(foldedName: string, stars: number, amenities: number): boolean {
    const { foldedName: part } = this.#filters
    return (part === '' || foldedName.includes(part)) && (this.#starsFit(stars) || this.#amenitiesFit(amenities))
  }

  #starsFit = (stars: number): boolean => this.#filters.stars === 0 || (this.#filters.stars & (1 << stars)) !== 0
  #amenitiesFit = (amenities: number): boolean => (amenities & this.#filters.amenities) === this.#filters.amenities

  /** Counts a hotel with the totals of its slots. Answers the slot of its cheapest offer that fits all filters; -1: none does. */
  take(totals: Float64Array, stars: number, amenities: number, purse: Purse): number {
    const { facets } = this
    const free = this.#filters.freeCancellation
    const slot = cheapest(totals, this.#boards, free)
    const total = slot < 0 ? Infinity : (totals[slot] as number)
    const fits = total <= purse.most && slot >= 0
    const starsFit = this.#starsFit(stars)
    const amenitiesFit = this.#amenitiesFit(amenities)
    if (fits && amenitiesFit) add(facets.stars, stars)
    if (fits && starsFit)
      for (let bits = amenities; bits !== 0; bits &= bits - 1) add(facets.amenities, 31 - Math.clz32(bits & -bits))
    if (!starsFit || !amenitiesFit) return -1
    let least = Infinity
    for (let board = 0; board < boards.length; board++) {
      const first = totals[board] as number
      const other = free ? Infinity : (totals[boards.length + board] as number)
      const here = first < other ? first : other
      if (here < Infinity && here <= purse.most) add(facets.boards, board)
      if (this.#boards & (1 << board) && first < least) least = first
    }
    if (least < Infinity && least <= purse.most) facets.freeCancellation += 1
    if (slot >= 0) {
      if (total < purse.lowest) purse.lowest = total
      if (total > purse.highest) purse.highest = total
    }
    return fits ? slot : -1
  }
}

/** The slot of the lowest total among some boards; of equal ones fewer meals, and the one that can be cancelled. -1: none. */
function cheapest(totals: Float64Array, wanted: number, free: boolean): number {
  let found = -1
  let least = Infinity
  for (let board = 0; board < boards.length; board++) {
    if ((wanted & (1 << board)) === 0) continue
    if ((totals[board] as number) < least) {
      found = board
      least = totals[board] as number
    }
    if (!free && (totals[boards.length + board] as number) < least) {
      found = boards.length + board
      least = totals[boards.length + board] as number
    }
  }
  return found
}

function add(counts: Int32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
