/** Half-open `[checkIn, checkOut)` in the hotel's own calendar: the night of check-out is not slept. */
export type Stay = { checkIn: string; checkOut: string }

const day = 86_400_000

export const nightCount = ({ checkIn, checkOut }: Stay) =>
  Math.round((Date.parse(checkOut) - Date.parse(checkIn)) / day)

/** The calendar dates slept, in order. */
export const nightsOf = (stay: Stay): string[] =>
  Array.from({ length: nightCount(stay) }, (_, index) =>
    new Date(Date.parse(stay.checkIn) + index * day).toISOString().slice(0, 10),
  )

/** Longer stays are group business, agreed with the hotel and not sold here. */
export const mostNights = 30
/** Prices further ahead are not made yet. */
export const mostDaysAhead = 730

/** Why a stay cannot be booked, for the guest; null when it can. `today` is the hotel's own date. */
export function whyNotBookable(stay: Stay, today: string): string | null {
  if (stay.checkOut <= stay.checkIn) return 'Check-out must be after check-in.'
  if (stay.checkIn < today) return 'Check-in is in the past. Choose today or a later day.'
  if (nightCount(stay) > mostNights) return `A stay is at most ${mostNights} nights. Book a longer one in parts.`
  if (nightCount({ checkIn: today, checkOut: stay.checkIn }) > mostDaysAhead)
    return 'Check-in is more than two years ahead. Choose an earlier day.'
  return null
}
