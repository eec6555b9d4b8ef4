import type { Services } from '../context.ts'
import { reopenDebt, reservationById } from '../database/reservations.ts'
import { unsettled } from '../domain/status.ts'
import { advance } from './advance-reservation.ts'

/** A payment reached another state. The event may be late, or a second one: it only makes us look. */
export async function hearPayment({ reservationId }: { reservationId: string }, services: Services): Promise<void> {
  const reservation = await reservationById(services.db, reservationId)
  if (!reservation) {
    services.logger.warn({ reservation: reservationId }, 'a payment of a reservation that is not ours')
    return
  }
  const { status } = reservation
  if (status === 'EXPIRED' || status === 'FAILED') await reopenDebt(services.db, reservationId, services.now())
  else if (!unsettled.includes(status) && status !== 'MODIFYING') return
  await advance(reservationId, services)
}
