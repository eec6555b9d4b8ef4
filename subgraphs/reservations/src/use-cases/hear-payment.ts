import type { Services } from '../context.ts'
import { reopenDebt, reservationById, statusesOf } from '../database/reservations.ts'
import { unsettled, type Status } from '../domain/status.ts'
import { advance } from './advance-reservation.ts'

/** Over, and perhaps paid all the same: its debt is looked at again. */
const isOver = (status: Status) => status === 'EXPIRED' || status === 'FAILED'

/** Its booking or its change waits for its payment. */
const waits = (status: Status) => unsettled.includes(status) || status === 'MODIFYING'

/**
 * Of payments that reached another state, those whose reservations have not gone on without being told. Of most they
 * have: whoever took the payment was answered before. One that nobody knows is heard by itself, and told to people.
 */
export async function whoWaits<Event extends { payload: { reservationId: string } }>(
  events: readonly Event[],
  { db }: Pick<Services, 'db'>,
): Promise<Event[]> {
  const found = await statusesOf(
    db,
    events.map(({ payload }) => payload.reservationId),
  )
  return events.filter(({ payload }) => {
    const status = found.get(payload.reservationId)
    return status === undefined || isOver(status) || waits(status)
  })
}

/** A payment reached another state. The event may be late, or a second one: it only makes us look. */
export async function hearPayment({ reservationId }: { reservationId: string }, services: Services): Promise<void> {
  const reservation = await reservationById(services.db, reservationId)
  if (!reservation) {
    services.logger.warn({ reservation: reservationId }, 'a payment of a reservation that is not ours')
    return
  }
  const { status } = reservation
  if (isOver(status)) await reopenDebt(services.db, reservationId, services.now())
  else if (!waits(status)) return
  await advance(reservationId, services)
}
