import { boards } from './board.ts'
import type { StayNights } from './nights.ts'
import type { Town } from './town.ts'

/** Places of what a hotel sells at the lowest price: of each board, cancellable without a fee for now (the first ones) or not. */
export const slotCount = 2 * boards.length

/** In place of a room's number: rooms of several kinds. */
export const mixedRooms = 255

/**
 * What a town's hotels cost for one stay and party, a figure a rate plan: kept, so that whoever asks the same again, for another page, in
 * another order or with other filters, has nothing priced anew.
 */
export class PricedTown {
  readonly town: Town
  readonly nights: StayNights
  /** By hotel: a bit for each slot that it sells; 0: nothing. */
  sold: Uint16Array
  /** Whether what is below of its plans was worked out; else only in which room its party pays least. */
  exact: Uint8Array
  cheapest: Int32Array
  /** By plan of the town: the lowest total under it; Infinity: it is not sold. */
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

  constructor(town: Town, nights: StayNights) {
    const plans = town.planIds.length
    this.town = town
    this.nights = nights
    this.totals = new Float64Array(plans)
    this.slots = new Uint8Array(plans)
    this.rooms = new Uint8Array(plans)
    this.sold = new Uint16Array(town.ids.length)
    this.exact = new Uint8Array(town.ids.length)
    this.cheapest = new Int32Array(town.ids.length)
    this.firstSeen = nights.first.position
    this.secondSeen = nights.second?.position ?? 0
  }

  /** Some. */
  get bytes(): number {
    return 800 + 10 * this.town.planIds.length + 7 * this.town.ids.length
  }

  /** Gives up what it holds, though an answer that was made of it may still be kept. */
  drop(): void {
    this.isKept = false
    this.totals = new Float64Array()
    this.slots = new Uint8Array()
    this.rooms = new Uint8Array()
    this.sold = new Uint16Array()
    this.exact = new Uint8Array()
    this.cheapest = new Int32Array()
  }

  /** Writes the lowest total of each slot of a hotel into `into` (Infinity: nothing). Whether it sells anything. Of a hotel whose totals are `exact`. */
  lowest(hotel: number, into: Float64Array): boolean {
    const { town, totals, slots } = this
    into.fill(Infinity)
    if (this.sold[hotel] === 0) return false
    let any = false
    for (let plan = town.plansFrom[hotel] as number; plan < (town.plansFrom[hotel + 1] as number); plan++) {
      const total = totals[plan] as number
      if (total === Infinity) continue
      any = true
      const slot = slots[plan] as number
      if (total < (into[slot] as number)) into[slot] = total
    }
    return any
  }
}
