import { dateOfDay, dayNumber } from './calendar.ts'

/** Half-open, in the hotel's own calendar: the night of check-out is not slept. */
export type Stay = { checkIn: string; checkOut: string }

export const maxNights = 30
export const maxDaysAhead = 365

export const nightCount = ({ checkIn, checkOut }: Stay): number => dayNumber(checkOut) - dayNumber(checkIn)

export const nightsOf = (stay: Stay): string[] =>
  Array.from({ length: nightCount(stay) }, (_, night) => dateOfDay(dayNumber(stay.checkIn) + night))

/** What is wrong with a stay asked for on `today` (the hotel's date), in a plain sentence; null when nothing is. */
export function refuseStay(stay: Stay, today: string): string | null {
  const nights = nightCount(stay)
  if (nights < 1) return 'Check-out must be after check-in.'
  if (nights > maxNights) return `A stay is at most ${maxNights} nights.`
  const ahead = dayNumber(stay.checkIn) - dayNumber(today)
  if (ahead < 0) return 'Check-in is in the past.'
  if (ahead > maxDaysAhead) return `Check-in can be at most ${maxDaysAhead} days ahead.`
  return null
}
