import type { RoomsLeft } from '../database/availability.ts'
import { dayNumber } from '../domain/calendar.ts'
import { ruleStart } from '../domain/cancellation.ts'
import type { StayQuestion } from '../domain/cheapest-offers.ts'
import type { RoomGuests } from '../domain/guests.ts'
import type { PriceQuestion } from '../domain/kept-prices.ts'
import { dateThere } from '../domain/local-time.ts'
import { nightsOf, type Stay } from '../domain/stay.ts'
import { TownPricer } from '../domain/town-prices.ts'

export type AskedStay = { stay: Stay; rooms: readonly RoomGuests[] }

/** What every hotel is asked, with what is the same for many of them worked out once. */
export const stayQuestion = (asked: AskedStay, left: RoomsLeft, now: Date): StayQuestion => ({
  ...townQuestion(asked, now),
  left,
})

/** When rules of cancellation begin to count: the same for all searches, and a clock far away is slow to ask. */
const starts = new Map<string, Date | null>()
const mostStarts = 20_000

/** The same, without what is left of rooms. */
export function townQuestion({ stay, rooms }: AskedStay, now: Date): Omit<StayQuestion, 'left'> {
  const days = new Map<string, number>()
  return {
    checkIn: stay.checkIn,
    checkInDay: dayNumber(stay.checkIn),
    nights: nightsOf(stay),
    rooms,
    now,
    startOf(rule, timeZone) {
      if (rule.daysBefore === null) return null
      const key = `${stay.checkIn} ${rule.daysBefore} ${rule.time} ${timeZone}`
      const known = starts.get(key)
      if (known !== undefined) return known
      const start = ruleStart(rule, stay.checkIn, timeZone)
      if (starts.size >= mostStarts) starts.clear()
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

/** The prices of towns that it asks for: two questions of one stay and one party share what is kept of them. */
export function priceQuestion(asked: AskedStay, now: Date): PriceQuestion {
  const question = townQuestion(asked, now)
  const { stay, rooms } = asked
  let pricer: TownPricer | undefined
  return {
    key: `${stay.checkIn} ${stay.checkOut} ${JSON.stringify(rooms)}`,
    today: question.today,
    now: now.getTime(),
    pricer: () => (pricer ??= new TownPricer(question)),
  }
}
