/** What one euro costs on a day, in millionths of each currency's main unit. */
export type Rates = { day: string; microsPerEuro: ReadonlyMap<string, number> }

/** Digits after the point of a currency (ISO 4217). */
export type ExponentOf = (currency: string) => number

/**
 * A sum in another currency at the day's rate, through the euro, rounded half up once. Exact: no product is a float.
 * Null when a currency has no rate.
 */
export function convert(
  amount: number,
  from: string,
  to: string,
  { microsPerEuro }: Rates,
  exponentOf: ExponentOf,
): number | null {
  if (from === to) return amount
  const fromRate = microsPerEuro.get(from)
  const toRate = microsPerEuro.get(to)
  if (fromRate === undefined || toRate === undefined) return null
  const numerator = BigInt(amount) * BigInt(toRate) * 10n ** BigInt(exponentOf(to))
  const denominator = BigInt(fromRate) * 10n ** BigInt(exponentOf(from))
  return Number((2n * numerator + denominator) / (2n * denominator))
}

/** The rate from one currency to another in main units, to six digits: what a guest is told. */
export function rateBetween(from: string, to: string, { microsPerEuro }: Rates): string | null {
  const fromRate = microsPerEuro.get(from)
  const toRate = microsPerEuro.get(to)
  if (fromRate === undefined || toRate === undefined) return null
  return String(Number((toRate / fromRate).toPrecision(6)))
}
