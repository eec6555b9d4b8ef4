import { addDays } from '../domain/calendar.ts'
import { refuseGuests, type RoomGuests } from '../domain/guests.ts'
import { dateThere } from '../domain/local-time.ts'
import { refuseStay, type Stay } from '../domain/stay.ts'
import { refuseInput } from './refusal.ts'

/** The date there; where no zone is known, a day that is still today somewhere is not past. */
export const earliestDay = (now: Date, timeZone: string | null): string =>
  timeZone === null ? addDays(now.toISOString().slice(0, 10), -1) : dateThere(now, timeZone)

type AskedRooms = readonly { adults: number; childAges?: readonly number[] | null | undefined }[]

/** The stay and the guests as asked for, or a refusal. `timeZone`: of the place; null where a search spans several. */
export function readStay(
  stay: Stay,
  rooms: AskedRooms,
  now: Date,
  timeZone: string | null,
): { stay: Stay; rooms: RoomGuests[] } {
  const guests = rooms.map(({ adults, childAges }) => ({ adults, childAges: [...(childAges ?? [])] }))
  const wrong = refuseStay(stay, earliestDay(now, timeZone)) ?? refuseGuests(guests)
  if (wrong !== null) throw refuseInput(wrong)
  return { stay: { checkIn: stay.checkIn, checkOut: stay.checkOut }, rooms: guests }
}
