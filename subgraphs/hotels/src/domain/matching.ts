import { boards } from './board.ts'
import { plansOf, slotCount, type PricedTown } from './priced-town.ts'

/** What the guest will not do without. */
export type Filters = {
  /** One bit a class. 0: any. */
  stars: number
  /** One bit each: all of them. */
  amenities: number
  /** One bit a board, in the order of `boards`. 0: any. */
  boards: number
  priceFrom: number | null
  priceTo: number | null
  /** Tenths. 0: any. */
  ratingFrom: number
  freeCancellation: boolean
  foldedName: string
}

export const noFilters: Filters = {
  stars: 0,
  amenities: 0,
  boards: 0,
  priceFrom: null,
  priceTo: null,
  ratingFrom: 0,
  freeCancellation: false,
  foldedName: '',
}

/** The sums of one currency in a search. */
export type Purse = {
  currency: string
  /** The lowest and the highest total that are within the price limits. */
  least: number
  most: number
  /** Of the totals that match all filters but the limits. */
  lowest: number
  highest: number
  /** From this total on a hotel stands behind a full page, where the price orders it. */
  behind: number
}

/** How many hotels would match with one filter left out: so that a guest sees what another choice would give. */
export type Facets = {
  stars: Int32Array
  amenities: Int32Array
  boards: Int32Array
  /** By whole points of the guest rating. */
  ratings: Int32Array
  freeCancellation: number
}

/** What a filter asks of a hotel besides its name and its prices. `rating` in tenths. */
export type Traits = { stars: number; amenities: number; rating: number }

/**
 * Where the lowest total of each board stands that can be cancelled without a fee for now (`free`) or not: all that filters and facets
 * ask of a hotel, ours and partners' alike.
 */
export const slotOf = (board: number, free: boolean): number => (free ? board : boards.length + board)

const every = (1 << boards.length) - 1
const everySlot = Uint8Array.from({ length: slotCount }, (_, slot) => slot)

