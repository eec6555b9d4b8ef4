import { allocate } from './allocation.ts'
import { boards } from './board.ts'
import { isFreeNow, partiesOf, type AskedParty, type StayQuestion } from './cheapest-offers.ts'
import type { Party } from './guests.ts'
import { isLeft, leftOfRoom, type StayNights } from './nights.ts'
import { addedPrice, longStayShare, nightFactors, nightPrice, planFits, standardPrice } from './price.ts'
import { mixedRooms, PricedTown } from './priced-town.ts'
import { rateOf } from './rate.ts'
import { onTopOf, taxQuestion, type TaxQuestion } from './tax.ts'
import type { Book, Town } from './town.ts'

/** Of a time zone: the day there, which plan is what, and between which instants that holds. */
type Zone = { today: number; codes: Uint8Array; since: number; until: number }
const unknown = 0
const unsold = 1
const bound = 2
const free = 3

/** What all rooms of a tariff have in common for a stay; `groups`: the factors that differ, and on how many nights each counts. */
type PricedTariff = {
  factors: Float64Array
  groups: Float64Array
  counts: Float64Array
  taxes: TaxQuestion
  priceStep: number
}

/**
 * Prices the hotels of towns for one stay, without an object for each: the same rules that offers are made by (`price.ts`, `tax.ts`,
 * `allocation.ts`), over columns.
 */
export class TownPricer {
  readonly #question: Omit<StayQuestion, 'left'>
  readonly #parties: AskedParty[]
  /** Whoever asks for one room. */
  readonly #only: AskedParty | undefined
  readonly #count: number
  #priced: PricedTown | undefined
  #daysAhead = 0
  /** Worked out once a search, by the places of the book. */
  #book: Book | undefined
  #tariffs: (PricedTariff | undefined)[] = []
  #bps: Float64Array = new Float64Array()
  #longs: Float64Array = new Float64Array()
  #slots: Uint8Array = new Uint8Array()
  #ofZone: Zone | undefined
  #zones = new Map<string, Zone>()
  /** The nights of one room, or of all the rooms of a hotel one after the other, and what all of a stay costs each night. */
  readonly #nights: Float64Array
  readonly #paid: Float64Array

  constructor(question: Omit<StayQuestion, 'left'>) {
    this.#question = question
    this.#parties = partiesOf(question.rooms)
    this.#only = question.rooms.length === 1 ? this.#parties[0] : undefined
    this.#count = question.nights.length
    this.#nights = new Float64Array(8 * this.#count)
    this.#paid = new Float64Array(this.#count)
  }

  /** All hotels of a town. */
  price(town: Town, nights: StayNights): PricedTown {
    const priced = new PricedTown(town, nights)
    const zone = this.#enter(priced)
    if (this.#daysAhead >= 0) for (let hotel = 0; hotel < town.ids.length; hotel++) this.#priceHotel(priced, hotel)
    priced.today = zone.today
    priced.since = zone.since
    priced.until = zone.until
    return priced
  }

  /** Some hotels of it once more, because what is left of their rooms changed. */
  priceAgain(priced: PricedTown, hotels: Iterable<number>): void {
    const zone = this.#enter(priced)
    if (this.#daysAhead < 0) return
    let changed = this.#question.rooms.length > 1 // the same total may now be that of other rooms
    for (const hotel of hotels) {
      const before = changed ? '' : told(priced, hotel)
      this.#priceHotel(priced, hotel)
      changed ||= told(priced, hotel) !== before
    }
    priced.since = Math.max(priced.since, zone.since)
    priced.until = Math.min(priced.until, zone.until)
    if (changed) priced.version += 1
  }

  #enter(priced: PricedTown): Zone {
    const { town } = priced
    this.#priced = priced
    if (this.#book !== town.book) this.#openBook(town.book)
    let zone = this.#zones.get(town.timeZone)
    if (!zone) {
      const today = this.#question.today(town.timeZone)
      zone = { today, codes: new Uint8Array(town.book.plans.length), since: -Infinity, until: Infinity }
      this.#zones.set(town.timeZone, zone)
    }
    this.#ofZone = zone
    this.#daysAhead = this.#question.checkInDay - zone.today
    return zone
  }

  #openBook({ plans }: Book): void {
    this.#book = this.#priced?.town.book
    this.#tariffs = []
    this.#zones = new Map()
    this.#bps = Float64Array.from(plans, ({ priceBps }) => priceBps)
    this.#longs = Float64Array.from(plans, (plan) => longStayShare(plan, this.#count))
    this.#slots = Uint8Array.from(plans, ({ board }) => boards.indexOf(board))
  }

  #priceHotel(priced: PricedTown, hotel: number): void {
    const { town, totals } = priced
    const tariffAt = town.tariffs[hotel] as number
    const tariff = this.#tariffs[tariffAt] ?? this.#priceTariff(tariffAt)
    const plansFrom = town.plansFrom[hotel] as number
    const plansEnd = town.plansFrom[hotel + 1] as number
    for (let plan = plansFrom; plan < plansEnd; plan++) totals[plan] = Infinity
    const party = this.#only
    if (party) this.#priceOne(priced, hotel, tariff, party)
    else this.#priceSeveral(priced, hotel, tariff)
    // Where the sum of nights decides, what comes on top is worked out once a plan and not once a price.
    if (!tariff.taxes.sumDecides) return
    for (let plan = plansFrom; plan < plansEnd; plan++) {
      const sold = totals[plan] as number
      if (sold < Infinity) totals[plan] = sold + onTopOf(tariff.taxes, sold, this.#paid)
    }
  }

  #priceTariff(at: number): PricedTariff {
    const tariff = this.#book?.tariffs[at]
    if (!tariff) throw new Error(`no tariff ${at}`)
    const { nights, rooms } = this.#question
    const factors = nightFactors(tariff, nights).map(({ factor }) => factor)
    const groups = [...new Set(factors)]
    const priced: PricedTariff = {
      factors: Float64Array.from(factors),
      groups: Float64Array.from(groups),
      counts: Float64Array.from(groups, (group) => factors.filter((factor) => factor === group).length),
      taxes: taxQuestion(tariff.taxes, rooms, nights.length),
      priceStep: tariff.priceStep,
    }
    this.#tariffs[at] = priced
    return priced
  }

