import type { RoomGuests } from '../domain/guests.ts'
import { maxDaysAhead, maxFlexibleDays, refuseStay, staysAround, type Stay } from '../domain/stay.ts'
import { maxWeekendNights, weekendsOf } from '../domain/weekends.ts'
import type { HotelSearchInput } from '../graphql/types.generated.ts'
import { earliestDay, readStay } from './asked-stay.ts'
import { refuseInput } from './refusal.ts'

export type AskedStays = {
  rooms: RoomGuests[]
  /** The stays that will do: of two that cost the same the first one counts. */
  stays: readonly [Stay, ...Stay[]]
  /** Those of them that partners are asked for: each is a question of its own. */
  ofPartners: readonly [Stay, ...Stay[]]
}

/** When, as a search says it: a stay, perhaps moved by some days, or any weekend of a month. Or a refusal. */
export function readStays(
  {
    stay,
    flexibleDays,
    anyWeekendOf,
    rooms,
  }: Pick<HotelSearchInput, 'stay' | 'flexibleDays' | 'anyWeekendOf' | 'rooms'>,
  now: Date,
  timeZone: string | null,
): AskedStays {
  const today = earliestDay(now, timeZone)
  if ((stay == null) === (anyWeekendOf == null))
    throw refuseInput('Say when with exactly one of stay and anyWeekendOf.')
  if (stay != null) {
    const asked = readStay(stay, rooms, now, timeZone)
    const days = flexibleDays ?? 0
    if (!(days >= 0 && days <= maxFlexibleDays)) throw refuseInput(`flexibleDays must be 0 to ${maxFlexibleDays}.`)
    const [first, ...others] = staysAround(asked.stay, days, today)
    return { rooms: asked.rooms, stays: [first ?? asked.stay, ...others], ofPartners: [asked.stay] }
  }
  if (flexibleDays) throw refuseInput('flexibleDays is for a stay: a weekend has its days.')
  const { month = '', nights = 2 } = anyWeekendOf ?? {}
  if (!(nights >= 1 && nights <= maxWeekendNights)) throw refuseInput(`A weekend has 1 to ${maxWeekendNights} nights.`)
  const weekends = weekendsOf(month, nights)
  if (!weekends) throw refuseInput('month is written like 2027-06.')
  const [first, ...others] = weekends.filter((one) => refuseStay(one, today) === null)
  if (!first) {
    const isOver = weekends.every(({ checkIn }) => checkIn < today)
    throw refuseInput(
      isOver ? 'No weekend of that month is left.' : `Check-in can be at most ${maxDaysAhead} days ahead.`,
    )
  }
  return {
    rooms: readStay(first, rooms, now, timeZone).rooms,
    stays: [first, ...others],
    ofPartners: [first, ...others],
  }
}
