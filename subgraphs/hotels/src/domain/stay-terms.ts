import { boards } from './board.ts'
import type { CancellationRule } from './cancellation.ts'
import type { StayQuestion } from './cheapest-offers.ts'
import { factorOf, placeInYear, planFits, type PlaceInYear } from './price.ts'
import { soldPlans, unsold, type PlanFigures, type SoldPlans } from './sold-plans.ts'
import { onTopShare, taxQuestion, type TaxQuestion, type TaxRule } from './tax.ts'
import type { Book, Town } from './town.ts'

/** Of a time zone: the day there, what plans sell, and between which instants that holds: then one of them can no longer be cancelled freely. */
export type Zone = { timeZone: string; today: number; plans: SoldPlans; since: number; until: number }

/** What all rooms of a tariff have in common for a stay; `groups`: the factors that differ, and on how many nights each counts. */
export type StayTariff = {
  factors: readonly number[]
  groups: readonly number[]
  counts: readonly number[]
  taxes: TaxQuestion
  priceStep: number
}

const noFigures = new Float64Array()

/** What is worked out once for a stay and a party, whatever the hotel: by the places of a book. */
export class StayTerms {
  readonly question: Omit<StayQuestion, 'left'>
  readonly nightCount: number
  figures: PlanFigures = { bps: noFigures, longs: noFigures, shares: noFigures, mostLong: 1, mostPlan: 1 }
  /**
   * By tariff, once they were asked for (`estimate`): about what a unit of a base price, and of what is added each night, comes to in the total,
   * and what is added once. NaN: not worked out yet. -1 for `perBase`: nothing can be said about the total without the price of each night.
   */
  perBase: Float64Array = noFigures
  perNight: Float64Array = noFigures
  once: Float64Array = noFigures
  /** How far such an estimate may be from the exact total, and the highest of `perNight`: of all tariffs worked out. */
  margin = 0
  mostPerNight = 0
  daysAhead = 0
  readonly #nights: PlaceInYear[]
  #book: Book | undefined
  #tariffs: (StayTariff | undefined)[] = []
  readonly #taxes = new Map<readonly TaxRule[], { taxes: TaxQuestion; onTop: number }>()
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
    if (!zone) this.#zones.set(timeZone, (zone = this.#zoneOf(book, timeZone)))
    this.daysAhead = this.question.checkInDay - zone.today
    return zone
  }

  #open(book: Book): void {
    const tariffs = book.tariffs.length
    this.#book = book
    this.#tariffs = []
    this.#zones = new Map()
    this.perBase = new Float64Array(tariffs).fill(NaN)
    this.perNight = new Float64Array(tariffs)
    this.once = new Float64Array(tariffs)
  }

  #zoneOf(book: Book, timeZone: string): Zone {
    const { rooms, now, startOf, checkInDay, today: todayIn } = this.question
    const today = todayIn(timeZone)
    const slots = new Uint8Array(book.plans.length).fill(unsold)
    let since = -Infinity
    let until = Infinity
    const instant = now.getTime()
    const starts = new Map<readonly CancellationRule[], number>() // hundreds of kinds share few of these lists
    for (const [kind, plan] of book.plans.entries()) {
      if (!planFits(plan, this.nightCount, checkInDay - today, rooms)) continue
      const [first] = plan.cancellation
      let start = starts.get(plan.cancellation)
      if (start === undefined) {
        start = first ? (startOf(first, timeZone)?.getTime() ?? -Infinity) : Infinity
        starts.set(plan.cancellation, start)
        if (start > instant) until = Math.min(until, start)
        else since = Math.max(since, start)
      }
      slots[kind] = boards.indexOf(plan.board) + (start > instant ? 0 : boards.length)
    }
    const plans = soldPlans(book, slots, this.nightCount)
    this.figures = plans.figures
    return { timeZone, today, plans, since, until }
  }

  tariff(at: number): StayTariff {
    return this.#tariffs[at] ?? this.#workOutTariff(at)
  }

  #workOutTariff(at: number): StayTariff {
    const tariff = this.#tariffAt(at)
    // Lists, because arrays of numbers of their own kind cost more than what so few are worth.
    const [factors, groups, counts]: [number[], number[], number[]] = [[], [], []]
    for (const night of this.#nights) {
      const factor = factorOf(tariff, night)
      factors.push(factor)
      let group = 0
      while (group < groups.length && groups[group] !== factor) group += 1
      if (group === groups.length) groups.push(factor)
      counts[group] = (counts[group] ?? 0) + 1
    }
    const { taxes } = this.#taxesOf(tariff.taxes)
    const priced = { factors, groups, counts, taxes, priceStep: tariff.priceStep }
    this.#tariffs[at] = priced
    return priced
  }

  #tariffAt(at: number) {
    const tariff = this.#book?.tariffs[at]
    if (!tariff) throw new Error(`no tariff ${at}`)
    return tariff
  }

  /** Hundreds of tariffs share few lists of rules. */
  #taxesOf(rules: readonly TaxRule[]): { taxes: TaxQuestion; onTop: number } {
    let known = this.#taxes.get(rules)
    if (!known) {
      const taxes = taxQuestion(rules, this.question.rooms, this.nightCount)
      this.#taxes.set(rules, (known = { taxes, onTop: onTopShare(taxes) }))
    }
    return known
  }

  /** Has `perBase`, `perNight` and `once` of all a town's tariffs worked out. */
  estimate({ tariffsHere }: Town): void {
    for (const at of tariffsHere) if (Number.isNaN(this.perBase[at])) this.#estimate(at)
  }

  #estimate(at: number): void {
    const tariff = this.#tariffAt(at)
    const { taxes, onTop } = this.#taxesOf(tariff.taxes)
    const withTaxes = 1 + onTop
    let sum = 0
    for (let night = 0; night < this.#nights.length; night++)
      sum += factorOf(tariff, this.#nights[night] as PlaceInYear)
    this.perBase[at] = taxes.sumDecides ? sum * 1e-6 * withTaxes : -1
    this.perNight[at] = this.nightCount * withTaxes
    this.once[at] = taxes.fixed
    this.mostPerNight = Math.max(this.mostPerNight, this.nightCount * withTaxes)
    // Each of the four steps of a night's price is off by half a price step at most, and those that follow make that more or less.
    const { mostLong, mostPlan } = this.figures
    const offANight = (tariff.priceStep / 2) * (1 + mostLong + 2 * mostPlan)
    this.margin = Math.max(this.margin, Math.ceil(this.nightCount * offANight * withTaxes) + taxes.rules.length + 2)
  }
}
