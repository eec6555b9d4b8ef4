import { allocate } from './allocation.ts'
import { partiesOf, type AskedParty, type StayQuestion } from './cheapest-offers.ts'
import { findRooms } from './cheapest-rooms.ts'
import type { Party } from './guests.ts'
import { isLeft, leftOfRoom, type StayNights } from './nights.ts'
import { addedPrice, nightPrice, standardPrice } from './price.ts'
import { exactBit, mixedRooms, plansOf, PricedTown, unknown } from './priced-town.ts'
import { rateOf } from './rate.ts'
import { unsold } from './sold-plans.ts'
import { StayTerms, type StayTariff, type Zone } from './stay-terms.ts'
import { onTopOf } from './tax.ts'
import { isAlwaysRuled, rules, TownEstimates } from './town-estimates.ts'
import { allHotels, type Town } from './town.ts'

/**
 * Prices the hotels of towns for one stay, without an object for each: the same rules that offers are made by (`price.ts`, `tax.ts`,
 * `allocation.ts`), over columns. What one party pays is estimated first (`town-estimates.ts`), and worked out for those hotels of which a
 * search needs to know it.
 */
export class TownPricer {
  readonly #terms: StayTerms
  readonly #parties: AskedParty[]
  /** Whoever asks for one room. */
  readonly #only: AskedParty | undefined
  readonly #count: number
  /** The nights of one room, or of all the rooms of a hotel one after the other, and what all of a stay costs each night. */
  readonly #nights: Float64Array
  readonly #paid: Float64Array
  /** From a plan's place in its town to its cell: of the hotel that is being priced. */
  #shift = 0

  constructor(question: Omit<StayQuestion, 'left'>) {
    this.#terms = new StayTerms(question)
    this.#parties = partiesOf(question.rooms)
    this.#only = question.rooms.length === 1 ? this.#parties[0] : undefined
    this.#count = question.nights.length
    this.#nights = new Float64Array(8 * this.#count)
    this.#paid = new Float64Array(this.#count)
  }

  /** The hotels of a town, or those of its `places` only: exactly, or as estimates. */
  price(town: Town, nights: StayNights, places: Int32Array = allHotels(town)): PricedTown {
    const priced = new PricedTown(town, nights)
    priced.today = this.#terms.enter(town).today
    this.look(priced, places)
    return priced
  }

  /** Looks at those hotels of it that nobody asked for yet. */
  look(priced: PricedTown, places: Int32Array): void {
    if (priced.unknown === 0) return
    const zone = this.#terms.enter(priced.town)
    this.#begin(priced, places, zone)
    priced.since = Math.max(priced.since, zone.since)
    priced.until = Math.min(priced.until, zone.until)
  }

  /** Some hotels of it once more, because what is left of their rooms changed. */
  priceAgain(priced: PricedTown, hotels: Iterable<number>): void {
    const zone = this.#terms.enter(priced.town)
    let changed = this.#terms.question.rooms.length > 1 // the same total may now be that of other rooms
    for (const hotel of hotels) {
      if (priced.states[hotel] === unknown) continue
      const before = changed ? '' : told(priced, hotel)
      const wasExact = priced.isExact(hotel) && priced.sells(hotel)
      priced.states[hotel] = unknown
      priced.unknown += 1
      this.#begin(priced, Int32Array.of(hotel), zone)
      if (wasExact) this.settle(priced, hotel)
      changed ||= told(priced, hotel) !== before
    }
    priced.since = Math.max(priced.since, zone.since)
    priced.until = Math.min(priced.until, zone.until)
    if (changed) priced.version += 1
  }

  /** Works out exactly what was only estimated of a hotel. */
  settle(priced: PricedTown, hotel: number): void {
    if (priced.isExact(hotel)) return
    this.#priceHotel(priced, hotel, this.#terms.enter(priced.town))
  }

