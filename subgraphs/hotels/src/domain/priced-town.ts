import { boards } from './board.ts'
import type { StayNights } from './nights.ts'
import type { Town } from './town.ts'

/** Places of what a hotel sells at the lowest price: of each board, cancellable without a fee for now (the first ones) or not. */
export const slotCount = 2 * boards.length

/** In place of a room's number: rooms of several kinds. */
export const mixedRooms = 255

export const soldBits = (1 << slotCount) - 1
export const exactBit = 1 << slotCount
export const roomFrom = slotCount + 1
/** Nobody asked for this hotel yet. */
export const unknown = 0

const noStates = new Uint16Array()
const noTotals = new Float64Array()
const noBytes = new Uint8Array()

/** Up to so many hotels are looked up one by one, 40 bytes each. */
const mostFew = 96

/** How many rate plans a hotel has. */
export const plansOf = ({ plansFrom }: Town, hotel: number): number =>
  (plansFrom[hotel + 1] as number) - (plansFrom[hotel] as number)

/**
 * What a town's hotels cost for one stay and party, a figure a rate plan: kept, so that whoever asks the same again, for another page, in
 * another order or with other filters, has nothing priced anew.
 */
export class PricedTown {
  readonly town: Town
  readonly nights: StayNights
  /**
   * By hotel, once it was looked at (`unknown` before): a bit for each slot that it sells (`soldBits`; none: nothing); `exactBit`, if what is
   * below of its plans was worked out; else from `roomFrom` on in which of its rooms the party pays least, counted from its first. In one,
   * because most towns are small, and a search of a large one has hundreds of them.
   */
  states: Uint16Array
  /** How many of its hotels nobody asked for yet: who looks at a part of a large town does not have all of it priced. */
  unknown: number
  /** Where its plans stand among those that were worked out, from 1 on; 0: nowhere yet. */
  #places: Int32Array | Map<number, number> | undefined
  #taken = 0
  /** By plan, those of a hotel from `cellOf` on: the lowest total under it; Infinity: it is not sold. */
  totals: Float64Array
  /** Its slot, and in which of the hotel's rooms, counted from its first (`mixedRooms`: of several kinds). */
  slots: Uint8Array
  rooms: Uint8Array
  /** Grows with every change of what is above, but not when more of it is worked out. */
  version = 0
  /** Up to where the changes of both blocks are in it. */
  firstSeen: number
  secondSeen: number
  /** It holds on this day there, and from `since` to before `until`, in milliseconds: then a plan can no longer be cancelled freely. */
  today = 0
  since = -Infinity
  until = Infinity
  /** When a search last used it, in milliseconds. */
  usedAt = 0
  isKept = true
  /** With how much of it those who keep it reckon. */
  countedBytes = 0

  constructor(town: Town, nights: StayNights) {
    this.town = town
    this.nights = nights
    this.states = new Uint16Array(town.ids.length)
    this.unknown = town.ids.length
    this.totals = noTotals
    this.slots = noBytes
    this.rooms = noBytes
    this.firstSeen = nights.first.position
    this.secondSeen = nights.second?.position ?? 0
  }

  sells(hotel: number): boolean {
    return ((this.states[hotel] as number) & soldBits) !== 0
  }

  isExact(hotel: number): boolean {
    return ((this.states[hotel] as number) & exactBit) !== 0
  }

  /** Some: it grows as more of it is worked out. */
  get bytes(): number {
    const places = this.#places instanceof Map ? 40 * this.#places.size : 4 * (this.#places?.length ?? 0)
    return 700 + 10 * this.totals.length + places + 2 * this.town.ids.length
  }

  /** Where the first plan of a hotel stands, or will when it is worked out: then the columns may become others. */
  cellOf(hotel: number): number {
    const place = this.#placeOf(hotel)
    if (place > 0) return place - 1
    const { plansFrom, planIds } = this.town
    const cell = this.#taken
    this.#taken += (plansFrom[hotel + 1] as number) - (plansFrom[hotel] as number)
    this.#setPlace(hotel, cell + 1)
    if (this.#taken > this.totals.length) this.#grow(Math.min(planIds.length, 2 * this.#taken + 8))
    return cell
  }

  #placeOf(hotel: number): number {
    const places = this.#places
    if (places === undefined) return 0
    return (places instanceof Map ? places.get(hotel) : places[hotel]) ?? 0
  }

  /** Of most towns a few hotels are exact, of some all. */
  #setPlace(hotel: number, place: number): void {
    const hotels = this.town.ids.length
    const places = (this.#places ??= hotels > mostFew ? new Map<number, number>() : new Int32Array(hotels))
    if (!(places instanceof Map)) {
      places[hotel] = place
      return
    }
    places.set(hotel, place)
    if (places.size <= mostFew) return
    const all = new Int32Array(hotels)
    for (const [one, at] of places) all[one] = at
    this.#places = all
  }

  #grow(plans: number): void {
    const { totals, slots, rooms } = this
    this.totals = new Float64Array(plans)
    this.slots = new Uint8Array(plans)
    this.rooms = new Uint8Array(plans)
    this.totals.set(totals)
    this.slots.set(slots)
    this.rooms.set(rooms)
  }

  /** Gives up what it holds, though an answer that was made of it may still be kept. */
  drop(): void {
    this.isKept = false
    this.totals = noTotals
    this.slots = noBytes
    this.rooms = noBytes
    this.states = noStates
    this.#places = undefined
  }

  /** Writes the lowest total of each slot of a hotel into `into` (Infinity: nothing). Whether it sells anything. Of a hotel whose totals are `exact`. */
  lowest(hotel: number, into: Float64Array): boolean {
    const { town, totals, slots } = this
    into.fill(Infinity)
    if (!this.sells(hotel)) return false
    const from = this.cellOf(hotel)
    let any = false
    for (let cell = from; cell < from + plansOf(town, hotel); cell++) {
      const total = totals[cell] as number
      if (total === Infinity) continue
      any = true
      const slot = slots[cell] as number
      if (total < (into[slot] as number)) into[slot] = total
    }
    return any
  }
}
