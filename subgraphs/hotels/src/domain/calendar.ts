const dayMs = 86_400_000

/** All searches are about the same few hundred days, and each about hundreds of them. */
const days = new Map<string, number>()
const dates = new Map<number, string>()
const mostKnown = 4_000

/** Days since 1970-01-01. The calendar has no zone and no hours: arithmetic on it is plain. */
export function dayNumber(date: string): number {
  const known = days.get(date)
  if (known !== undefined) return known
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs
  if (days.size >= mostKnown) days.clear()
  days.set(date, day)
  return day
}
export function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (dates.size >= mostKnown) dates.clear()
  dates.set(day, date)
  return date
}
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days)

/** The days of a month written 2027-06, in order; null: it is written otherwise. */
export function daysOfMonth(month: string): string[] | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return null
  const first = dayNumber(`${month}-01`)
  return Array.from({ length: 31 }, (_, day) => dateOfDay(first + day)).filter((date) => date.startsWith(month))
}

/** 0 is Monday. */
export const weekday = (day: number): number => (day + 3) % 7
