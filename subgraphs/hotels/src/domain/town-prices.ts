import { allocate } from './allocation.ts'
import { boards } from './board.ts'
import { isFreeNow, partiesOf, type AskedParty, type StayQuestion } from './cheapest-offers.ts'
import type { Party } from './guests.ts'
import { addedPrice, longStayShare, nightFactors, nightPrice, planFits, standardPrice } from './price.ts'
import { rateOf } from './rate.ts'
import { onTopOf, taxQuestion, type TaxQuestion } from './tax.ts'
import type { Book, Town } from './town.ts'

/** What was told of a town's rooms for the nights of a stay: of how many nights, and the least of their figures. By room, the first of the town at `from`. */
export type TownLeft = { told: Uint8Array; least: Uint8Array; from: number }

/** How many rooms of a type are left on every night. A night nobody told of has the whole allotment. */
export function roomsLeftIn(town: Town, left: TownLeft | undefined, room: number, nightCount: number): number {
  const allotment = town.allotments[room] as number
  const told = left ? (left.told[left.from + room] as number) : 0
  if (!left || told === 0) return allotment
  const least = left.least[left.from + room] as number
  return told < nightCount && allotment < least ? allotment : least
}

/** Places of what a hotel sells at the lowest price: of each board, cancellable without a fee for now (the first ones) or not. */
export const slotCount = 2 * boards.length

/** What a plan is for this search, at one time zone. */
const unknown = 0
const unsold = 1
const bound = 2
const free = 3

type PricedTariff = { factors: Float64Array; taxes: TaxQuestion; priceStep: number }

/**
 * Prices the hotels of towns for one stay, one after the other, without an object for each: the same rules that offers are made by
 * (`price.ts`, `tax.ts`, `allocation.ts`), over columns. After `price`, `totals` says what the hotel sells in each slot (Infinity: nothing) and `rooms` and
 * `plans` which room type (-1: rooms of several) and plan of the town that is.
 */
export class TownPricer {
  readonly totals = new Float64Array(slotCount)
  readonly rooms = new Int32Array(slotCount)
  readonly plans = new Int32Array(slotCount)

  readonly #question: Omit<StayQuestion, 'left'>
  readonly #parties: AskedParty[]
  readonly #count: number
  #town: Town | undefined
  #left: TownLeft | undefined
  #daysAhead = 0
  /** Worked out once a search, by the places of the book. */
  #book: Book | undefined
  #tariffs: (PricedTariff | undefined)[] = []
  #longs: Float64Array = new Float64Array()
  #slots: Uint8Array = new Uint8Array()
  #codes: Uint8Array = new Uint8Array()
  #codesOf = new Map<string, Uint8Array>()
  /** The nights of one room, or of all the rooms of a hotel one after the other, and what all of a stay costs each night. */
  readonly #nights: Float64Array
  readonly #paid: Float64Array

  constructor(question: Omit<StayQuestion, 'left'>) {
    this.#question = question
    this.#parties = partiesOf(question.rooms)
    this.#count = question.nights.length
    this.#nights = new Float64Array(8 * this.#count)
    this.#paid = new Float64Array(this.#count)
  }

  /** The town that `price` is about from now on. False: the stay begins too early there to be sold. */
  enter(town: Town, left: TownLeft | undefined): boolean {
    this.#town = town
    this.#left = left
    if (this.#book !== town.book) this.#openBook(town.book)
    let codes = this.#codesOf.get(town.timeZone)
    if (!codes) {
      codes = new Uint8Array(town.book.plans.length)
      this.#codesOf.set(town.timeZone, codes)
    }
    this.#codes = codes
    this.#daysAhead = this.#question.checkInDay - this.#question.today(town.timeZone)
    return this.#daysAhead >= 0
  }

  #openBook(book: Book): void {
    this.#book = book
    this.#tariffs = []
    this.#codesOf = new Map()
    this.#longs = Float64Array.from(book.plans, (plan) => longStayShare(plan, this.#count))
    this.#slots = Uint8Array.from(book.plans, ({ board }) => boards.indexOf(board))
  }

  /** Whether the hotel at that place of the town sells anything for the stay. */
  price(hotel: number): boolean {
    const town = this.#town as Town
    const tariffAt = town.tariffs[hotel] as number
    const tariff = this.#tariffs[tariffAt] ?? this.#priceTariff(tariffAt)
    const { totals } = this
    for (let slot = 0; slot < slotCount; slot++) totals[slot] = Infinity
    const [party] = this.#parties
    const any =
      this.#question.rooms.length === 1 && party
        ? this.#priceOne(town, hotel, tariff, party)
        : this.#priceSeveral(town, hotel, tariff)
    if (any && tariff.taxes.sumDecides)
      for (let slot = 0; slot < slotCount; slot++) {
        const sold = totals[slot] as number
        if (sold < Infinity) totals[slot] = sold + onTopOf(tariff.taxes, sold, this.#paid)
      }
    return any
  }

  #priceTariff(at: number): PricedTariff {
    const tariff = this.#book?.tariffs[at]
    if (!tariff) throw new Error(`no tariff ${at}`)
    const { nights, rooms } = this.#question
    const priced: PricedTariff = {
      factors: Float64Array.from(nightFactors(tariff, nights), ({ factor }) => factor),
      taxes: taxQuestion(tariff.taxes, rooms, nights.length),
      priceStep: tariff.priceStep,
    }
    this.#tariffs[at] = priced
    return priced
  }

