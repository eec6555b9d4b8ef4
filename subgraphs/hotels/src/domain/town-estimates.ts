import type { AskedParty } from './cheapest-offers.ts'
import type { Party } from './guests.ts'
import { exactBit, roomFrom, type PricedTown } from './priced-town.ts'
import type { StayTerms, Zone } from './stay-terms.ts'
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

/** Between which sums the lowest total of a hotel lies, among the slots that are wanted. */
export class TownEstimates {
  /** Of the hotel that was last looked at. */
  low = 0
  high = 0
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
    this.#isPlain = !party.alone && party.extraAdults === 0 && party.extraChildren === 0
    terms.want(zone, wantedSlots)
  }

  look(hotel: number): void {
    const town = this.#town
    const terms = this.#terms
    const zone = this.#zone
    const party = this.#party
    const tariff = town.tariffs[hotel] as number
    if (Number.isNaN(terms.perBase[tariff])) terms.tariff(tariff)
    const set = town.planSetAt[hotel] as number
    const share = terms.leastOf(zone, set)
    const plan = (town.plansFrom[hotel] as number) + (zone.least[set] as number)
    const room = (town.roomsFrom[hotel] as number) + ((this.#states[hotel] as number) >> roomFrom)
    const perNight = terms.perNight[tariff] as number
    let least = (town.basePrices[room] as number) * (terms.perBase[tariff] as number) * share
    if (!this.#isPlain) {
      if (party.alone) least *= (town.singlePerMilles[room] as number) / 1_000
      least += bedsOf(town, room, party) * perNight
    }
    least += terms.once[tariff] as number
    const meals = party.adults * (town.boardAdults[plan] as number) + party.children * (town.boardChildren[plan] as number) // prettier-ignore
    this.low = least - terms.margin
    this.high = least + meals * perNight + terms.margin
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
