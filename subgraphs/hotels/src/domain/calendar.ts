const dayMs = 86_400_000

/** Days since 1970-01-01. The calendar has no zone and no hours: arithmetic on it is plain. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs
export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days)

/** The days of a month written 2027-06, in order; null: it is written otherwise. */
export function daysOfMonth(month: string): string[] | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return null
  const first = dayNumber(`${month}-01`)
  return Array.from({ length: 31 }, (_, day) => dateOfDay(first + day)).filter((date) => date.startsWith(month))
}

/** 0 is Monday. */
export const weekday = (day: number): number => (day + 3) % 7
