import type { AskedParty } from './cheapest-offers.ts'
import type { Party } from './guests.ts'
import type { Purse } from './matching.ts'
import { exactBit, roomFrom, type PricedTown } from './priced-town.ts'
import { unsold, type StayTerms, type Zone } from './stay-terms.ts'
import type { Town } from './town.ts'

// Most hotels of a search are too dear to be shown. Of these all that need be known is which slots they sell, and about for how much: without
// the rounding at each step, and so within a margin of the exact total. Those that may be shown are then priced exactly.

/**
 * Finds, for the hotels from `from` to before `end`, the room that is cheapest for one party. Calls `exactly` with those of which that
 * cannot be said whatever the plan.
 */
export function findRooms(
  priced: PricedTown,
  [from, end]: readonly [from: number, end: number],
  { party, guests }: AskedParty,
  terms: StayTerms,
  zone: Zone,
  exactly: (hotel: number) => void,
): void {
  const { town, nights, states } = priced
  const { roomsFrom, byPrice, maxAdults, maxGuests, basePrices, singlePerMilles, rates, tariffs, planSetAt } = town
  const { perBase } = terms
  const { adults } = guests
  const heads = adults + guests.childAges.length
  const isOneEnough = isAlwaysRuled(town, party)
  const rooms = town.roomIds.length
  const { left } = nights.first
  const [firstNight, endNight] = [nights.skip * rooms, (nights.skip + nights.count) * rooms]
  const further = nights.second?.left ?? left
  const endFurther = nights.second ? nights.rest * rooms : 0
  for (let hotel = from; hotel < end; hotel++) {
    const tariff = tariffs[hotel] as number
    if (Number.isNaN(perBase[tariff])) terms.tariff(tariff)
    const bits = terms.soldOf(zone, planSetAt[hotel] as number)
    let isExact = (perBase[tariff] as number) < 0
    let found = -1
    let leastBase = Infinity
    let leastBeds = Infinity
    const roomsEnd = bits === 0 || isExact ? 0 : (roomsFrom[hotel + 1] as number)
    for (let at = roomsFrom[hotel] as number; at < roomsEnd; at++) {
      const room = byPrice[at] as number
      if ((maxAdults[room] as number) < adults || (maxGuests[room] as number) < heads) continue
      let base = basePrices[room] as number
      let beds = 0
      if (!isOneEnough) {
        if (party.alone) base *= singlePerMilles[room] as number
        beds = bedsOf(town, room, party)
        if (base >= leastBase && beds >= leastBeds) continue
      }
      let isLeft = true
      for (let cell = firstNight + room; isLeft && cell < endNight; cell += rooms) isLeft = left[cell] !== 0
      for (let cell = room; isLeft && cell < endFurther; cell += rooms) isLeft = further[cell] !== 0
      if (!isLeft) continue
      if (isOneEnough) {
        found = room
        break
      }
      // One is cheaper by its nights and the other by its beds, or people decided what a night costs, or one guest pays more than two.
      const isOpen = found >= 0 && (base > leastBase || beds > leastBeds)
      if (isOpen || (rates.size > 0 && rates.has(room)) || (party.alone && (singlePerMilles[room] as number) > 1_000)) {
        isExact = true
        break
      }
      found = room
      leastBase = base
      leastBeds = beds
    }
    if (isExact && bits !== 0) {
      exactly(hotel)
      continue
    }
    states[hotel] = found < 0 ? exactBit : bits | ((found - (roomsFrom[hotel] as number)) << roomFrom)
  }
}

const bedsOf = (town: Town, room: number, { extraAdults, extraChildren }: Party): number =>
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
  readonly #town: Town
  readonly #states: Int32Array
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
    terms.want(zone, wantedSlots)
  }

  look(hotel: number): void {
    const town = this.#town
    const terms = this.#terms
    const zone = this.#zone
    const tariff = this.#tariffOf(hotel)
    const set = town.planSetAt[hotel] as number
    const share = terms.leastOf(zone, set)
    const least = this.#roomSum(hotel, tariff) * share + this.#addedSum(hotel, tariff)
    this.low = least - terms.margin
    this.high = least + this.#mealsSum((town.plansFrom[hotel] as number) + (zone.least[set] as number), tariff) + terms.margin // prettier-ignore
  }

  /**
   * Whether it is certain which of a hotel's plans are within the price limits, and that none of its wanted totals is the lowest or the highest
   * of all so far: then nothing of it need be exact but what is shown.
   */
  tellsApart(hotel: number, { least, most, lowest, highest }: Purse): boolean {
    const { planKinds, plansFrom } = this.#town
    const terms = this.#terms
    const tariff = this.#tariffOf(hotel)
    const room = this.#roomSum(hotel, tariff)
    const added = this.#addedSum(hotel, tariff)
    const { margin } = terms
    let best = Infinity
    this.count = 0
    const end = plansFrom[hotel + 1] as number
    for (let plan = plansFrom[hotel] as number; plan < end; plan++) {
      const kind = planKinds[plan] as number
      const slot = terms.slotOf(this.#zone, kind)
      if (slot === unsold) continue
      const total = room * (terms.shares[kind] as number) + added + this.#mealsSum(plan, tariff)
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

  #tariffOf(hotel: number): number {
    const tariff = this.#town.tariffs[hotel] as number
    if (Number.isNaN(this.#terms.perBase[tariff])) this.#terms.tariff(tariff)
    return tariff
  }

  /** The room in which the party pays least, before any plan. */
  #roomOf = (hotel: number): number =>
    (this.#town.roomsFrom[hotel] as number) + ((this.#states[hotel] as number) >> roomFrom)

  #roomSum(hotel: number, tariff: number): number {
    const room = this.#roomOf(hotel)
    const sum = (this.#town.basePrices[room] as number) * (this.#terms.perBase[tariff] as number)
    return this.#party.alone ? (sum * (this.#town.singlePerMilles[room] as number)) / 1_000 : sum
  }

  /** What is added whatever the plan. */
  #addedSum(hotel: number, tariff: number): number {
    const { once, perNight } = this.#terms
    if (this.#isPlain) return once[tariff] as number
    return (once[tariff] as number) + bedsOf(this.#town, this.#roomOf(hotel), this.#party) * (perNight[tariff] as number) // prettier-ignore
  }

  #mealsSum(plan: number, tariff: number): number {
    const { boardAdults, boardChildren } = this.#town
    const { adults, children } = this.#party
    return (adults * (boardAdults[plan] as number) + children * (boardChildren[plan] as number)) * (this.#terms.perNight[tariff] as number) // prettier-ignore
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
