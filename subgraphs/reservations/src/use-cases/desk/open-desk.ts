import type { Context } from '../../context.ts'
import { keepHotel, knownHotel, type DeskRoomType, type KnownHotel } from '../../database/desk-hotels.ts'
import { dateAt } from '../../domain/hotel-time.ts'
import { worksAt } from '../../domain/staff.ts'
import { notHotelStaff } from './desk-refusals.ts'

/** A hotel at whose desk somebody may stand. `by` is who. */
export type Desk = {
  hotelId: string
  name: string
  timeZone: string
  today: string
  by: string
  roomTypes: DeskRoomType[]
}

/** Older than this, what hotels said is asked for again. */
const freshMs = 600_000

const recordsOfHotelAway = () => ({
  __typename: 'TryAgainLater' as const,
  message: 'We cannot read what this hotel is just now. Nothing was changed. Try again in a moment.',
  retryAfterSeconds: 5,
})

/** The desk of a hotel, for its staff. While hotels is away it stands on what hotels said last. */
export async function openDesk(hotelId: string, context: Context) {
  const { viewer, db, now, factsOf } = context
  if (viewer.kind !== 'customer' || !worksAt(viewer, hotelId)) return notHotelStaff()
  const at = now()
  const known = await knownHotel(db, hotelId)
  const hotel = known && at.getTime() - known.seenAt.getTime() < freshMs ? known : await askAgain()
  if (hotel === 'SILENT') return recordsOfHotelAway()
  if (hotel === null) return notHotelStaff()
  const { name, timeZone, roomTypes } = hotel
  const desk: Desk = { hotelId, name, timeZone, today: dateAt(at, timeZone), by: viewer.customerId, roomTypes }
  return { __typename: 'HotelDesk' as const, ...desk }

  async function askAgain(): Promise<KnownHotel | null | 'SILENT'> {
    const facts = await factsOf(hotelId)
    if (facts === 'SILENT') return known ?? 'SILENT'
    if (facts === null) return null
    const told = { id: hotelId, ...facts, seenAt: at }
    await keepHotel(db, told)
    return told
  }
}

export const typeAt = ({ roomTypes }: Desk, roomTypeId: string) => roomTypes.find(({ id }) => id === roomTypeId)
