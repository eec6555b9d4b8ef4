import { locale } from './i18n.ts'

/** Money as the graph gives it: a whole number of the currency's smallest unit. */
export type Money = { amount: number; currency: string }

// ISO 4217, and not the browser's habits of writing: it writes rupiah without decimals, which would be a hundredfold error.
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')
const FOUR_DECIMALS = ['CLF', 'UYW']

/** How many decimals the currency's smallest unit stands for: JPY 0, EUR 2, KWD 3. */
export function exponent(currency: string): number {
  if (NO_DECIMALS.includes(currency)) return 0
  if (THREE_DECIMALS.includes(currency)) return 3
  return FOUR_DECIMALS.includes(currency) ? 4 : 2
}

const format = ({ amount, currency }: Money, options: Intl.NumberFormatOptions): string => {
  const decimals = exponent(currency)
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    ...options,
  }).format(amount / 10 ** decimals)
}

/** €495.00: on documents and buttons, where every cent is named. */
export const exactly = (money: Money): string => format(money, {})

/** €495 when it is whole, else €495.50: in lists. */
export const briefly = (money: Money): string => format(money, { trailingZeroDisplay: 'stripIfInteger' })

/** "495 euros": how a screen reader should say it. */
export const spoken = (money: Money): string =>
  format(money, { currencyDisplay: 'name', trailingZeroDisplay: 'stripIfInteger' })

export const minus = (a: Money, b: Money): Money => ({ amount: a.amount - b.amount, currency: a.currency })
export const plus = (a: Money, b: Money): Money => ({ amount: a.amount + b.amount, currency: a.currency })

/** One way to write all sums of a list, so that they align: without decimals when all are whole, else with. */
export const alike = (list: readonly Money[]): ((money: Money) => string) =>
  list.every(({ amount, currency }) => amount % 10 ** exponent(currency) === 0) ? briefly : exactly

/** €412: on the map's pins, where there is no room for cents; the list beside it has them. */
export const roughly = (money: Money): string => format(money, { minimumFractionDigits: 0, maximumFractionDigits: 0 })

/** 412, 1.2K: under the days of a calendar, where a word nearby names the currency. */
export function tinily({ amount, currency }: Money): string {
  const sum = amount / 10 ** exponent(currency)
  const options: Intl.NumberFormatOptions =
    sum < 10_000 ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumSignificantDigits: 3 }
  return new Intl.NumberFormat(locale(), { useGrouping: false, ...options }).format(sum)
}

/** What somebody typed as a sum, in minor units: "120", "120.5", "1,200.00". Null when it is no sum of that currency. */
export function minorUnits(typed: string, currency: string): number | null {
  const decimals = exponent(currency)
  const read = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(typed.trim())
  const [whole, part = ''] = [read?.[1]?.replaceAll(',', ''), read?.[2]]
  if (!whole || part.length > decimals) return null
  const units = Number(whole + part.padEnd(decimals, '0'))
  return Number.isSafeInteger(units) ? units : null
}
