import type { Party } from './guests.ts'
import type { Purse } from './matching.ts'
import { exactBit, roomFrom, type PricedTown } from './priced-town.ts'
import { unsold, type LeastPlans } from './sold-plans.ts'
import type { StayTerms, Zone } from './stay-terms.ts'
import type { Town } from './town.ts'

// Most hotels of a search are too dear to be shown. Of these all that need be known is which slots they sell, and about for how much: without
// the rounding at each step, and so within a margin of the exact total. Those that may be shown are then priced exactly.

export const bedsOf = (town: Town, room: number, { extraAdults, extraChildren }: Party): number =>
  extraAdults * (town.extraAdults[room] as number) + extraChildren * (town.extraChildren[room] as number)

/** More plans than a hotel has. */
const mostPlans = 8
/** One of each will do: what is in them is of the hotel that was last looked at. */
const planTotals = new Float64Array(mostPlans)
const planSlots = new Uint8Array(mostPlans)

/** Between which sums the lowest total of a hotel lies, among the slots that are wanted. */
export class TownEstimates {
  /** Of the hotel that was last looked at. */
  low = 0
  high = 0
  /** What each of its plans comes to, if `tellsApart`: those that are sold, `count` of them. */
  readonly totals = planTotals
  readonly slots = planSlots
  count = 0
  readonly #wantedSlots: number
  readonly #least: LeastPlans
  // Those of the town's book: the terms may have gone on to another.
  readonly #perBase: Float64Array
  readonly #perNight: Float64Array
  readonly #once: Float64Array
  readonly #town: Town
  readonly #states: Uint16Array
  readonly #terms: StayTerms
  readonly #zone: Zone
  readonly #party: Party
  /** Whether its beds and its being alone cost nothing more or less. */
  readonly #isPlain: boolean

  constructor({ town, states }: PricedTown, party: Party, terms: StayTerms, zone: Zone, wantedSlots: number) {
    this.#town = town
    this.#states = states
    this.#terms = terms
    this.#zone = zone
    this.#party = party
    this.#wantedSlots = wantedSlots
    this.#isPlain = !party.alone && party.extraAdults === 0 && party.extraChildren === 0
    this.#least = zone.plans.least(wantedSlots)
    terms.estimate(town)
    this.#perBase = terms.perBase
    this.#perNight = terms.perNight
    this.#once = terms.once
  }

  look(hotel: number): void {
    const town = this.#town
    const tariff = this.#town.tariffs[hotel] as number
    const set = town.planSetAt[hotel] as number
    const least = this.#roomSum(hotel, tariff) * (this.#least.shares[set] as number) + this.#addedSum(hotel, tariff)
    const { margin } = this.#terms
    this.low = least - margin
    this.high = least + this.#mealsSum((town.plansFrom[hotel] as number) + (this.#least.plans[set] as number), tariff) + margin // prettier-ignore
  }

  /** How far what `fill` writes may be from what a hotel costs, but for meals. */
  get margin(): number {
    return this.#terms.margin
  }

  /** What the meals of any of the town's plans come to at most. */
  get mostMeals(): number {
    const { mostBoardAdult, mostBoardChild } = this.#town
    const { adults, children } = this.#party
    return (adults * mostBoardAdult + children * mostBoardChild) * this.#terms.mostPerNight
  }

