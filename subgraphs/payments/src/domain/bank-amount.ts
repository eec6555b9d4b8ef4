import { exponentOf, type Money } from '@staygraph/subgraph-kit/money'

/** ISO 4217 counts these in whole units; the bank in hundredths, which must be whole. */
const HUNDREDFOLD = new Set(['ISK', 'UGX'])
/** ISO 4217 counts fifths of these; the bank only whole units. */
const WHOLE = new Set(['MGA'])

/**
 * A sum as the bank's wire counts it, or null when cards cannot be charged it: three-decimal currencies move in steps of
 * ten (KWD 4.955 cannot be charged, 4.950 can).
 */
export function bankAmount({ amount, currency }: Money): number | null {
  if (HUNDREDFOLD.has(currency)) return amount * 100
  if (WHOLE.has(currency)) return amount % 100 === 0 ? amount / 100 : null
  return exponentOf(currency) === 3 && amount % 10 !== 0 ? null : amount
}

/** The other way: a sum of the bank's wire in minor units, or null when it is not a sum we could have. */
export function fromBankAmount(amount: number, currency: string): number | null {
  if (HUNDREDFOLD.has(currency)) return amount % 100 === 0 ? amount / 100 : null
  return WHOLE.has(currency) ? amount * 100 : amount
}
