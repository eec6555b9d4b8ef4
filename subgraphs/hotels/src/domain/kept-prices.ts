import { areKept, type StayNights } from './nights.ts'
import type { PricedTown } from './priced-town.ts'
import type { TownPricer } from './town-prices.ts'
import { allHotels, type Town } from './town.ts'

/** What a price depends on besides the town and what is left there. */
export type PriceQuestion = {
  /** The stay and the party: what two questions must share. */
  key: string
  today: (timeZone: string) => number
  /** Milliseconds. */
  now: number
  pricer: () => TownPricer
}

/** What nobody asked for in ten minutes leaves. */
export const keptForMs = 600_000
export const sweepEveryMs = 60_000

/** More hotels than this part of a town are not priced one by one. */
const fewest = 8

/**
 * Prices of towns that were worked out for a stay and a party, kept as long as what they were made of is the same. What is
 * left of a room of a hotel changes the prices of that hotel alone, and they are worked out when somebody next asks.
 */
export class KeptPrices {
  readonly #atMost: number
  #bytes = 0
  #now = 0
  #sweptAt = 0
  /** By the question, then by the town's object: another catalogue is another town. */
  readonly #of = new Map<string, Map<Town, PricedTown>>()

  constructor(atMostBytes: number) {
    this.#atMost = atMostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** A search begins, at an instant in milliseconds: what it uses stays until all of it was seen. */
  beginSearch(now: number): void {
    this.#now = now
    if (this.#bytes > this.#atMost) this.#makeRoom()
    if (Math.abs(now - this.#sweptAt) < sweepEveryMs) return
    this.#sweptAt = now
    this.#forget(({ usedAt }) => usedAt < now - keptForMs)
  }

  /** `places`: of the hotels that are asked for; without them of all. */
  of(
    town: Town,
    nights: StayNights,
    question: PriceQuestion,
    places?: Int32Array,
  ): { priced: PricedTown; wasKept: boolean } {
    let known = this.#of.get(question.key)
    if (!known) this.#of.set(question.key, (known = new Map()))
    const kept = known.get(town)
    if (kept && this.holds(kept, nights, question)) {
      if (kept.unknown > 0) question.pricer().look(kept, places ?? allHotels(town))
      return { priced: kept, wasKept: true }
    }
    const priced = question.pricer().price(town, nights, places)
    priced.usedAt = this.#now
    known.set(town, priced)
    this.#count(priced)
    if (kept) this.#drop(kept)
    return { priced, wasKept: false }
  }

  /** Whether kept prices are right now, once the hotels whose rooms changed were priced again. */
  holds(priced: PricedTown, nights: StayNights, question: PriceQuestion): boolean {
    const { town, since, until } = priced
    const same = priced.nights.first === nights.first && priced.nights.second === nights.second
    if (!same || !priced.isKept || question.now < since || question.now >= until) return false
    if (priced.today !== question.today(town.timeZone)) return false
    priced.usedAt = this.#now
    this.#count(priced)
    const { first, skip, count, second, rest } = nights
    const secondNow = second?.position ?? 0
    if (first.position === priced.firstSeen && secondNow === priced.secondSeen) return true
    const hotels = new Set<number>()
    const remembered =
      first.changesSince(priced.firstSeen, (room, night) => {
        if (night >= skip && night < skip + count) hotels.add(hotelOfRoom(town, room))
      }) &&
      (second?.changesSince(priced.secondSeen, (room, night) => {
        if (night < rest) hotels.add(hotelOfRoom(town, room))
      }) ??
        true)
    if (!remembered || hotels.size > Math.max(fewest, town.ids.length / fewest)) return false
    priced.firstSeen = first.position
    priced.secondSeen = secondNow
    if (hotels.size > 0) question.pricer().priceAgain(priced, hotels)
    return true
  }

  /** Those of blocks that are kept no longer. */
  forgetDropped(): void {
    this.#forget(({ nights }) => !areKept(nights))
  }

  /** Those asked for longest ago leave, some more than need be, so that it is seldom done. */
  #makeRoom(): void {
    const all = [...this.#of.values()].flatMap((known) => [...known.values()])
    let held = this.#bytes
    const leaving = new Set<PricedTown>()
    for (const priced of all.sort((one, other) => one.usedAt - other.usedAt)) {
      if (held <= this.#atMost * 0.75) break
      held -= priced.countedBytes
      leaving.add(priced)
    }
    this.#forget((priced) => leaving.has(priced))
  }

  #forget(isMeant: (priced: PricedTown) => boolean): void {
    for (const [key, known] of this.#of) {
      for (const [town, priced] of known)
        if (isMeant(priced)) {
          known.delete(town)
          this.#drop(priced)
        }
      if (known.size === 0) this.#of.delete(key)
    }
  }

  /** What it grew by since it was last used is counted too. */
  #count(priced: PricedTown): void {
    this.#bytes += priced.bytes - priced.countedBytes
    priced.countedBytes = priced.bytes
  }

  #drop(priced: PricedTown): void {
    priced.drop()
    this.#bytes -= priced.countedBytes
  }
}

/** The hotel in whose range a room lies. */
function hotelOfRoom({ roomsFrom }: Pick<Town, 'roomsFrom'>, room: number): number {
  let [low, high] = [0, roomsFrom.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((roomsFrom[middle] as number) <= room) low = middle
    else high = middle
  }
  return low
}