  /** Estimates of what one party pays in a town, among the slots that are wanted. Null: all its hotels are priced exactly. */
  estimates(priced: PricedTown, wantedSlots: number): TownEstimates | null {
    if (!this.#only) return null
    const terms = this.#terms
    return new TownEstimates(priced, this.#only.party, terms, terms.enter(priced.town), wantedSlots)
  }

  /** Of hotels that are unknown: the cheapest room of those that can be estimated by it, the others exactly. */
  #begin(priced: PricedTown, places: Int32Array, zone: Zone): void {
    const { states } = priced
    const isPast = this.#terms.daysAhead < 0
    if (this.#only && !isPast) {
      const exactly = (hotel: number) => this.#priceHotel(priced, hotel, zone)
      priced.unknown -= findRooms(priced, places, this.#only, this.#terms, zone, exactly)
      return
    }
    for (const hotel of places) {
      if (states[hotel] !== unknown) continue
      if (isPast) states[hotel] = exactBit
      else this.#priceHotel(priced, hotel, zone)
      priced.unknown -= 1
    }
  }

  #priceHotel(priced: PricedTown, hotel: number, zone: Zone): void {
    const { town } = priced
    const tariff = this.#terms.tariff(town.tariffs[hotel] as number)
    const from = priced.cellOf(hotel)
    const end = from + plansOf(town, hotel)
    const { totals, slots } = priced
    this.#shift = from - (town.plansFrom[hotel] as number)
    for (let cell = from; cell < end; cell++) totals[cell] = Infinity
    if (this.#only) this.#priceOne(priced, hotel, zone, tariff, this.#only)
    else this.#priceSeveral(priced, hotel, zone, tariff)
    let sold = 0
    for (let cell = from; cell < end; cell++) {
      const nights = totals[cell] as number
      if (nights === Infinity) continue
      sold |= 1 << (slots[cell] as number)
      // Where the sum of nights decides, what comes on top is worked out once a plan and not once a price.
      if (tariff.taxes.sumDecides) totals[cell] = nights + onTopOf(tariff.taxes, nights, this.#paid)
    }
    priced.states[hotel] = sold | exactBit
  }

  /** What each night of a room costs without any plan, written from `from` on. */
  #writeNights(town: Town, room: number, { factors, priceStep }: StayTariff, from: number): void {
    const nights = this.#nights
    const base = town.basePrices[room] as number
    for (let night = 0; night < this.#count; night++)
      nights[from + night] = standardPrice(base, factors[night] as number, priceStep)
    const rates = town.rates.size > 0 ? town.rates.get(room) : undefined
    if (!rates) return
    for (const [night, date] of this.#terms.question.nights.entries())
      nights[from + night] = rateOf(nights[from + night] as number, rates.get(date), priceStep)
  }

  #keep({ totals, slots, rooms }: PricedTown, plan: number, slot: number, value: number, room: number): void {
    const cell = plan + this.#shift
    if (value >= (totals[cell] as number)) return
    totals[cell] = value
    slots[cell] = slot
    rooms[cell] = room
  }

  #priceOne(priced: PricedTown, hotel: number, zone: Zone, tariff: StayTariff, { party, guests }: AskedParty): void {
    const { town, nights } = priced
    const { sumDecides } = tariff.taxes
    const { maxAdults, maxGuests, byPrice } = town
    const adults = guests.adults
    const heads = guests.adults + guests.childAges.length
    const roomsFrom = town.roomsFrom[hotel] as number
    const roomsEnd = town.roomsFrom[hotel + 1] as number
    const onlyOne = sumDecides && isAlwaysRuled(town, party)
    // The lowest price before everything else comes first: often it is never dearer than all others, which then need no price.
    let ruling = -1
    for (let at = roomsFrom; at < roomsEnd; at++) {
      const room = byPrice[at] as number
      if ((maxAdults[room] as number) < adults || (maxGuests[room] as number) < heads) continue
      if (!isLeft(nights, room)) continue
      if (sumDecides && ruling >= 0 && rules(town, ruling, room, party)) continue
      if (ruling < 0) ruling = room
      if (sumDecides && (town.rates.size === 0 || !town.rates.has(room)))
        this.#priceByGroups(priced, hotel, room, zone, tariff, party)
      else this.#priceByNights(priced, hotel, room, zone, tariff, party)
      if (onlyOne) return
    }
  }

  /** A room whose nights cost alike where their factors are: all that counts is their sum. */
  #priceByGroups(
    priced: PricedTown,
    hotel: number,
    room: number,
    zone: Zone,
    { groups, counts, priceStep }: StayTariff,
    party: Party,
  ): void {
    const { town } = priced
    const { figures } = this.#terms
    const { slots } = zone.plans
    const roomsFrom = town.roomsFrom[hotel] as number
    const nights = this.#nights
    const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
    const extraAdult = town.extraAdults[room] as number
    const extraChild = town.extraChildren[room] as number
    const base = town.basePrices[room] as number
    for (let group = 0; group < groups.length; group++)
      nights[group] = standardPrice(base, groups[group] as number, priceStep)
    const plansEnd = town.plansFrom[hotel + 1] as number
    for (let plan = town.plansFrom[hotel] as number; plan < plansEnd; plan++) {
      const kind = town.planKinds[plan] as number
      const slot = slots[kind] as number
      if (slot === unsold) continue
      const added = addedPrice(party, extraAdult, extraChild, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
      const bps = figures.bps[kind] as number
      const long = figures.longs[kind] as number
      let sold = 0
      for (let group = 0; group < groups.length; group++)
        sold += (counts[group] as number) * nightPrice(nights[group] as number, single, bps, long, priceStep, added)
      this.#keep(priced, plan, slot, sold, room - roomsFrom)
    }
  }

  #priceByNights(priced: PricedTown, hotel: number, room: number, zone: Zone, tariff: StayTariff, party: Party): void {
    const { town } = priced
    const { figures } = this.#terms
    const { slots } = zone.plans
    const roomsFrom = town.roomsFrom[hotel] as number
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [nights, paid] = [this.#nights, this.#paid]
    this.#writeNights(town, room, tariff, 0)
    const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
    const plansEnd = town.plansFrom[hotel + 1] as number
    for (let plan = town.plansFrom[hotel] as number; plan < plansEnd; plan++) {
      const kind = town.planKinds[plan] as number
      const slot = slots[kind] as number
      if (slot === unsold) continue
      const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
      const bps = figures.bps[kind] as number
      const long = figures.longs[kind] as number
      let sold = 0
      for (let night = 0; night < count; night++) {
        const price = nightPrice(nights[night] as number, single, bps, long, priceStep, added)
        paid[night] = price
        sold += price
      }
      const total = taxes.sumDecides ? sold : sold + onTopOf(taxes, sold, paid)
      this.#keep(priced, plan, slot, total, room - roomsFrom)
    }
  }

  /** Several rooms: the cheapest way to put the parties into the hotel's rooms, under each plan. */
  #priceSeveral(priced: PricedTown, hotel: number, zone: Zone, tariff: StayTariff): void {
    const { town, nights } = priced
    const { figures, question } = this.#terms
    const { slots } = zone.plans
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [roomsFrom, roomsEnd] = [town.roomsFrom[hotel] as number, town.roomsFrom[hotel + 1] as number]
    const kinds = roomsEnd - roomsFrom
    const left = Array.from({ length: kinds }, (_, at) => leftOfRoom(nights, town.roomIds.length, roomsFrom + at))
    if (left.reduce((sum, one) => sum + one, 0) < question.rooms.length) return
    for (let at = 0; at < kinds; at++) this.#writeNights(town, roomsFrom + at, tariff, at * count)
    const counts = this.#parties.map((asked) => asked.count)
    for (let plan = town.plansFrom[hotel] as number; plan < (town.plansFrom[hotel + 1] as number); plan++) {
      const kind = town.planKinds[plan] as number
      const slot = slots[kind] as number
      if (slot === unsold) continue
      const nightOf = (asked: AskedParty, at: number, night: number): number => {
        const { party } = asked
        const room = roomsFrom + at
        const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
        const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
        const bps = figures.bps[kind] as number
        return nightPrice(this.#nights[at * count + night] as number, single, bps, figures.longs[kind] as number, priceStep, added) // prettier-ignore
      }
      const costs = this.#parties.flatMap((asked) =>
        left.map((_, at) => {
          const { adults, childAges } = asked.guests
          const [room, heads] = [roomsFrom + at, adults + childAges.length]
          if ((town.maxAdults[room] as number) < adults || (town.maxGuests[room] as number) < heads) return Infinity
          let sum = 0
          for (let night = 0; night < count; night++) sum += nightOf(asked, at, night)
          return sum
        }),
      )
      const found = allocate({ costs, counts, left })
      if (!found) continue
      if (taxes.sumDecides) {
        this.#keep(priced, plan, slot, found.cost, mixedRooms)
        continue
      }
      const totalOf = (taken: readonly number[]): number => {
        let sold = 0
        for (let night = 0; night < count; night++) {
          const paid = taken.reduce((sum, rooms, place) => {
            const asked = this.#parties[Math.floor(place / kinds)]
            return rooms > 0 && asked ? sum + rooms * nightOf(asked, place % kinds, night) : sum
          }, 0)
          this.#paid[night] = paid
          sold += paid
        }
        return sold + onTopOf(taxes, sold, this.#paid)
      }
      this.#keep(priced, plan, slot, totalOf(found.taken), mixedRooms)
      // Rooms of one type are offered too, and by their taxes may be cheaper in all than the cheapest mixture.
      for (const [at, here] of left.entries()) {
        const isHome = here >= question.rooms.length && counts.every((_, party) => costs[party * kinds + at] !== Infinity) // prettier-ignore
        if (isHome) this.#keep(priced, plan, slot, totalOf(counts.flatMap((rooms) => left.map((_, other) => (other === at ? rooms : 0)))), at) // prettier-ignore
      }
    }
  }
}

/** All that is kept of a hotel's prices, as text. */
function told(priced: PricedTown, hotel: number): string {
  const { town, totals, rooms, slots, states } = priced
  if (!priced.sells(hotel)) return ''
  if (!priced.isExact(hotel)) return `${states[hotel]}`
  const from = priced.cellOf(hotel)
  const to = from + plansOf(town, hotel)
  return `${totals.slice(from, to).join()} ${rooms.slice(from, to).join()} ${slots.slice(from, to).join()}`
}
