import { addDays, dateOfDay, dayNumber } from './calendar.ts'

/** Half-open, in the hotel's own calendar: the night of check-out is not slept. */
export type Stay = { readonly checkIn: string; readonly checkOut: string }

export const maxNights = 30
export const maxDaysAhead = 365

export const nightCount = ({ checkIn, checkOut }: Stay): number => dayNumber(checkOut) - dayNumber(checkIn)

/** By the object that tells the stay: a search asks for its nights again with every hotel that it shows. */
const nights = new WeakMap<Stay, readonly string[]>()

export function nightsOf(stay: Stay): readonly string[] {
  let dates = nights.get(stay)
  if (!dates) {
    const first = dayNumber(stay.checkIn)
    nights.set(stay, (dates = Array.from({ length: nightCount(stay) }, (_, night) => dateOfDay(first + night))))
  }
  return dates
}

/** The most days by which a stay may be moved. */
export const maxFlexibleDays = 7

/**
 * A stay, and those of its length that begin up to so many days earlier or later and can be asked for on `today`: the nearest first, of two the
 * earlier one.
 */
export function staysAround(stay: Stay, days: number, today: string): Stay[] {
  const moved = Array.from({ length: days }, (_, at) => [-at - 1, at + 1]).flat()
  const others = moved.map((by) => ({ checkIn: addDays(stay.checkIn, by), checkOut: addDays(stay.checkOut, by) }))
  return [stay, ...others.filter((one) => refuseStay(one, today) === null)]
}

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
