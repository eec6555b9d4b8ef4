import { checkIn } from '../../use-cases/desk/check-in.ts'
import { checkOut } from '../../use-cases/desk/check-out.ts'
import { markNoShow } from '../../use-cases/desk/mark-no-show.ts'
import { registerRooms } from '../../use-cases/desk/register-rooms.ts'
import { insist } from './insist.ts'
import type { Guest, Model } from './model.ts'
import { holds } from './must.ts'
import { comeToRest } from './settled.ts'
import { june, roomKinds, type Stage } from './stage.ts'
import { hows } from './strikes.ts'

/** More than staff ever puts on sale: whoever has a booking has a door. */
const doors = ['1', '2', '3']

type Day = { at: string; guest: Guest; id: string; does: 'ARRIVE' | 'STAY_AWAY' | 'LEAVE' }
const becomes = { ARRIVE: 'CHECKED_IN', STAY_AWAY: 'NO_SHOW', LEAVE: 'CHECKED_OUT' } as const

/**
 * The days of the stays: guests of our own hotel arrive and leave, or do not come. The desk is struck now and then, and
 * says it again. Then doors, rooms and money are right.
 */
export async function liveTheDays(model: Model, stage: Stage): Promise<void> {
  const { services, clock, world } = stage
  const strike = () =>
    services.random() < 0.2
      ? { effect: 1 + Math.floor(services.random() * 8), how: hows[Math.floor(services.random() * 4)] ?? 'UNHEARD' }
      : null
  for (const kind of roomKinds) {
    const input = {
      hotelId: stage.hotelId,
      roomTypeId: stage.roomTypeOf(kind),
      rooms: doors.map((n) => ({ number: `${kind}${n}` })),
    }
    const registered = await insist(stage, null, (context) => registerRooms(input, context))
    holds('doors are registered', registered.__typename, 'HotelRooms')
  }
  const ends = new Map<Guest, keyof typeof becomes>()
  const days: Day[] = []
  for (const guest of model.guests) {
    if (guest.belief !== 'BOOKED' || guest.stay.partner) continue
    const id = (await stage.rowsOf(guest)).at(-1)?.id ?? ''
    const { from, to } = guest.stay
    const comes = services.random() < 0.7
    if (comes) days.push({ at: `${june(from)}T16:00:00.000Z`, guest, id, does: 'ARRIVE' })
    else days.push({ at: `${june(from + 1)}T09:00:00.000Z`, guest, id, does: 'STAY_AWAY' })
    if (comes) days.push({ at: `${june(to)}T09:30:00.000Z`, guest, id, does: 'LEAVE' })
  }
  for (const { at, guest, id, does } of days.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    if (new Date(at) > clock.now()) clock.moveTo(at)
    const answer = await insist(stage, strike(), async (context) => {
      if (does === 'ARRIVE') return checkIn({ reservationId: id }, context)
      return does === 'LEAVE' ? checkOut(id, context) : markNoShow(id, context)
    })
    holds(`the desk's answer when ${guest.name} is to ${does}`, answer.__typename, 'DeskReservation')
    if (does === 'STAY_AWAY') guest.kept -= model.refund(guest)
    ends.set(guest, does)
  }
  await comeToRest(stage)
  for (const [guest, does] of ends) {
    const row = (await stage.rowsOf(guest)).at(-1)
    holds(
      `${guest.name} in the end of June`,
      { status: row?.status, owed: row?.owed },
      { status: becomes[does], owed: null },
    )
    holds(`kept of ${guest.name} in the end of June`, stage.payments.keptOf(row?.id ?? ''), guest.kept)
  }
  holds('counters against a recount in the end of June', await world.records.recount(), [])
}
