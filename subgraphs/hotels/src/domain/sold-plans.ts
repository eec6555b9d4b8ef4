import { longStayShare } from './price.ts'
import type { Book } from './town.ts'

/** In place of a slot: not sold. */
export const unsold = 254

/** By kind of plan, for a number of nights: what it and a long stay make of a price, and both together as about one factor. */
export type PlanFigures = {
  bps: Float64Array
  longs: Float64Array
  shares: Float64Array
  /** The dearest long stay and plan there are: what a step's rounding may grow to. */
  mostLong: number
  mostPlan: number
}

/** By set of plans: what the plan makes of a room's price that makes least of it, and which of the set it is. Infinity: none is sold. */
export type LeastPlans = { shares: Float64Array; plans: Uint8Array }

/**
 * What the plans of a book sell for a stay, given which slot each kind of them belongs to. Most stays have that in common, so it is kept from one
 * search to the next (`soldPlans`): there are thousands of sets of plans.
 */
export class SoldPlans {
  /** By kind: where in a hotel's lowest totals it counts, or `unsold`. */
  readonly slots: Uint8Array
  readonly figures: PlanFigures
  /** By set of plans: a bit for each slot that it sells. */
  bySet = new Uint16Array()
  readonly #book: Book
  readonly #least = new Map<number, LeastPlans>()

  constructor(book: Book, slots: Uint8Array, figures: PlanFigures) {
    this.#book = book
    this.slots = slots
    this.figures = figures
  }

  /** The catalogue's book may have grown since. */
  enter(): void {
    const { planSets } = this.#book
    if (this.bySet.length === planSets.length) return
    this.bySet = Uint16Array.from(planSets, this.#slotsOf)
    this.#least.clear()
  }

  #slotsOf = (kinds: Int32Array): number => {
    let bits = 0
    for (let plan = 0; plan < kinds.length; plan++) {
      const slot = this.slots[kinds[plan] as number] as number
      if (slot !== unsold) bits |= 1 << slot
    }
    return bits
  }

  /** Among the slots that are wanted. */
  least(wantedSlots: number): LeastPlans {
    let least = this.#least.get(wantedSlots)
    if (!least) this.#least.set(wantedSlots, (least = this.#workOutLeast(wantedSlots)))
    return least
  }

  #workOutLeast(wantedSlots: number): LeastPlans {
    const { planSets } = this.#book
    const shares = new Float64Array(planSets.length).fill(Infinity)
    const plans = new Uint8Array(planSets.length)
    for (let set = 0; set < planSets.length; set++) {
      const kinds = planSets[set] as Int32Array
      for (let plan = 0; plan < kinds.length; plan++) {
        const kind = kinds[plan] as number
        const slot = this.slots[kind] as number
        const share = this.figures.shares[kind] as number
        if (slot === unsold || ((wantedSlots >> slot) & 1) === 0 || share >= (shares[set] as number)) continue
        shares[set] = share
        plans[set] = plan
      }
    }
    return { shares, plans }
  }
}

type OfBook = { figures: Map<number, PlanFigures>; sold: Map<string, SoldPlans> }
const kept = new WeakMap<Book, OfBook>()
/** So many are enough for all stays of a day's searches; 11 bytes a set each. */
const mostKept = 48

/** `slots`: by kind of plan. */
export function soldPlans(book: Book, slots: Uint8Array, nightCount: number): SoldPlans {
  let known = kept.get(book)
  if (!known) kept.set(book, (known = { figures: new Map(), sold: new Map() }))
  const key = `${nightCount} ${Buffer.from(slots).toString('latin1')}`
  let sold = known.sold.get(key)
  if (!sold) {
    sold = new SoldPlans(book, slots, planFigures(book, nightCount, known))
    known.sold.set(key, sold)
    const [oldest] = known.sold.keys()
    if (known.sold.size > mostKept && oldest !== undefined) known.sold.delete(oldest)
  }
  sold.enter()
  return sold
}

function planFigures({ plans }: Book, nightCount: number, { figures }: OfBook): PlanFigures {
  const known = figures.get(nightCount)
  if (known?.bps.length === plans.length) return known
  const bps = Float64Array.from(plans, ({ priceBps }) => priceBps)
  const longs = Float64Array.from(plans, (plan) => longStayShare(plan, nightCount))
  const shares = bps.map((share, kind) => (share / 10_000) * ((longs[kind] as number) / 10_000))
  const mostLong = longs.reduce((most, long) => Math.max(most, long / 10_000), 1)
  const mostPlan = bps.reduce((most, share) => Math.max(most, share / 10_000), 1) * mostLong
  const made = { bps, longs, shares, mostLong, mostPlan }
  figures.set(nightCount, made)
  return made
}
