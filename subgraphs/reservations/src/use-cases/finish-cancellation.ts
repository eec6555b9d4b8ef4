import { sendCancellation } from '@staygraph/workers/jobs/send-cancellation'
import { tellGuestAndHotel } from '@staygraph/workers/jobs/tell-guest-and-hotel'

import { finishCancellation as finish, keepReservation } from '../database/cancellations.ts'
import { roomsOfReservation } from '../database/reservations.ts'
import { promised } from '../database/sending.ts'
import { recapOf } from '../domain/recap.ts'
import { offerAsItStands } from './offer-as-it-stands.ts'
import { wait, type Step } from './progress.ts'
import { noteKept } from './reconcile-partners.ts'
import { refundWhatIsPlanned } from './settle-debts.ts'

/** CANCELLING: the partner lets go of its room, the money goes back, then our nights are free and the mails promised. */
export const finishCancellation: Step = async (reservation, services) => {
  const { sql, now, suppliers, logger, settings } = services
  const { id, currency, supplierCode, supplierBookingId: bookingId } = reservation
  const claims = await offerAsItStands(reservation, services.db)
  const partner = claims.supplier?.name

  if (supplierCode !== null && bookingId !== null) {
    const answer = await suppliers.get(supplierCode)?.cancel({ bookingId, currency })
    if (answer?.outcome === 'REFUSED') {
      logger.error({ reservation: id, reason: answer.reason }, 'the partner refuses to cancel')
      await keepReservation(sql, id, partner === undefined ? {} : { partner }, now())
      return 'MOVED'
    }
    if (answer?.outcome !== 'CANCELLED' && answer?.outcome !== 'NOT_FOUND') return wait(reservation, services)
    // The guest gets what the preview said, whatever the partner keeps: its terms were ours when the stay was sold.
    if (answer.outcome === 'CANCELLED')
      await noteKept(
        { id, supplierCode, status: reservation.status, cancelFee: reservation.cancelFee ?? 0, currency },
        { bookingId, fee: answer.fee },
        services,
      )
    else logger.error({ reservation: id, bookingId }, 'the partner does not know its booking')
  }

  const refunded = await refundWhatIsPlanned(reservation, services)
  if (refunded !== 'DONE') return refunded

  const at = now()
  // Of the rooms that were left: what was cancelled singly before was told then.
  const rooms = (await roomsOfReservation(services.db, id)).filter(({ state }) => state === 'BOOKED')
  const refund = rooms.reduce((sum, room) => sum + (room.refund ?? 0), 0)
  const fee = rooms.reduce((sum, room) => sum + (room.fee ?? 0), 0)
  const recap = recapOf(
    { ...reservation, cancelledAt: at, cancelRefund: refund, cancelFee: fee, revision: reservation.revision + 1 },
    claims,
    settings.publicSiteUrl,
  )
  const toHotel = supplierCode === null && recap.hotel.email !== null
  const jobs = [toHotel ? promised(tellGuestAndHotel, { what: 'CANCELLED', recap }) : promised(sendCancellation, recap)]
  await finish(sql, id, { fee, currency }, jobs, at)
  return 'MOVED'
}
