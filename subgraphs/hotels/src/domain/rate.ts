import { formatMoney } from '@staygraph/subgraph-kit/money'

import { dateOfDay, dayNumber, weekday } from './calendar.ts'
import { shareInSteps } from './integer.ts'

/**
 * What a hotel's own people decided for a night of a room type, in place of what season and weekend make of it: the
 * price itself, or a share of that in hundredths of a per cent.
 */
export type SetRate = { kind: 'PRICE'; amount: number } | { kind: 'SHARE'; bps: number }

/** By date; the nights that are not in it have their standard price. */
export type SetRates = ReadonlyMap<string, SetRate>

/** What a night costs that would cost `standard`. Both are multiples of the hotel's price step. */
export function rateOf(standard: number, set: SetRate | undefined, priceStep: number): number {
  if (set === undefined) return standard
  return set.kind === 'PRICE' ? set.amount : shareInSteps(standard, set.bps, 10_000, priceStep)
}

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type Weekday = (typeof weekdays)[number]

/** Half-open, in the hotel's own calendar, as a stay is. */
export type Range = { from: string; to: string }

/** Every night of a range, or those that begin on some days of the week. */
export function nightsOfRange({ from, to }: Range, only: readonly Weekday[] | null): string[] {
  const days = Array.from({ length: dayNumber(to) - dayNumber(from) }, (_, at) => dayNumber(from) + at)
  const wanted = only === null ? null : new Set<string | undefined>(only)
  return days.filter((day) => wanted === null || wanted.has(weekdays[weekday(day)])).map(dateOfDay)
}

/** Two years: a stay can be booked a year ahead, and prices are thought of a year before. */
export const mostDaysAhead = 731

/** What is wrong with a range asked for on `today` (the hotel's date), in a plain sentence; null when nothing is. */
export function refuseRange({ from, to }: Range, today: string): string | null {
  if (to <= from) return 'The end must be after the beginning: it is the first night that is not meant any more.'
  if (from < today) return 'The range begins in the past. Begin today or later.'
  if (dayNumber(to) - dayNumber(today) > mostDaysAhead)
    return 'The range ends more than two years ahead. End it earlier.'
  return null
}

/** More is a slip of the hand, or of the currency. */
export const dearest = 100_000_000_000
export const leastBps = 100
export const mostBps = 100_000

export type AskedRate = {
  price?: { amount: number; currency: string } | null | undefined
  ofStandardBps?: number | null | undefined
  standard?: boolean | null | undefined
}

/** What is wrong with a rate asked for, and in which entry; null when nothing is. The currency is another matter. */
export function refuseRate(
  { price, ofStandardBps, standard }: AskedRate,
  { priceStep, currency }: { priceStep: number; currency: string },
): { field: string; message: string } | null {
  const given = [price ?? null, ofStandardBps ?? null, standard === true || null].filter((one) => one !== null)
  if (given.length !== 1)
    return { field: 'rate', message: 'Say exactly one: a price, a share of the standard price, or the standard price.' }
  if (price && !(price.amount >= 1 && price.amount <= dearest))
    return { field: 'rate.price.amount', message: 'A price is at least 1 and at most 100,000,000,000 smallest units.' }
  if (price && price.amount % priceStep !== 0)
    return {
      field: 'rate.price.amount',
      message: `Prices of this hotel are multiples of ${formatMoney({ amount: priceStep, currency })}.`,
    }
  if (typeof ofStandardBps === 'number' && !(ofStandardBps >= leastBps && ofStandardBps <= mostBps))
    return { field: 'rate.ofStandardBps', message: 'A share is 1 % (100) to 1,000 % (100000) of the standard price.' }
  return null
}
