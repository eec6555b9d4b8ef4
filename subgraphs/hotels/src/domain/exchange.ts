/** What one euro costs, in millionths of each currency's main unit, and of which day (ISO 8601) each figure is. */
export type Rates = { microsPerEuro: ReadonlyMap<string, number>; days: ReadonlyMap<string, string> }

/** As somebody published them for one day, of the currencies that they watch. */
export type PublishedRates = { day: string; microsPerEuro: ReadonlyMap<string, number> }

/** Millionths of a decimal like "1.158", rounded half up. A `RangeError` when it is no price of a euro. */
export function microsOf(rate: string): number {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,12}))?$/.exec(rate) ?? []
  const digits = `${fraction}0000000`.slice(0, 7)
  const micros = Math.floor((Number(`${whole}${digits}`) + 5) / 10)
  if (whole === '' || micros <= 0) throw new RangeError(`${JSON.stringify(rate)} is not a rate`)
  return micros
}

/** The day of a rate between two currencies: that of the older of its two figures. A euro is always a euro. */
export function dayBetween(from: string, to: string, { days }: Rates): string {
  const known = [from, to].filter((currency) => currency !== 'EUR').flatMap((currency) => days.get(currency) ?? [])
  return known.toSorted()[0] ?? days.get('EUR') ?? '1970-01-01'
}

/** From one day to the next no currency becomes ten times as dear; a misplaced point does. */
const leap = 10

/** Those that are no leap from what was known, and the currencies that are. */
export function plausible({ day, microsPerEuro }: PublishedRates, known: Pick<Rates, 'microsPerEuro'>) {
  const leaps = [...microsPerEuro.keys()].filter((currency) => {
    const [was, is] = [known.microsPerEuro.get(currency), microsPerEuro.get(currency) ?? 0]
    return was !== undefined && (is >= was * leap || is * leap <= was)
  })
  const believed = new Map([...microsPerEuro].filter(([currency]) => !leaps.includes(currency)))
  return { believed: { day, microsPerEuro: believed }, leaps }
}

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
  { microsPerEuro }: Pick<Rates, 'microsPerEuro'>,
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
export function rateBetween(from: string, to: string, { microsPerEuro }: Pick<Rates, 'microsPerEuro'>): string | null {
  const fromRate = microsPerEuro.get(from)
  const toRate = microsPerEuro.get(to)
  if (fromRate === undefined || toRate === undefined) return null
  return String(Number((toRate / fromRate).toPrecision(6)))
}
