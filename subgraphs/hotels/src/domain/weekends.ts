import { addDays, daysOfMonth, dayNumber, weekday } from './calendar.ts'
import type { Stay } from './stay.ts'

/** The most nights of a weekend. */
export const maxWeekendNights = 3

const saturday = 5

/**
 * The weekends of a month (written 2027-06), in order: those whose Saturday lies in it. One night is that of Saturday, two begin on
 * Friday, three end on Monday. Null: no month is written so.
 */
export function weekendsOf(month: string, nights: number): Stay[] | null {
  const days = daysOfMonth(month)
  return (
    days
      ?.filter((date) => weekday(dayNumber(date)) === saturday)
      .map((date) => (nights === 1 ? date : addDays(date, -1)))
      .map((checkIn) => ({ checkIn, checkOut: addDays(checkIn, nights) })) ?? null
  )
}
