import type { RoomsLeft } from '../database/availability.ts'
import { dayNumber } from '../domain/calendar.ts'
import { ruleStart } from '../domain/cancellation.ts'
import type { StayQuestion } from '../domain/cheapest-offers.ts'
import type { RoomGuests } from '../domain/guests.ts'
import { dateThere } from '../domain/local-time.ts'
import { nightsOf, type Stay } from '../domain/stay.ts'

/** What every hotel is asked, with what is the same for many of them worked out once. */
export function stayQuestion(
  { stay, rooms }: { stay: Stay; rooms: readonly RoomGuests[] },
  left: RoomsLeft,
  now: Date,
): StayQuestion {
  const days = new Map<string, number>()
  const starts = new Map<string, Date | null>()
  return {
    checkIn: stay.checkIn,
    checkInDay: dayNumber(stay.checkIn),
    nights: nightsOf(stay),
    rooms,
    now,
    left,
    startOf(rule, timeZone) {
      const key = `${rule.daysBefore} ${rule.time} ${timeZone}`
      const known = starts.get(key)
      if (known !== undefined) return known
      const start = ruleStart(rule, stay.checkIn, timeZone)
      starts.set(key, start)
      return start
    },
    today(timeZone) {
      const known = days.get(timeZone)
      if (known !== undefined) return known
      const day = dayNumber(dateThere(now, timeZone))
      days.set(timeZone, day)
      return day
    },
  }
}
