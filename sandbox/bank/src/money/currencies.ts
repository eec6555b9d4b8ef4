/**
 * How this wire counts money: in the currency's smallest unit, except that
 * - zero-decimal currencies are counted whole (500 is 500 yen);
 * - three-decimal ones are counted in thousandths, of which the last digit must be 0 (the card networks round);
 * - ISK and UGX have no decimals but are still counted in hundredths, which must be whole.
 */
const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'
const THREE_DECIMAL = 'bhd jod kwd omr tnd'
const WHOLE_HUNDREDS = 'isk ugx'
const TWO_DECIMAL =
  'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc ' +
  'cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt ' +
  'lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln ' +
  'qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah uyu uzs wst xcd yer zar zmw'

type Step = { decimals: 0 | 2 | 3; multipleOf: number }
const steps = new Map<string, Step>()
const add = (codes: string, step: Step) => codes.split(' ').forEach((code) => steps.set(code, step))
add(ZERO_DECIMAL, { decimals: 0, multipleOf: 1 })
add(TWO_DECIMAL, { decimals: 2, multipleOf: 1 })
add(WHOLE_HUNDREDS, { decimals: 2, multipleOf: 100 })
add(THREE_DECIMAL, { decimals: 3, multipleOf: 10 })

/** Most currencies take eight digits; those with many zeros take more. */
const DIGITS: Record<string, number> = { idr: 12, lbp: 12, cop: 10, huf: 10, jpy: 10, inr: 9 }

export type AmountFault = { code: string; message: string; param: 'amount' | 'currency' }

export const isCurrency = (code: string) => steps.has(code)

/** Why this amount cannot be charged in this (lower case) currency, or null. */
export function amountFault(amount: number, currency: string): AmountFault | null {
  const step = steps.get(currency)
  if (!step) return { code: 'parameter_invalid_string', param: 'currency', message: `Invalid currency: ${currency}.` }
  if (amount % step.multipleOf !== 0) {
    const message = `Invalid amount: amounts in ${currency} must be a multiple of ${step.multipleOf}.`
    return { code: 'parameter_invalid_integer', param: 'amount', message }
  }
  if (amount < 1) return { code: 'parameter_invalid_integer', param: 'amount', message: 'Invalid positive integer' }
  if (amount < smallest(step)) {
    const message = `Amount must be at least ${shown(smallest(step), currency)}`
    return { code: 'amount_too_small', param: 'amount', message }
  }
  const largest = 10 ** (DIGITS[currency] ?? 8) - 1
  if (amount > largest) {
    return {
      code: 'amount_too_large',
      param: 'amount',
      message: `Amount must be no more than ${shown(largest, currency)}`,
    }
  }
  return null
}

const smallest = ({ decimals }: Step) => (decimals === 3 ? 100 : 50)

/** An amount for people to read. */
export function shown(amount: number, currency: string): string {
  const decimals = steps.get(currency)?.decimals ?? 2
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals)
}

/** What the bank keeps of a charge: 1.4 %, rounded to the smallest unit. Refunds do not give it back. */
export const feeOf = (amount: number) => Math.round((amount * 14) / 1000)
