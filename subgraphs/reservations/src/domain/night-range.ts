import { nightCount, nightsOf } from './stay.ts'

export const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const
export type Weekday = (typeof weekdays)[number]

/** Half-open, in the hotel's own calendar, as a stay is. */
export type NightRange = { from: string; to: string }

/** Every night of a range, or those that begin on some days of the week. */
export function nightsIn({ from, to }: NightRange, only: readonly Weekday[] | null): string[] {
  const nights = nightsOf({ checkIn: from, checkOut: to })
  const wanted = only === null ? null : new Set<string | undefined>(only)
  return nights.filter((night) => wanted === null || wanted.has(weekdays[new Date(night).getUTCDay()]))
}

/** A stay can be booked that far ahead. */
const mostDaysAhead = 731

/** Why a range cannot be decided about, for the hotel's staff; null when it can. `today` is the hotel's own date. */
export function whyNoRange({ from, to }: NightRange, today: string): string | null {
  if (to <= from) return 'The end must be after the beginning: it is the first night that is not meant any more.'
  if (from < today) return 'The range begins in the past. Begin today or later.'
  if (nightCount({ checkIn: today, checkOut: to }) > mostDaysAhead)
    return 'The range ends more than two years ahead. End it earlier.'
  return null
}
