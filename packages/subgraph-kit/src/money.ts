import { z } from 'zod'

/** A sum in a currency's smallest unit (ISO 4217): EUR 4.95 is 495, JPY 495 is 495, KWD 4.950 is 4950. Never a float. */
export type Money = { amount: number; currency: string }

export const money = z.object({ amount: z.int(), currency: z.string().length(3) })

const none = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const three = 'BHD IQD JOD KWD LYD OMR TND'
const four = 'CLF UYW'
const exponents = new Map(
  Object.entries({ 0: none, 3: three, 4: four }).flatMap(([digits, codes]) =>
    codes.split(' ').map((code) => [code, Number(digits)] as const),
  ),
)

/**
 * Digits after the point of a currency by ISO 4217, list one: EUR 2, JPY 0, KWD 3. Not what `Intl` says: it follows
 * CLDR's habits of writing (RSD 0, IQD 0), and a bank counts by the standard.
 */
export const exponentOf = (currency: string): number => exponents.get(currency) ?? 2

/** The amount as a decimal number in text, exact at any size: "495.00", "-0.05", "495", "4.950". */
export function decimal({ amount, currency }: Money): `${number}` {
  const digits = exponentOf(currency)
  const whole = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return `${sign}${whole.slice(0, whole.length - digits)}${digits > 0 ? `.${whole.slice(-digits)}` : ''}` as `${number}`
}

/**
 * The inverse of `decimal`: a decimal number as others write it (163.66, "163.66") in the smallest unit, exact, by its
 * digits and never by arithmetic on a float. Digits beyond the currency's last are rounded, a half away from zero.
 * Throws a `RangeError` for what is no decimal number, or too large to be held exactly.
 */
export function fromDecimal(written: number | string, currency: string): Money {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(written)) ?? []
  const digits = exponentOf(currency)
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  const amount = (fraction.charAt(digits) >= '5' ? kept + 1 : kept) * (sign === '-' ? -1 : 1)
  if (whole === '' || !Number.isSafeInteger(amount)) throw new RangeError(`not a sum of ${currency}: ${written}`)
  return { amount: amount === 0 ? 0 : amount, currency }
}

/** A number as plain digits: JavaScript writes the smallest as 1e-7, which is less than half of any currency's last unit. */
function plain(written: number | string) {
  return typeof written === 'number' && Math.abs(written) < 1e-6 ? '0' : String(written)
}

/**
 * An amount (of 0 or more) shared out by weights, in whole units that make exactly the amount: each gets its part rounded
 * down, the units left over go to the largest remainders, of equal ones to the first (Hamilton's rule). Weights that are
 * all 0 count as equal. With an amount of at most the sum of the weights, nobody gets more than their weight.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (weights.length <= 1) return weights.map(() => amount)
  if (whole === 0) {
    const equal = weights.map(() => 1)
    return shareOut(amount, equal)
  }
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight)) // a product of two sums may be beyond 2^53
  const shares = exact.map((part) => Number(part / BigInt(whole)))
  let left = amount - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact
    .map((part, at) => ({ at, remainder: part % BigInt(whole) }))
    .toSorted((one, other) => Number(other.remainder - one.remainder) || one.at - other.at)
  for (const { at } of byRemainder) {
    if (left === 0) break
    shares[at] = (shares[at] ?? 0) + 1
    left -= 1
  }
  return shares
}

const formats = new Map<string, Intl.NumberFormat>()

/** The amount as people of that locale write it. An unknown locale reads as English. */
export function formatMoney(sum: Money, locale = 'en'): string {
  const key = `${locale} ${sum.currency}`
  let format = formats.get(key)
  if (!format) {
    const [known = 'en'] = supportedLocale(locale)
    const digits = exponentOf(sum.currency)
    format = new Intl.NumberFormat(known, {
      style: 'currency',
      currency: sum.currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    if (formats.size > 500) formats.clear() // a client chooses the locale: bound what it can make us keep
    formats.set(key, format)
  }
  return format.format(decimal(sum))
}

function supportedLocale(locale: string) {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)
  } catch {
    return [] // not a BCP 47 tag at all
  }
}

/** Resolvers of the value type `Money`, the same in every subgraph that has one. */
export const moneyResolvers = {
  Money: { formatted: (sum: Money, { locale }: { locale?: string | null }) => formatMoney(sum, locale ?? 'en') },
}
