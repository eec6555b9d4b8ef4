import { boards } from './board.ts'
import { isFreeNow, type StayQuestion } from './cheapest-offers.ts'
import { factorOf, longStayShare, placeInYear, planFits, type PlaceInYear } from './price.ts'
import { onTopShare, taxQuestion, type TaxQuestion, type TaxRule } from './tax.ts'
import type { Book, Town } from './town.ts'

/** In place of a slot: not worked out yet, and not sold. */
const unknown = 255
export const unsold = 254

const noKinds = new Int32Array()

/** Added to the bits of a set that were worked out. */
const isKnown = 1 << 15

/**
 * Of a time zone: the day there, which slot what a plan sells belongs to, and between which instants that holds. By set of plans, 0 until it
 * was worked out: what it sells, and which of its plans makes the least of a price among the slots that were last wanted, and what.
 */
export type Zone = {
  timeZone: string
  today: number
  slots: Uint8Array
  since: number
  until: number
  sold: Uint16Array
  wantedSlots: number
  least: Uint8Array
  shares: Float64Array
}

/** What all rooms of a tariff have in common for a stay; `groups`: the factors that differ, and on how many nights each counts. */
export type StayTariff = {
  factors: Float64Array
  groups: Float64Array
  counts: Float64Array
  taxes: TaxQuestion
  priceStep: number
}

/** What is worked out once for a stay and a party, whatever the hotel: by the places of a book. */
export class StayTerms {
  readonly question: Omit<StayQuestion, 'left'>
  readonly nightCount: number
  /** By kind of plan: what it and a long stay make of a price, and both together as about one factor. */
  bps: Float64Array = new Float64Array()
  longs: Float64Array = new Float64Array()
  shares: Float64Array = new Float64Array()
  /**
   * By tariff, once it was asked for: about what a unit of a base price, and of what is added each night, comes to in the total, and what is
   * added once. NaN: not worked out yet. -1 for `perBase`: nothing can be said about the total without the price of each night.
   */
  perBase: Float64Array = new Float64Array()
  perNight: Float64Array = new Float64Array()
  once: Float64Array = new Float64Array()
  /** How far such an estimate may be from the exact total, the most of all tariffs worked out. */
  margin = 0
  daysAhead = 0
  readonly #nights: PlaceInYear[]
  #book: Book | undefined
  #boards: Uint8Array = new Uint8Array()
  /** The dearest plan and long stay there are: what a step's rounding may grow to. */
  #mostLong = 1
  #mostPlan = 1
  #tariffs: (StayTariff | undefined)[] = []
  readonly #taxes = new Map<readonly TaxRule[], TaxQuestion>()
  #zones = new Map<string, Zone>()

  constructor(question: Omit<StayQuestion, 'left'>) {
    this.question = question
    this.nightCount = question.nights.length
    this.#nights = question.nights.map(placeInYear)
  }

  /** Gets ready for the plans and the time zone of a town. */
  enter({ book, timeZone }: Town): Zone {
    if (this.#book !== book) this.#open(book)
    let zone = this.#zones.get(timeZone)
    if (!zone) {
      const sets = book.planSets.length
      zone = {
        timeZone,
        today: this.question.today(timeZone),
        slots: new Uint8Array(book.plans.length).fill(unknown),
        since: -Infinity,
        until: Infinity,
        sold: new Uint16Array(sets),
        wantedSlots: 0,
        least: new Uint8Array(sets),
        shares: new Float64Array(sets),
      }
      this.#zones.set(timeZone, zone)
    }
    this.daysAhead = this.question.checkInDay - zone.today
    return zone
  }

  #open(book: Book): void {
    const { plans, tariffs } = book
    this.#book = book
    this.#tariffs = []
    this.#zones = new Map()
    this.bps = Float64Array.from(plans, ({ priceBps }) => priceBps)
    this.longs = Float64Array.from(plans, (plan) => longStayShare(plan, this.nightCount))
    this.shares = this.bps.map((bps, kind) => (bps / 10_000) * ((this.longs[kind] as number) / 10_000))
    this.#mostLong = this.longs.reduce((most, long) => Math.max(most, long / 10_000), 1)
    this.#mostPlan = this.bps.reduce((most, bps) => Math.max(most, bps / 10_000), 1) * this.#mostLong
    this.#boards = Uint8Array.from(plans, ({ board }) => boards.indexOf(board))
    this.perBase = new Float64Array(tariffs.length).fill(NaN)
    this.perNight = new Float64Array(tariffs.length)
    this.once = new Float64Array(tariffs.length)
  }

  /** A bit for each slot that a set of plans sells. */
  soldOf(zone: Zone, set: number): number {
    const known = zone.sold[set] as number
    return known === 0 ? this.#workOutSold(zone, set) : known - isKnown
  }

