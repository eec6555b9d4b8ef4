import { exponentOf, type Money } from '@staygraph/subgraph-kit/money'

import { convert, type Rates } from '../domain/exchange.ts'
import type { Purse } from '../domain/matching.ts'

export type Reckoning = {
  rates: Rates
  /** The currency of the price limits; null: each hotel's own. */
  limitIn: string | null
  priceFrom: number | null
  priceTo: number | null
  /** The currency in which all hotels are compared. */
  compareIn: string
}

export type PriceRange = { lowest: Money; highest: Money }

/** The currencies of a search: how far the price limits reach in each, and between which sums the totals lie. A currency without a rate is taken as it is. */
export function openPurses({ rates, limitIn, priceFrom, priceTo, compareIn }: Reckoning) {
  const purses = new Map<string, Purse>()
  const into = (to: string, total: number, from: string) => convert(total, from, to, rates, exponentOf) ?? total
  const compared = (total: number, currency: string) =>
    currency === compareIn ? total : into(compareIn, total, currency)

  /** The highest sum within a limit. A dearer stay is never cheaper in another currency, so the limit is one sum in each. */
  function mostIn(currency: string, limit: number): number {
    if (limitIn === null || limitIn === currency) return limit
    let [fits, exceeds] = [-1, Number.MAX_SAFE_INTEGER]
    while (exceeds - fits > 1) {
      const middle = fits + Math.floor((exceeds - fits) / 2)
      if (into(limitIn, middle, currency) <= limit) fits = middle
      else exceeds = middle
    }
    return fits
  }

  function purseOf(currency: string): Purse {
    let purse = purses.get(currency)
    if (!purse) {
      const least = priceFrom === null ? 0 : mostIn(currency, priceFrom - 1) + 1
      const most = priceTo === null ? Infinity : mostIn(currency, priceTo)
      purse = { currency, least, most, lowest: Infinity, highest: -Infinity, behind: Infinity }
      purses.set(currency, purse)
    }
    return purse
  }

  return {
    compared,
    purseOf,
    /** Begins with the sums of hotels that were found before, by the same reckoning. */
    startFrom(found: readonly Purse[]): void {
      for (const purse of found) purses.set(purse.currency, { ...purse })
    },
    all: () => [...purses.values()],
    /** Of all hotels, in the currency of comparison. Null: there are none. */
    range(): PriceRange | null {
      const used = [...purses.values()].filter(({ lowest }) => lowest < Infinity)
      if (used.length === 0) return null
      const lowest = Math.min(...used.map((purse) => compared(purse.lowest, purse.currency)))
      const highest = Math.max(...used.map((purse) => compared(purse.highest, purse.currency)))
      return {
        lowest: { amount: lowest, currency: compareIn },
        highest: { amount: highest, currency: compareIn },
      }
    },
  }
}
