import type { Sql } from 'postgres'

import type { Context } from '../../context.ts'
import { reservationsOn, staysOfReservations, type DeskStay } from '../../database/desk-reads.ts'
import { reservationById } from '../../database/reservations.ts'
import type { ReservationRow } from '../../database/tables.ts'
import { worksAt } from '../../domain/staff.ts'

/** A reservation as the desk sees it: its booked rooms. */
export type AtDesk = { id: string; stays: readonly [DeskStay, ...DeskStay[]] }

export async function atDesk(sql: Sql, ids: readonly string[]): Promise<AtDesk[]> {
  const stays = Map.groupBy(await staysOfReservations(sql, ids), ({ reservationId }) => reservationId)
  return ids.flatMap((id) => {
    const [first, ...others] = stays.get(id) ?? []
    return first ? [{ id, stays: [first, ...others] as const }] : []
  })
}

/** The answer of whatever the desk did with a reservation. */
export async function answerWith(sql: Sql, id: string) {
  const [found] = await atDesk(sql, [id])
  if (!found) throw new Error(`reservation ${id} has no room`)
  return { __typename: 'DeskReservation' as const, ...found }
}

/** A reservation of a hotel that whoever asks works for, and who that is. Null: there is none, or it is another hotel's. */
export async function ownReservation(
  id: string,
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
): Promise<{ reservation: ReservationRow; by: string } | null> {
  if (viewer.kind !== 'customer' || (viewer.staffOf ?? []).length === 0) return null
  const reservation = await reservationById(db, id)
  if (!reservation || reservation.supplierCode !== null || !worksAt(viewer, reservation.hotelId)) return null
  return { reservation, by: viewer.customerId }
}

/** More is a list nobody reads. */
export const mostInTheWay = 50

export const holdersOf = async (sql: Sql, roomTypeId: string, nights: readonly string[]): Promise<AtDesk[]> =>
  atDesk(sql, await reservationsOn(sql, roomTypeId, nights, mostInTheWay))
