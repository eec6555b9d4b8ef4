import type { Area } from './area.ts'
import type { Tally } from './matching.ts'
import type { PricedTown } from './priced-town.ts'
import { standing } from './standing.ts'
import { soldAt, type OwnSold } from './town-pass.ts'
import type { TownPricer } from './town-prices.ts'
import { currencyAt } from './town.ts'

/** A hotel that others are held against. `total` in the currency in which all are compared; null: what it costs is not known. */
export type Model = { id: number | null; stars: number; total: number | null }

/** A hotel, and how unlike the model it is: in metres. */
export type Alike = { unlike: number; distanceM: number; sold: OwnSold }

/** What a kilometre, a star and a fifth of the price count. */
const unit = 1_000

const starsApart = (model: Model, stars: number): number => unit * Math.abs(model.stars - stars)

/** How far two sums are apart, in fifths of the lower one. */
const pricesApart = (model: Model, total: number): number =>
  model.total === null
    ? 0
    : Math.floor((5 * unit * Math.abs(model.total - total)) / Math.max(1, Math.min(model.total, total)))

const before = (one: Alike, other: Alike): number => one.unlike - other.unlike || idOf(one) - idOf(other)
const idOf = ({ sold: { town, at } }: Alike): number => town.ids[at] as number

/**
 * Puts those of a town's hotels among the most alike so far that belong there, at most `first`. What is too far or of another class is
 * not priced.
 */
export function addAlike(
  found: Alike[],
  {
    priced,
    pricer,
    area,
    model,
    first,
  }: {
    priced: PricedTown
    pricer: () => TownPricer
    area: Area
    model: Model
    first: number
  },
  tally: Tally,
  compared: (total: number, currency: string) => number,
): void {
  const { town } = priced
  const { places, distances } = standing(town, area, true)
  for (const at of places) {
    if (!priced.sells(at) || town.ids[at] === model.id) continue
    const distanceM = distances?.[at] ?? 0
    const least = distanceM + starsApart(model, town.stars[at] as number)
    const last = found.length === first ? found.at(-1) : undefined
    if (first === 0 || (last && least > last.unlike)) continue
    pricer().settle(priced, at)
    const sold = soldAt(priced, at, tally.cheapest(priced, at))
    const currency = currencyAt(town, at)
    const one = { unlike: least + pricesApart(model, compared(sold.total, currency)), distanceM, sold }
    if (last && before(one, last) > 0) continue
    if (last) found.pop()
    const place = found.findIndex((other) => before(one, other) < 0)
    found.splice(place < 0 ? found.length : place, 0, one)
  }
}
