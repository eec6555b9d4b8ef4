import { boards } from './board.ts'
import { isFreeNow, type StayQuestion } from './cheapest-offers.ts'
import { factorOf, longStayShare, placeInYear, planFits } from './price.ts'
import { onTopShare, taxQuestion, type TaxQuestion } from './tax.ts'
import type { Book, Town } from './town.ts'

/** In place of a slot: not worked out yet, and not sold. */
const unknown = 255
export const unsold = 254

/** Of a time zone: the day there, which slot what a plan sells belongs to, and between which instants that holds. */
export type Zone = { timeZone: string; today: number; slots: Uint8Array; since: number; until: number }

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
  readonly #nights: ReturnType<typeof placeInYear>[]
  #book: Book | undefined
  #boards: Uint8Array = new Uint8Array()
  /** The dearest plan and long stay there are: what a step's rounding may grow to. */
  #mostLong = 1
  #mostPlan = 1
  #sold: Uint16Array = new Uint16Array()
  #least: Uint8Array = new Uint8Array()
  #leastShares: Float64Array = new Float64Array()
  #tariffs: (StayTariff | undefined)[] = []
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
      const slots = new Uint8Array(book.plans.length).fill(unknown)
      zone = { timeZone, today: this.question.today(timeZone), slots, since: -Infinity, until: Infinity }
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

  /** By set of a town's plans: a bit for each slot that it sells. Of `only` one set, when no other is asked for. Until the next town. */
  slotsOfSets({ planSets }: Town, zone: Zone, only: number | null): Uint16Array {
    if (this.#sold.length < planSets.length) this.#sold = new Uint16Array(2 * planSets.length)
    const sold = this.#sold
    for (let set = only ?? 0; set < (only === null ? planSets.length : only + 1); set++) {
      const kinds = planSets[set] as Int32Array
      let bits = 0
      for (let plan = 0; plan < kinds.length; plan++) {
        const slot = this.slotOf(zone, kinds[plan] as number)
        if (slot !== unsold) bits |= 1 << slot
      }
      sold[set] = bits
    }
    return sold
  }

  /** By set of a town's plans: which of those whose slots are wanted makes the least of a room's price, and what of it. Until the next town. */
  leastOfSets({ planSets }: Town, zone: Zone, wantedSlots: number): { least: Uint8Array; shares: Float64Array } {
    if (this.#least.length < planSets.length) {
      this.#least = new Uint8Array(2 * planSets.length)
      this.#leastShares = new Float64Array(2 * planSets.length)
    }
    const [least, shares] = [this.#least, this.#leastShares]
    for (let set = 0; set < planSets.length; set++) {
      const kinds = planSets[set] as Int32Array
      let lowest = Infinity
      for (let plan = 0; plan < kinds.length; plan++) {
        const kind = kinds[plan] as number
        const slot = this.slotOf(zone, kind)
        if (slot === unsold || ((wantedSlots >> slot) & 1) === 0) continue
        const share = this.shares[kind] as number
        if (share >= lowest) continue
        lowest = share
        least[set] = plan
      }
      shares[set] = lowest
    }
    return { least, shares }
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
    const factors = Float64Array.from(this.#nights, (night) => factorOf(tariff, night))
    const groups = new Float64Array(new Set(factors))
    const taxes = taxQuestion(tariff.taxes, this.question.rooms, this.nightCount)
    const counts = groups.map((group) => factors.reduce((sum, factor) => sum + (factor === group ? 1 : 0), 0))
    const priced = { factors, groups, counts, taxes, priceStep: tariff.priceStep }
    this.#tariffs[at] = priced
    this.#estimate(at, priced)
    return priced
  }

  #estimate(at: number, { factors, taxes, priceStep }: StayTariff): void {
    const withTaxes = 1 + onTopShare(taxes)
    this.perBase[at] = taxes.sumDecides ? factors.reduce((sum, factor) => sum + factor, 0) * 1e-6 * withTaxes : -1
    this.perNight[at] = this.nightCount * withTaxes
    this.once[at] = taxes.fixed
    // Each of the four steps of a night's price is off by half a price step at most, and those that follow make that more or less.
    const offANight = (priceStep / 2) * (1 + this.#mostLong + 2 * this.#mostPlan)
    this.margin = Math.max(this.margin, Math.ceil(this.nightCount * offANight * withTaxes) + taxes.rules.length + 2)
  }
}