  /**
   * Of some hotels, from one place of `hotels` to before another: about what the wanted plan that makes least of it comes to, without meals. What
   * is exact is told `exactly`.
   */
  fill(hotels: Int32Array, into: Float64Array, from: number, end: number, exactly: (hotel: number) => number): void {
    const some = this.#isPlain ? this.#fillPlain(hotels, into, from, end) : this.#fill(hotels, into, from, end)
    if (!some) return
    for (let place = from; place < end; place++)
      if (((this.#states[hotels[place] as number] as number) & exactBit) !== 0)
        into[place] = exactly(hotels[place] as number)
  }

  /** Whether some of them are exact, of which nothing is told. Without a call, which would hold up the loop. */
  #fillPlain(hotels: Int32Array, into: Float64Array, from: number, end: number): boolean {
    const states = this.#states
    const { tariffs, planSetAt, roomsFrom, basePrices } = this.#town
    const [perBase, once] = [this.#perBase, this.#once]
    const { shares } = this.#least
    let exact = 0
    for (let place = from; place < end; place++) {
      const hotel = hotels[place] as number
      const state = states[hotel] as number
      exact |= state
      const tariff = tariffs[hotel] as number
      const room = (roomsFrom[hotel] as number) + (state >> roomFrom)
      const share = shares[planSetAt[hotel] as number] as number
      into[place] = (basePrices[room] as number) * (perBase[tariff] as number) * share + (once[tariff] as number)
    }
    return (exact & exactBit) !== 0
  }

  #fill(hotels: Int32Array, into: Float64Array, from: number, end: number): boolean {
    for (let place = from; place < end; place++) {
      const hotel = hotels[place] as number
      const tariff = this.#town.tariffs[hotel] as number
      const share = this.#least.shares[this.#town.planSetAt[hotel] as number] as number
      into[place] = this.#roomSum(hotel, tariff) * share + this.#addedSum(hotel, tariff)
    }
    return true
  }

  /** What a hotel costs at most, about which that was written. */
  highOf(hotel: number, about: number): number {
    if (((this.#states[hotel] as number) & exactBit) !== 0) return about
    const { planSetAt, plansFrom, tariffs } = this.#town
    const plan = (plansFrom[hotel] as number) + (this.#least.plans[planSetAt[hotel] as number] as number)
    return about + this.#mealsSum(plan, tariffs[hotel] as number) + this.#terms.margin
  }

  /**
   * Whether it is certain which of a hotel's plans are within the price limits, and that none of its wanted totals is the lowest or the highest
   * of all so far: then nothing of it need be exact but what is shown.
   */
  tellsApart(hotel: number, { least, most, lowest, highest }: Purse): boolean {
    const { planKinds, plansFrom } = this.#town
    const terms = this.#terms
    const tariff = this.#town.tariffs[hotel] as number
    const room = this.#roomSum(hotel, tariff)
    const added = this.#addedSum(hotel, tariff)
    const { margin } = terms
    const { slots, figures } = this.#zone.plans
    const { shares } = figures
    let best = Infinity
    this.count = 0
    const end = plansFrom[hotel + 1] as number
    for (let plan = plansFrom[hotel] as number; plan < end; plan++) {
      const kind = planKinds[plan] as number
      const slot = slots[kind] as number
      if (slot === unsold) continue
      const total = room * (shares[kind] as number) + added + this.#mealsSum(plan, tariff)
      if (total + margin > most && total - margin <= most) return false
      if (total - margin < least && total + margin >= least) return false
      if (total < best && ((this.#wantedSlots >> slot) & 1) !== 0) best = total
      this.totals[this.count] = total
      this.slots[this.count] = slot
      this.count += 1
    }
    this.low = best - margin
    this.high = best + margin
    return best === Infinity || (this.low >= lowest && this.high <= highest)
  }

  /** The room in which the party pays least, before any plan. */
  #roomOf = (hotel: number): number =>
    (this.#town.roomsFrom[hotel] as number) + ((this.#states[hotel] as number) >> roomFrom)

  #roomSum(hotel: number, tariff: number): number {
    const room = this.#roomOf(hotel)
    const sum = (this.#town.basePrices[room] as number) * (this.#perBase[tariff] as number)
    return this.#party.alone ? (sum * (this.#town.singlePerMilles[room] as number)) / 1_000 : sum
  }

  /** What is added whatever the plan. */
  #addedSum(hotel: number, tariff: number): number {
    const once = this.#once[tariff] as number
    return this.#isPlain
      ? once
      : once + bedsOf(this.#town, this.#roomOf(hotel), this.#party) * (this.#perNight[tariff] as number)
  }

  #mealsSum(plan: number, tariff: number): number {
    const { boardAdults, boardChildren } = this.#town
    const { adults, children } = this.#party
    return (adults * (boardAdults[plan] as number) + children * (boardChildren[plan] as number)) * (this.#perNight[tariff] as number) // prettier-ignore
  }
}

/** Whether the room with the lowest price before everything else is never dearer than another, in all of a town. */
export const isAlwaysRuled = (town: Town, { alone, extraAdults, extraChildren }: Party): boolean =>
  !alone && extraAdults === 0 && extraChildren === 0 && town.rates.size === 0

/**
 * Whether one room is never dearer than another, on any night and under any plan: then the other need not be priced at all. Each step of a
 * price only grows with what goes in; what people decided for single nights goes by no rule.
 */
export function rules(town: Town, one: number, other: number, party: Party): boolean {
  const { alone, extraAdults, extraChildren } = party
  if (town.rates.size > 0 && (town.rates.has(one) || town.rates.has(other))) return false
  return (
    (town.basePrices[one] as number) <= (town.basePrices[other] as number) &&
    (!alone || (town.singlePerMilles[one] as number) <= (town.singlePerMilles[other] as number)) &&
    (extraAdults === 0 || (town.extraAdults[one] as number) <= (town.extraAdults[other] as number)) &&
    (extraChildren === 0 || (town.extraChildren[one] as number) <= (town.extraChildren[other] as number))
  )
}