  /** Whether a plan is sold, and with which cancellation. */
  #codeOf(kind: number, timeZone: string): number {
    const known = this.#codes[kind] as number
    if (known !== unknown) return known
    const plan = this.#book?.plans[kind]
    if (!plan) throw new Error(`no plan ${kind}`)
    const { nights, rooms } = this.#question
    const sold = planFits(plan, nights.length, this.#daysAhead, rooms)
    const code = sold ? (isFreeNow(plan, timeZone, this.#question) ? free : bound) : unsold
    this.#codes[kind] = code
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

  #keep(kind: number, code: number, value: number, room: number, plan: number): void {
    const slot = (this.#slots[kind] as number) + (code === free ? 0 : boards.length)
    if (value >= (this.totals[slot] as number)) return
    this.totals[slot] = value
    this.rooms[slot] = room
    this.plans[slot] = plan
  }

  #priceOne(town: Town, hotel: number, tariff: PricedTariff, { party, guests }: AskedParty): boolean {
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [nights, paid, kinds, longs] = [this.#nights, this.#paid, town.book.plans, this.#longs]
    const heads = guests.adults + guests.childAges.length
    const ruling = taxes.sumDecides ? this.#rulingRoom(town, hotel, guests.adults, heads) : -1
    const [roomsEnd, plansFrom, plansEnd] = [town.roomsFrom[hotel + 1] as number, town.plansFrom[hotel] as number, town.plansFrom[hotel + 1] as number] // prettier-ignore
    let any = false
    for (let room = town.roomsFrom[hotel] as number; room < roomsEnd; room++) {
      if ((town.maxAdults[room] as number) < guests.adults || (town.maxGuests[room] as number) < heads) continue
      if (roomsLeftIn(town, this.#left, room, count) < 1) continue
      if (ruling >= 0 && room !== ruling && rules(town, ruling, room, party)) continue
      this.#writeNights(town, room, tariff, 0)
      const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
      for (let plan = plansFrom; plan < plansEnd; plan++) {
        const kind = town.planKinds[plan] as number
        const code = this.#codeOf(kind, town.timeZone)
        if (code === unsold) continue
        any = true
        const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
        const bps = kinds[kind]?.priceBps as number
        const long = longs[kind] as number
        let sold = 0
        for (let night = 0; night < count; night++) {
          const price = nightPrice(nights[night] as number, single, bps, long, priceStep, added)
          paid[night] = price
          sold += price
        }
        // Where the sum decides, what comes on top is worked out once a slot and not once a price.
        this.#keep(kind, code, taxes.sumDecides ? sold : sold + onTopOf(taxes, sold, paid), room, plan)
      }
    }
    return any
  }

  /** The room with the lowest price before everything else, among those that are left and hold the party; -1: there is none. */
  #rulingRoom(town: Town, hotel: number, adults: number, heads: number): number {
    const end = town.roomsFrom[hotel + 1] as number
    let ruling = -1
    for (let room = town.roomsFrom[hotel] as number; room < end; room++) {
      if ((town.maxAdults[room] as number) < adults || (town.maxGuests[room] as number) < heads) continue
      if (ruling >= 0 && (town.basePrices[room] as number) >= (town.basePrices[ruling] as number)) continue
      if (roomsLeftIn(town, this.#left, room, this.#count) < 1) continue
      ruling = room
    }
    return ruling
  }

  /** Several rooms: the cheapest way to put the parties into the hotel's rooms, under each plan. */
  #priceSeveral(town: Town, hotel: number, tariff: PricedTariff): boolean {
    const { priceStep, taxes } = tariff
    const count = this.#count
    const [roomsFrom, roomsEnd] = [town.roomsFrom[hotel] as number, town.roomsFrom[hotel + 1] as number]
    const kinds = roomsEnd - roomsFrom
    const left = Array.from({ length: kinds }, (_, at) => roomsLeftIn(town, this.#left, roomsFrom + at, count))
    if (left.reduce((sum, free) => sum + free, 0) < this.#question.rooms.length) return false
    for (let at = 0; at < kinds; at++) this.#writeNights(town, roomsFrom + at, tariff, at * count)
    const counts = this.#parties.map((asked) => asked.count)
    let any = false
    for (let plan = town.plansFrom[hotel] as number; plan < (town.plansFrom[hotel + 1] as number); plan++) {
      const kind = town.planKinds[plan] as number
      const code = this.#codeOf(kind, town.timeZone)
      if (code === unsold) continue
      const nightOf = (asked: AskedParty, at: number, night: number): number => {
        const { party } = asked
        const room = roomsFrom + at
        const added = addedPrice(party, town.extraAdults[room] as number, town.extraChildren[room] as number, town.boardAdults[plan] as number, town.boardChildren[plan] as number) // prettier-ignore
        const single = party.alone ? (town.singlePerMilles[room] as number) : 1_000
        const bps = town.book.plans[kind]?.priceBps as number
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
      any = true
      if (taxes.sumDecides) {
        this.#keep(kind, code, found.cost, -1, plan)
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
      this.#keep(kind, code, totalOf(found.taken), -1, plan)
      // Rooms of one type are offered too, and by their taxes may be cheaper in all than the cheapest mixture.
      for (const [at, free] of left.entries()) {
        const isHome = free >= this.#question.rooms.length && counts.every((_, party) => costs[party * kinds + at] !== Infinity) // prettier-ignore
        if (isHome) this.#keep(kind, code, totalOf(counts.flatMap((rooms) => left.map((_, other) => (other === at ? rooms : 0)))), roomsFrom + at, plan) // prettier-ignore
      }
    }
    return any
  }
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
