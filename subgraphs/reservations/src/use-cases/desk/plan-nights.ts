import type { Context } from '../../context.ts'
import { deskNights } from '../../database/desk-reads.ts'
import { planNights } from '../../database/desk-transactions.ts'
import { nightsIn, whyNoRange, type NightRange, type Weekday } from '../../domain/night-range.ts'
import { invalidDates, invalidRooms, noSuchRoomType, saidAgain } from './desk-refusals.ts'
import { holdersOf } from './desk-reservation.ts'
import { openDesk, typeAt, type Desk } from './open-desk.ts'

export type NightsInput = NightRange & { hotelId: string; roomTypeId: string; weekdays?: readonly Weekday[] | null }

const mostRooms = 10_000

/** How many rooms are on sale: all nights asked for, or none when more is held and sold on one of them. */
export async function setAllotment({ rooms, ...input }: NightsInput & { rooms: number }, context: Context) {
  if (!(rooms >= 0 && rooms <= mostRooms)) {
    const desk = await openDesk(input.hotelId, context) // strangers learn nothing
    return desk.__typename === 'HotelDesk' ? invalidRooms('rooms', `Say 0 to ${mostRooms} rooms.`) : desk
  }
  return plan(input, { planned: rooms, closed: null }, context)
}

export const closeNights = (input: NightsInput, context: Context) =>
  plan(input, { planned: null, closed: true }, context)
export const openNights = (input: NightsInput, context: Context) =>
  plan(input, { planned: null, closed: false }, context)

type Decision = { planned: number | null; closed: boolean | null }

const plan = ({ hotelId, roomTypeId, weekdays, ...range }: NightsInput, decision: Decision, context: Context) =>
  saidAgain(async () => {
    const { sql } = context
    const desk = await openDesk(hotelId, context)
    if (desk.__typename !== 'HotelDesk') return desk
    const type = typeAt(desk, roomTypeId)
    if (!type) return noSuchRoomType()
    const wrong = whyNoRange(range, desk.today)
    if (wrong !== null) return invalidDates(wrong)
    const nights = nightsIn(range, weekdays ?? null)
    if (nights.length === 0) return invalidDates('None of these weekdays lies in the range.')
    const { allotment } = type
    const short = await planNights(sql, { roomTypeId, nights, allotment, ...decision })
    if (short.length > 0)
      return inTheWay(
        roomTypeId,
        short.map(({ date }) => date),
        allotment,
        context,
      )
    return tellNights(desk, { roomTypeId, ...range }, context)
  })

/** Nights as they are, for the desk. */
export async function tellNights(
  desk: Desk,
  { roomTypeId, ...range }: NightRange & { roomTypeId: string },
  context: Context,
) {
  const type = typeAt(desk, roomTypeId)
  if (!type) return noSuchRoomType()
  const wrong = whyNoRange(range, desk.today)
  if (wrong !== null) return invalidDates(wrong)
  const nights = await deskNights(context.sql, roomTypeId, nightsIn(range, null), type.allotment)
  return { __typename: 'DeskNights' as const, roomTypeId, nights: [...nights] }
}

export async function inTheWay(roomTypeId: string, dates: readonly string[], allotment: number, { sql }: Context) {
  const [nights, reservations] = await Promise.all([
    deskNights(sql, roomTypeId, dates, allotment),
    holdersOf(sql, roomTypeId, dates),
  ])
  const first = dates[0] ?? ''
  return {
    __typename: 'ReservationsInTheWay' as const,
    message: `More rooms are booked, or held for the waiting list, than would be left on ${dates.length === 1 ? first : `${dates.length} nights, the first ${first}`}. Nothing was changed. Move or cancel the reservations listed, or leave them their rooms.`,
    nights: [...nights],
    reservations,
  }
}
