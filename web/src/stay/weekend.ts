import { addDays, monthName, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { DateRange } from '../ui/range-calendar.tsx'

// "Any weekend of a month" stands in an address as the first of them, and `flex=weekend`: so all that reads dates goes on as it is.

export const WEEKEND_NIGHTS = [1, 2, 3] as const
const saturday = 6
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** The month (2027-03) of a weekend: that of its Saturday. Null: these dates are no weekend. */
export function weekendMonth({ from, to }: DateRange): string | null {
  const nights = nightsBetween(from, to)
  const day = nights === 1 ? from : addDays(from, 1)
  return nights >= 1 && nights <= WEEKEND_NIGHTS.length && weekdayOf(day) === saturday ? day.slice(0, 7) : null
}

/** The first weekend of a month that begins on `today` or later. Null: none is left. */
export function firstWeekend(month: string, nights: number, today: string): DateRange | null {
  const first = `${month}-01`
  let day = addDays(first, (saturday - weekdayOf(first) + 7) % 7)
  for (; day.slice(0, 7) === month; day = addDays(day, 7)) {
    const from = nights === 1 ? day : addDays(day, -1)
    if (from >= today) return { from, to: addDays(from, nights) }
  }
  return null
}

/** This month and those after it, as far as all their weekends can be booked: a year ahead. */
export function monthsAhead(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: 12 }, (_, ahead) =>
    new Date(Date.UTC(year, month - 1 + ahead, 1)).toISOString().slice(0, 7),
  )
}

/** A weekend in March 2027; nothing for dates that are none. `within` a sentence: on a weekend in March 2027. */
export function weekendInWords(dates: DateRange, within = false): string {
  const key = weekendMonth(dates)
  if (key === null) return ''
  const month = monthName(key)
  return within ? t('on a weekend in {month}', { month }) : t('A weekend in {month}', { month })
}
