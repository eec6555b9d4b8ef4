import { exponentOf } from '@staygraph/subgraph-kit/money'

import { microsPerEuro } from './exchange-rates.ts'

/** How locals write prices: in whole euros, tens of crowns, hundreds of yen, thousands of won. [below this many to the euro, step]. */
const steps: [number, number][] = [
  [0.6, 0.5],
  [3, 1],
  [8, 5],
  [30, 10],
  [90, 50],
  [600, 100],
  [3_000, 1_000],
  [Infinity, 10_000],
]

const rateOf = (currency: string): number => (microsPerEuro.get(currency) ?? 1_000_000) / 1_000_000

/** In the currency's smallest unit. */
export function priceStepOf(currency: string): number {
  const [, step = 1] = steps.find(([below]) => rateOf(currency) < below) ?? []
  return Math.round(step * 10 ** exponentOf(currency))
}

/** Euros as a price a local would write, in the smallest unit: never less than one step. */
export function localPrice(euros: number, currency: string): number {
  const step = priceStepOf(currency)
  const minor = euros * rateOf(currency) * 10 ** exponentOf(currency)
  return Math.max(step, Math.round(minor / step) * step)
}
