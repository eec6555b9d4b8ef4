import type { Context } from '../../context.ts'
import { deskNights } from '../../database/desk-reads.ts'
import { outOfOrderById, roomById, takersOf } from '../../database/desk-rooms.ts'
import { endOutOfOrder as end, setOutOfOrder as set } from '../../database/desk-transactions.ts'
import { nightsIn, whyNoRange, type NightRange } from '../../domain/night-range.ts'
import { invalidDates, invalidRooms, notHotelStaff, saidAgain } from './desk-refusals.ts'
import { atDesk } from './desk-reservation.ts'
import { openDesk, typeAt } from './open-desk.ts'
import { inTheWay } from './plan-nights.ts'
import { roomNotFree } from './room-not-free.ts'

export type SetOutOfOrderInput = NightRange & { roomId: string; reason: string }

/** Nobody sleeps in a room for a while: no guest is given it, and its type has one room less on sale. */
export const setOutOfOrder = ({ roomId, reason: typed, ...range }: SetOutOfOrderInput, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const room = await roomById(sql, roomId)
    const desk = room ? await openDesk(room.hotelId, context) : notHotelStaff()
    if (desk.__typename !== 'HotelDesk' || !room) return desk.__typename === 'HotelDesk' ? notHotelStaff() : desk
    const wrong = whyNoRange(range, desk.today)
    if (wrong !== null) return invalidDates(wrong)
    const reason = typed.trim()
    if (reason.length === 0 || reason.length > 200 || /\p{Cc}/u.test(reason))
      return invalidRooms('reason', 'Say why in 1 to 200 characters.')
    const allotment = typeAt(desk, room.roomTypeId)?.allotment ?? 0
    const answer = await set(sql, { roomId, ...range, reason, allotment, by: desk.by }, now())
    if (answer === 'NOT_FREE') return roomNotFree(room.number, await guestsOf(roomId, range, context))
    if (answer === 'IN_THE_WAY')
      return inTheWay(
        room.roomTypeId,
        await shortNights(room.roomTypeId, range, allotment, context),
        allotment,
        context,
      )
    return tell(answer.id, context)
  })

/** The room can be slept in from tonight on. */
export const endOutOfOrder = (id: string, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const found = await outOfOrderById(sql, id)
    const desk = found ? await openDesk(found.hotelId, context) : notHotelStaff()
    if (desk.__typename !== 'HotelDesk' || !found) return desk.__typename === 'HotelDesk' ? notHotelStaff() : desk
    await end(sql, id, desk.today, typeAt(desk, found.roomTypeId)?.allotment ?? 0, now())
    return tell(id, context)
  })

async function tell(id: string, { sql }: Context) {
  const found = await outOfOrderById(sql, id)
  if (!found) throw new Error(`nothing is out of order by ${id}`)
  return { __typename: 'OutOfOrder' as const, ...found }
}

async function guestsOf(roomId: string, range: NightRange, { sql }: Context) {
  const takers = await takersOf(sql, roomId, range)
  return atDesk(sql, [...new Set(takers.map(({ reservationId }) => reservationId).filter((id) => id !== null))])
}

/** The nights on which no room of the type can be spared. When guests gave one back meanwhile, all of the range. */
async function shortNights(roomTypeId: string, range: NightRange, allotment: number, { sql }: Context) {
  const dates = nightsIn(range, null)
  const nights = await deskNights(sql, roomTypeId, dates, allotment)
  const short = nights.filter((night) => night.held + night.sold > Math.max(0, night.planned - night.outOfOrder - 1))
  return short.length > 0 ? short.map(({ date }) => date) : dates
}