/** Filters hotels one by one and counts facets as they come. */
export class Tally {
  readonly #facets: Facets = {
    stars: new Int32Array(6),
    amenities: new Int32Array(31),
    boards: new Int32Array(boards.length),
    ratings: new Int32Array(11),
    freeCancellation: 0,
  }
  readonly #filters: Filters
  readonly #boards: number
  /** A bit for each slot that the filters of boards and cancellation let through. */
  readonly wantedSlots: number
  /** How many hotels have which bits of amenities (a byte of them at a time) and of slots: each bit is counted in the end only. */
  readonly #byAmenities = new Int32Array(4 * 256)
  readonly #bySlots = new Int32Array(1 << slotCount)
  #isCounted = true
  /** Whether no filter but those of boards, cancellation and prices leaves out a hotel. */
  readonly isOpen: boolean

  /** Whether what a hotel costs decides whether it fits. */
  get hasLimits(): boolean {
    return this.#filters.priceFrom !== null || this.#filters.priceTo !== null
  }

  constructor(filters: Filters) {
    this.#filters = filters
    this.#boards = filters.boards === 0 ? every : filters.boards
    const { stars, amenities, ratingFrom, foldedName } = filters
    this.isOpen = stars === 0 && amenities === 0 && ratingFrom === 0 && foldedName === ''
    this.wantedSlots = this.#boards | (filters.freeCancellation ? 0 : this.#boards << boards.length)
  }

  get facets(): Facets {
    if (this.#isCounted) return this.#facets
    this.#isCounted = true
    for (let place = 0; place < this.#byAmenities.length; place++) {
      const count = this.#byAmenities[place] as number
      for (let bits = place & 255; count > 0 && bits !== 0; bits &= bits - 1)
        add(this.#facets.amenities, (place >> 8) * 8 + lowestOf(bits), count)
    }
    const offered = this.#filters.freeCancellation ? every : every | (every << boards.length)
    for (let sold = 0; sold < this.#bySlots.length; sold++) {
      const count = this.#bySlots[sold] as number
      if (count === 0) continue
      const here = sold & offered
      for (let bits = (here | (here >> boards.length)) & every; bits !== 0; bits &= bits - 1)
        add(this.#facets.boards, lowestOf(bits), count)
      if ((sold & this.#boards) !== 0) this.#facets.freeCancellation += count
    }
    this.#byAmenities.fill(0)
    this.#bySlots.fill(0)
    return this.#facets
  }

  /** Begins with the counts of hotels that were counted before, with the same filters. */
  startFrom({ stars, amenities, boards: ofBoards, ratings, freeCancellation }: Facets): void {
    this.#facets.stars.set(stars)
    this.#facets.amenities.set(amenities)
    this.#facets.boards.set(ofBoards)
    this.#facets.ratings.set(ratings)
    this.#facets.freeCancellation = freeCancellation
  }

  /**
   * Counts a crowd of hotels at once, where no filter leaves one of them out: answers where to count by the slots that each sells. Those that sell
   * none of the wanted ones are then to be taken out again (`leave`).
   */
  takeCrowd({ stars, amenities, ratings }: Pick<Facets, 'stars' | 'amenities' | 'ratings'>): Int32Array {
    const facets = this.#facets
    for (let at = 0; at < stars.length; at++) add(facets.stars, at, stars[at])
    for (let at = 0; at < amenities.length; at++) add(facets.amenities, at, amenities[at])
    for (let at = 0; at < ratings.length; at++) add(facets.ratings, at, ratings[at])
    this.#isCounted = false
    return this.#bySlots
  }

  /** Takes one of a crowd out again. */
  leave(stars: number, amenities: number, rating: number): void {
    add(this.#facets.stars, stars, -1)
    for (let bits = amenities; bits !== 0; bits &= bits - 1) add(this.#facets.amenities, lowestOf(bits), -1)
    add(this.#facets.ratings, pointsOf(rating), -1)
  }

  /** Whether anything at all can come of a hotel, whatever its prices: what fails two filters is in no facet. */
  concerns(foldedName: string, { stars, amenities, rating }: Traits): boolean {
    if (this.isOpen) return true
    const { foldedName: part, ratingFrom } = this.#filters
    if (part !== '' && !foldedName.includes(part)) return false
    const [starsFit, amenitiesFit] = [this.#starsFit(stars), this.#amenitiesFit(amenities)]
    return rating >= ratingFrom ? starsFit || amenitiesFit : starsFit && amenitiesFit
  }

  #starsFit = (stars: number): boolean => this.#filters.stars === 0 || (this.#filters.stars & (1 << stars)) !== 0
  #amenitiesFit = (amenities: number): boolean => (amenities & this.#filters.amenities) === this.#filters.amenities

  /** Counts a hotel by the slots that it sells, where no limit of the price asks for more. Whether it fits all filters. */
  takeSold(sold: number, { stars, amenities, rating }: Traits): boolean {
    if (this.isOpen) return this.#takeOpen(sold, stars, amenities, rating)
    const fits = (sold & this.wantedSlots) !== 0
    const starsFit = this.#starsFit(stars)
    const amenitiesFit = this.#amenitiesFit(amenities)
    const ratingFits = rating >= this.#filters.ratingFrom
    this.#isCounted = false
    if (fits && amenitiesFit && ratingFits) add(this.#facets.stars, stars)
    if (fits && starsFit && ratingFits) this.#addAmenities(amenities)
    if (!starsFit || !amenitiesFit) return false
    if (fits) add(this.#facets.ratings, pointsOf(rating))
    if (!ratingFits) return false
    add(this.#bySlots, sold)
    return fits
  }

  /** The same where no filter leaves a hotel out. */
  #takeOpen(sold: number, stars: number, amenities: number, rating: number): boolean {
    this.#isCounted = false
    add(this.#bySlots, sold)
    if ((sold & this.wantedSlots) === 0) return false
    add(this.#facets.stars, stars)
    this.#addAmenities(amenities)
    add(this.#facets.ratings, pointsOf(rating))
    return true
  }

  #addAmenities(amenities: number): void {
    const counts = this.#byAmenities
    add(counts, amenities & 255)
    add(counts, 256 | ((amenities >> 8) & 255))
    if (amenities >> 16 === 0) return
    add(counts, 512 | ((amenities >> 16) & 255))
    add(counts, 768 | ((amenities >> 24) & 255))
  }

  /** The cell of the lowest total among the wanted slots of a hotel whose totals are exact; -1: there is none. */
  cheapest(priced: PricedTown, hotel: number): number {
    const { town, totals, slots } = priced
    const from = priced.cellOf(hotel)
    const end = from + plansOf(town, hotel)
    let found = -1
    let best = Infinity
    for (let cell = from; cell < end; cell++) {
      const total = totals[cell] as number
      if (total > best || total === Infinity || ((this.wantedSlots >> (slots[cell] as number)) & 1) === 0) continue
      if (total === best && !before(slots[cell] as number, slots[found] as number)) continue
      found = cell
      best = total
    }
    return found
  }

  /** The wanted slot of the lowest total of a hotel; -1: there is none. */
  cheapestSlot(totals: Float64Array): number {
    let found = -1
    for (let slot = 0; slot < totals.length; slot++) {
      const total = totals[slot] as number
      if (total === Infinity || ((this.wantedSlots >> slot) & 1) === 0) continue
      const best = found < 0 ? Infinity : (totals[found] as number)
      if (total < best || (total === best && before(slot, found))) found = slot
    }
    return found
  }

  /** Counts a hotel with the totals of its slots. Answers the slot of its cheapest offer that fits all filters; -1: none does. */
  take(totals: Float64Array, traits: Traits, purse: Purse): number {
    return this.takeSums({ totals, slots: everySlot }, 0, slotCount, traits, purse)
  }

  /** The same of a hotel of a priced town whose totals are exact: answers the cell. */
  takePlans(priced: PricedTown, hotel: number, traits: Traits, purse: Purse): number {
    const from = priced.cellOf(hotel)
    return this.takeSums(priced, from, from + plansOf(priced.town, hotel), traits, purse)
  }

  /** The same of sums and their slots, from one place to before another. */
  takeSums(
    { totals, slots }: Pick<PricedTown, 'totals' | 'slots'>,
    from: number,
    end: number,
    traits: Traits,
    purse: Purse,
  ): number {
    const { least, most } = purse
    let found = -1
    let best = Infinity
    let leastFree = Infinity
    let boardBits = 0
    let cheaperBits = 0
    for (let cell = from; cell < end; cell++) {
      const total = totals[cell] as number
      if (total === Infinity) continue
      const slot = slots[cell] as number
      const bit = boardBit(slot)
      if (this.#offers(slot)) {
        if (total <= most) boardBits |= bit
        if (total < least) cheaperBits |= bit
        if ((this.#boards & bit) !== 0 && (total < best || (total === best && before(slot, slots[found] as number)))) {
          found = cell
          best = total
        }
      }
      if (slot < boards.length && (this.#boards & bit) !== 0 && total < leastFree) leastFree = total
    }
    return this.#count(traits, purse, best, leastFree, boardBits & ~cheaperBits) ? found : -1
  }

  /** Whether a slot is what the guest asks for, whatever its board. */
  #offers = (slot: number): boolean => slot < boards.length || !this.#filters.freeCancellation

  /** Whether a hotel fits all filters whose lowest total is `best`, and that of what can be cancelled `leastFree`; within the limits on some boards. */
  #count(
    { stars, amenities, rating }: Traits,
    purse: Purse,
    best: number,
    leastFree: number,
    boardBits: number,
  ): boolean {
    const facets = this.#facets
    const fits = best < Infinity && best >= purse.least && best <= purse.most
    const starsFit = this.#starsFit(stars)
    const amenitiesFit = this.#amenitiesFit(amenities)
    const ratingFits = rating >= this.#filters.ratingFrom
    if (fits && amenitiesFit && ratingFits) add(facets.stars, stars)
    if (fits && starsFit && ratingFits)
      for (let bits = amenities; bits !== 0; bits &= bits - 1) add(facets.amenities, lowestOf(bits))
    if (!starsFit || !amenitiesFit) return false
    if (fits) add(facets.ratings, pointsOf(rating))
    if (!ratingFits) return false
    for (let bits = boardBits; bits !== 0; bits &= bits - 1) add(facets.boards, lowestOf(bits))
    if (leastFree < Infinity && leastFree >= purse.least && leastFree <= purse.most) facets.freeCancellation += 1
    if (best < Infinity) widen(purse, best)
    return fits
  }
}

/** Takes a total among those of a currency. */
export function widen(purse: Purse, total: number): void {
  if (total < purse.lowest) purse.lowest = total
  if (total > purse.highest) purse.highest = total
}

/** Whole points of a rating in tenths. */
const pointsOf = (rating: number): number => (rating / 10) | 0

const lowestOf = (bits: number): number => 31 - Math.clz32(bits & -bits)

const boardBit = (slot: number): number => 1 << (slot < boards.length ? slot : slot - boards.length)

/** Of equal totals fewer meals, and the one that can be cancelled. */
function before(slot: number, other: number): boolean {
  const [board, otherBoard] = [slot % boards.length, other % boards.length]
  return board < otherBoard || (board === otherBoard && slot < other)
}

function add(counts: Int32Array, at: number, count = 1): void {
  counts[at] = (counts[at] ?? 0) + count
}
