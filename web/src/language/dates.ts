import { locale, t } from './i18n.ts'

// A calendar date is a day of the hotel's own calendar: it is written without any time zone, so it is read in UTC here.

const day = (date: string): Date => new Date(`${date}T00:00:00Z`)

const written = (date: string | Date, options: Intl.DateTimeFormatOptions, timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat(locale(), { timeZone, ...options }).format(typeof date === 'string' ? day(date) : date).replace(',', '') // prettier-ignore

/** Fri 12 June. */
export const longDay = (date: string): string => written(date, { weekday: 'short', day: 'numeric', month: 'long' })

/** 12 June. */
export const shortDay = (date: string): string => written(date, { day: 'numeric', month: 'long' })

/** March 2027, of 2027-03. */
export const monthName = (month: string): string => written(`${month}-01`, { month: 'long', year: 'numeric' })

/** Fri 12 - Mon 15 June, or both months when they differ. */
export function dayRange(from: string, to: string): string {
  if (from.slice(0, 7) !== to.slice(0, 7)) return `${longDay(from)} – ${longDay(to)}`
  return `${written(from, { weekday: 'short', day: 'numeric' })} – ${longDay(to)}`
}

/** 12-15 June. */
export const shortRange = (from: string, to: string): string =>
  from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8))}–${shortDay(to)}`
    : `${shortDay(from)} – ${shortDay(to)}`

export const nightsBetween = (from: string, to: string): number =>
  Math.round((day(to).getTime() - day(from).getTime()) / 86_400_000)

export const addDays = (date: string, days: number): string =>
  new Date(day(date).getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** 14:32, in the reader's own zone unless another is named. */
export const timeOfDay = (instant: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) }).format(new Date(instant)) // prettier-ignore

/** 10 June, 18:00, in the hotel's zone. */
export const dayAndTime = (instant: string, timeZone: string): string =>
  t('{day}, {time}', { day: written(new Date(instant), { day: 'numeric', month: 'long' }, timeZone), time: timeOfDay(instant, timeZone) }) // prettier-ignore

/** Wed 10 June, 18:00, in the hotel's zone. */
export const longDayAndTime = (instant: string, timeZone: string): string =>
  t('{day}, {time}', { day: written(new Date(instant), { weekday: 'short', day: 'numeric', month: 'long' }, timeZone), time: timeOfDay(instant, timeZone) }) // prettier-ignore

/** The calendar date it is there at that instant: 2027-06-10. */
export const dateIn = (timeZone: string, instant: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)

/** Lisbon time: the city of an IANA zone, as people say it. */
export const zoneName = (timeZone: string): string =>
  t('{city} time', { city: (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ') })