  #workOutSold(zone: Zone, set: number): number {
    const kinds = this.#kindsOf(set)
    let bits = 0
    for (let plan = 0; plan < kinds.length; plan++) {
      const slot = this.slotOf(zone, kinds[plan] as number)
      if (slot !== unsold) bits |= 1 << slot
    }
    zone.sold[set] = bits + isKnown
    return bits
  }

  /** Whoever asks for `leastOf` wants these slots from now on. */
  want(zone: Zone, wantedSlots: number): void {
    if (zone.wantedSlots === wantedSlots) return
    zone.wantedSlots = wantedSlots
    zone.shares.fill(0)
  }

  /** What the plan of a set that makes least of a room's price makes of it, of those whose slots are wanted. Which one: `zone.least`. */
  leastOf(zone: Zone, set: number): number {
    const known = zone.shares[set] as number
    return known === 0 ? this.#workOutLeast(zone, set) : known
  }

  #workOutLeast(zone: Zone, set: number): number {
    const kinds = this.#kindsOf(set)
    let lowest = Infinity
    for (let plan = 0; plan < kinds.length; plan++) {
      const kind = kinds[plan] as number
      const slot = this.slotOf(zone, kind)
      if (slot === unsold || ((zone.wantedSlots >> slot) & 1) === 0) continue
      const share = this.shares[kind] as number
      if (share >= lowest) continue
      lowest = share
      zone.least[set] = plan
    }
    zone.shares[set] = lowest
    return lowest
  }

  #kindsOf(set: number): Int32Array {
    return this.#book?.planSets[set] ?? noKinds
  }

  /** The slot of what a plan sells for this stay, or `unsold`. */
  slotOf(zone: Zone, kind: number): number {
    const known = zone.slots[kind] as number
    return known === unknown ? this.#workOutSlot(zone, kind) : known
  }

  #workOutSlot(zone: Zone, kind: number): number {
    const plan = this.#book?.plans[kind]
    if (!plan) throw new Error(`no plan ${kind}`)
    const { rooms, now, startOf } = this.question
    let slot = unsold
    if (planFits(plan, this.nightCount, this.daysAhead, rooms)) {
      const isFree = isFreeNow(plan, zone.timeZone, this.question)
      slot = (this.#boards[kind] as number) + (isFree ? 0 : boards.length)
      const [first] = plan.cancellation
      const start = first ? startOf(first, zone.timeZone) : null
      if (start && start > now) zone.until = Math.min(zone.until, start.getTime())
      else if (start) zone.since = Math.max(zone.since, start.getTime())
    }
    zone.slots[kind] = slot
    return slot
  }

  tariff(at: number): StayTariff {
    return this.#tariffs[at] ?? this.#workOutTariff(at)
  }

  #workOutTariff(at: number): StayTariff {
    const tariff = this.#book?.tariffs[at]
    if (!tariff) throw new Error(`no tariff ${at}`)
    const nights = this.nightCount
    const [factors, groups, counts] = [new Float64Array(nights), new Float64Array(nights), new Float64Array(nights)]
    let unlike = 0
    for (let night = 0; night < nights; night++) {
      const factor = factorOf(tariff, this.#nights[night] as PlaceInYear)
      factors[night] = factor
      let group = 0
      while (group < unlike && groups[group] !== factor) group += 1
      if (group === unlike) groups[unlike++] = factor
      counts[group] = (counts[group] as number) + 1
    }
    const taxes = this.#taxesOf(tariff.taxes)
    const { priceStep } = tariff
    const priced = { factors, groups: groups.subarray(0, unlike), counts: counts.subarray(0, unlike), taxes, priceStep }
    this.#tariffs[at] = priced
    this.#estimate(at, priced)
    return priced
  }

  /** Hundreds of tariffs share few lists of rules. */
  #taxesOf(rules: readonly TaxRule[]): TaxQuestion {
    let taxes = this.#taxes.get(rules)
    if (!taxes) this.#taxes.set(rules, (taxes = taxQuestion(rules, this.question.rooms, this.nightCount)))
    return taxes
  }

  #estimate(at: number, { factors, taxes, priceStep }: StayTariff): void {
    const withTaxes = 1 + onTopShare(taxes)
    let sum = 0
    for (let night = 0; night < factors.length; night++) sum += factors[night] as number
    this.perBase[at] = taxes.sumDecides ? sum * 1e-6 * withTaxes : -1
    this.perNight[at] = this.nightCount * withTaxes
    this.once[at] = taxes.fixed
    // Each of the four steps of a night's price is off by half a price step at most, and those that follow make that more or less.
    const offANight = (priceStep / 2) * (1 + this.#mostLong + 2 * this.#mostPlan)
    this.margin = Math.max(this.margin, Math.ceil(this.nightCount * offANight * withTaxes) + taxes.rules.length + 2)
  }
}
