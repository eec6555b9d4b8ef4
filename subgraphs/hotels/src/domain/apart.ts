import { SeveralStays, type StayPrices } from './flexible-search.ts'
import { slotCount } from './priced-town.ts'
import type { OwnSold } from './town-pass.ts'
import { currencyAt, type Town } from './town.ts'

/** A hotel of ours that partners sell too, with what it sells in a search: it is taken as one house with theirs. */
export type OwnApart = {
  readonly town: Town
  readonly at: number
  readonly currency: string
  /** The lowest total of each slot, in its currency; Infinity: nothing. */
  readonly totals: Float64Array
  /** Its cheapest among the wanted slots. Null: it sells none of them. */
  readonly sold: OwnSold | null
}

/** What one of our hotels sells for the cheapest of some stays. Null: nothing at all. `cheapestOf` chooses among the lowest totals by slot. */
export function takeApart(
  at: number,
  stays: readonly [StayPrices, ...StayPrices[]],
  cheapestOf: (totals: Float64Array) => number,
): OwnApart | null {
  const several = new SeveralStays(stays, (1 << slotCount) - 1)
  if (several.soldBy(at) === 0) return null
  several.settle(at)
  const [{ priced }] = stays
  const { town } = priced
  const slot = cheapestOf(several.totals)
  return {
    town,
    at,
    currency: currencyAt(town, at),
    totals: several.totals.slice(),
    sold: slot < 0 ? null : several.sold(at, slot),
  }
}