  /** Whether a plan is sold, and with which cancellation. */
  #codeOf(kind: number): number {
    const zone = this.#ofZone as Zone
    const known = zone.codes[kind] as number
    return known === unknown ? this.#workOutCode(zone, kind) : known
  }

  #workOutCode(zone: Zone, kind: number): number {
    const town = this.#priced?.town
    const plan = town?.book.plans[kind]
    if (!town || !plan) throw new Error(`no plan ${kind}`)
    const { nights, rooms, now, startOf } = this.#question
    let code = unsold
    if (planFits(plan, nights.length, this.#daysAhead, rooms)) {
      code = isFreeNow(plan, town.timeZone, this.#question) ? free : bound
      const [first] = plan.cancellation
      const start = first ? startOf(first, town.timeZone) : null
      if (start && start > now) zone.until = Math.min(zone.until, start.getTime())
      else if (start) zone.since = Math.max(zone.since, start.getTime())
    }
    zone.codes[kind] = code
    return code
  }

  /** What each night of a room costs without any plan, written from `from` on. */
  #writeNights(town: Town, room: number, { factors, priceStep }: PricedTariff, from: number): void {
    const nights = this.#nights
    const base = town.basePrices[room] as number
    for (let night = 0; night < this.#count; night++)
      nights[from + night] = standardPrice(base, factors[night] as number, priceStep)
    const rates = town.rates.size > 0 ? town.rates.get(room) : undefined
    if (!rates) return
    for (const [night, date] of this.#question.nights.entries())
      nights[from + night] = rateOf(nights[from + night] as number, rates.get(date), priceStep)
  }

  #keep({ totals, slots, rooms }: PricedTown, plan: number, code: number, value: number, room: number): void {
    if (value >= (totals[plan] as number)) return
    totals[plan] = value
    slots[plan] = (this.#slots[(this.#priced as PricedTown).town.planKinds[plan] as number] as number) + (code === free ? 0 : boards.length) // prettier-ignore
    rooms[plan] = room
  }

  #priceOne(priced: PricedTown, hotel: number, tariff: PricedTariff, { party, guests }: AskedParty): void {
    const { town, nights } = priced
    const { sumDecides } = tariff.taxes
    const { maxAdults, maxGuests, byPrice } = town
    const count = town.roomIds.length
    const adults = guests.adults
    const heads = guests.adults + guests.childAges.length
    const roomsFrom = town.roomsFrom[hotel] as number
    const roomsEnd = town.roomsFrom[hotel + 1] as number
    const onlyBase = !party.alone && party.extraAdults === 0 && party.extraChildren === 0 && town.rates.size === 0
    // The lowest price before everything else comes first: often it is never dearer than all others, which then need no price.
    let ruling = -1
    for (let at = roomsFrom; at < roomsEnd; at++) {
      const room = byPrice[at] as number
      if ((maxAdults[room] as number) < adults || (maxGuests[room] as number) < heads) continue
      if (!isLeft(nights, count, room)) continue
      if (sumDecides && ruling >= 0 && rules(town, ruling, room, party)) continue
      if (ruling < 0) ruling = room
      if (sumDecides && (town.rates.size === 0 || !town.rates.has(room)))
        this.#priceByGroups(priced, hotel, room, roomsFrom, tariff, party)
      else this.#priceByNights(priced, hotel, room, roomsFrom, tariff, party)
      if (sumDecides && onlyBase) return
    }
  }

  /** A room whose nights cost alike where their factors are: all that counts is their sum. */
  #priceByGroups(
    priced: PricedTown,
    hotel: number,
    room: number,
    roomsFrom: number,
    { groups, counts, priceStep }: PricedTariff,
    party: Party,
  ): void {
    // prettier-ignore
    const { town, totals, slots, rooms } = priced
    const { codes } = this.#ofZone as Zone
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
      const code = (codes[kind] as number) || this.#codeOf(kind)
      if (code === unsold) continue
      const added = addedPrice(party, extraAdult, extraChild, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
      const bps = this.#bps[kind] as number
      const long = this.#longs[kind] as number
      let sold = 0
      for (let group = 0; group < groups.length; group++)
        sold += (counts[group] as number) * nightPrice(nights[group] as number, single, bps, long, priceStep, added)
      if (sold >= (totals[plan] as number)) continue
      totals[plan] = sold
      slots[plan] = (this.#slots[kind] as number) + (code === free ? 0 : boards.length)
      rooms[plan] = room - roomsFrom
    }
  }

  #priceByNights(
    priced: PricedTown,
    hotel: number,
    room: number,
    roomsFrom: number,
    tariff: PricedTariff,
    party: Party,
  ): void {
    // prettier-ignore
    const { town } = priced
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [nights, paid] = [this.#nights, this.#paid]
    this.#writeNights(town, room, tariff, 0)
    const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
    const plansEnd = town.plansFrom[hotel + 1] as number
    for (let plan = town.plansFrom[hotel] as number; plan < plansEnd; plan++) {
      const kind = town.planKinds[plan] as number
      const code = this.#codeOf(kind)
      if (code === unsold) continue
      const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
      const bps = this.#bps[kind] as number
      const long = this.#longs[kind] as number
      let sold = 0
      for (let night = 0; night < count; night++) {
        const price = nightPrice(nights[night] as number, single, bps, long, priceStep, added)
        paid[night] = price
        sold += price
      }
      const total = taxes.sumDecides ? sold : sold + onTopOf(taxes, sold, paid)
      this.#keep(priced, plan, code, total, room - roomsFrom)
    }
  }

  /** Several rooms: the cheapest way to put the parties into the hotel's rooms, under each plan. */
  #priceSeveral(priced: PricedTown, hotel: number, tariff: PricedTariff): void {
    const { town, nights } = priced
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [roomsFrom, roomsEnd] = [town.roomsFrom[hotel] as number, town.roomsFrom[hotel + 1] as number]
    const kinds = roomsEnd - roomsFrom
    const left = Array.from({ length: kinds }, (_, at) => leftOfRoom(nights, town.roomIds.length, roomsFrom + at))
    if (left.reduce((sum, one) => sum + one, 0) < this.#question.rooms.length) return
    for (let at = 0; at < kinds; at++) this.#writeNights(town, roomsFrom + at, tariff, at * count)
    const counts = this.#parties.map((asked) => asked.count)
    for (let plan = town.plansFrom[hotel] as number; plan < (town.plansFrom[hotel + 1] as number); plan++) {
      const kind = town.planKinds[plan] as number
      const code = this.#codeOf(kind)
      if (code === unsold) continue
      const nightOf = (asked: AskedParty, at: number, night: number): number => {
        const { party } = asked
        const room = roomsFrom + at
        const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
        const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
        const bps = this.#bps[kind] as number
        return nightPrice(this.#nights[at * count + night] as number, single, bps, this.#longs[kind] as number, priceStep, added) // prettier-ignore
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
        this.#keep(priced, plan, code, found.cost, mixedRooms)
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
      this.#keep(priced, plan, code, totalOf(found.taken), mixedRooms)
      // Rooms of one type are offered too, and by their taxes may be cheaper in all than the cheapest mixture.
      for (const [at, here] of left.entries()) {
        const isHome = here >= this.#question.rooms.length && counts.every((_, party) => costs[party * kinds + at] !== Infinity) // prettier-ignore
        if (isHome) this.#keep(priced, plan, code, totalOf(counts.flatMap((rooms) => left.map((_, other) => (other === at ? rooms : 0)))), at) // prettier-ignore
      }
    }
  }
}

/** All that is kept of a hotel's prices, as text. */
function told({ town, totals, rooms, slots }: PricedTown, hotel: number): string {
  const [from, to] = [town.plansFrom[hotel] as number, town.plansFrom[hotel + 1] as number]
  return `${totals.slice(from, to).join()} ${rooms.slice(from, to).join()} ${slots.slice(from, to).join()}`
}

/**
 * Whether one room is never dearer than another, on any night and under any plan: then the other need not be priced at all. Each step of a
 * price only grows with what goes in; what people decided for single nights goes by no rule.
 */
function rules(town: Town, one: number, other: number, { alone, extraAdults, extraChildren }: Party): boolean {
  if (town.rates.size > 0 && (town.rates.has(one) || town.rates.has(other))) return false
  return (
    (town.basePrices[one] as number) <= (town.basePrices[other] as number) &&
    (!alone || (town.singlePerMilles[one] as number) <= (town.singlePerMilles[other] as number)) &&
    (extraAdults === 0 || (town.extraAdults[one] as number) <= (town.extraAdults[other] as number)) &&
    (extraChildren === 0 || (town.extraChildren[one] as number) <= (town.extraChildren[other] as number))
  )
}
