import type { PaymentRequest, Services } from '../context.ts'
import { moveChange } from '../database/changes.ts'
import { changesOf, noteChangeRedirect } from '../database/reservations.ts'
import type { ReservationRow, StayChangeRow } from '../database/tables.ts'
import { claimsOf } from '../domain/offer.ts'
import { paymentKey } from '../domain/payment-key.ts'
import { pageOf } from '../domain/recap.ts'
import { receiptOf } from '../domain/receipt.ts'
import { after, leaseSeconds, strayRequestSeconds } from '../domain/waits.ts'
import { changeWithPartner } from './change-with-partner.ts'
import { abandonChange, applyChange } from './end-change.ts'
import { standOfPayment } from './payment-stand.ts'
import { wait, waitUntil, type Step } from './progress.ts'

/** As in `pay.ts`. */
const lookSeconds = 15

/**
 * MODIFYING: a dearer stay is paid first (at a partner's hotel set aside, and taken when the partner has booked it); then
 * the new nights are sold and the old ones free, and what is left over goes back.
 */
export const finishChange: Step = async (reservation, services, run) => {
  const change = (await changesOf(services.db, reservation.id)).find(({ state }) => state === 'OPEN')
  if (!change) return 'MOVED' // ended by another run since the reservation was read
  const isOwn = reservation.supplierCode === null
  if (change.difference <= 0 || change.paymentId !== null)
    return isOwn ? applyChange(reservation, change, services) : changeWithPartner(reservation, change, services)

  const { holdExpiresAt } = change
  const request = requestOf(reservation, change, services)
  const payment = await standOfPayment({ key: request.key, request, holdExpiresAt }, services, run)
  const at = services.now()
  switch (payment.stand) {
    case 'TAKEN':
      if (!isOwn) throw new Error(`the change of ${reservation.id} was paid before its partner was asked`)
      return applyChange(reservation, change, services, payment.paymentId)
    case 'SET_ASIDE': {
      if (isOwn) throw new Error(`the payment of a change of ${reservation.id} was set aside, not taken`)
      const detail = { amount: change.difference, currency: reservation.currency }
      const known = { n: change.n, paymentId: payment.paymentId, dueAt: after(at, leaseSeconds) }
      await moveChange(services.sql, reservation.id, { ...known, step: 'SUM_SET_ASIDE', detail }, at)
      return 'MOVED'
    }
    case 'AT_THE_BANK': {
      if (change.redirectUrl === null)
        await noteChangeRedirect(services.db, reservation.id, change.n, payment.redirectUrl)
      const soon = after(at, lookSeconds)
      return waitUntil(reservation, services, soon < holdExpiresAt ? soon : holdExpiresAt)
    }
    case 'PENDING':
      return wait(reservation, services)
    case 'DECLINED':
      return abandonChange(
        reservation,
        change,
        services,
        { refusal: 'PaymentDeclined', declineCode: payment.declineCode },
        null,
      )
    case 'ENDED':
      return abandonChange(
        reservation,
        change,
        services,
        { refusal: 'HoldEnded' },
        payment.surely ? null : after(at, strayRequestSeconds),
      )
    case 'NOT_BEGUN': {
      const owedAt = payment.paymentId === undefined ? after(at, strayRequestSeconds) : at
      return abandonChange(reservation, change, services, { refusal: 'TryAgainLater' }, owedAt)
    }
    case 'UNKNOWN':
      return payment.again ? 'MOVED' : wait(reservation, services)
  }
}

function requestOf(reservation: ReservationRow, change: StayChangeRow, { settings }: Services): PaymentRequest {
  const { id, reference, customerId, currency, supplierCode } = reservation
  const { attempt, difference, paymentMethodId, returnUrl, offer } = change
  if (attempt === null || paymentMethodId === null) throw new Error(`the change ${change.n} of ${id} cannot be paid`)
  const details = receiptOf(claimsOf(offer), { ...reservation, offer })
  return {
    key: paymentKey({ id, attempt }),
    reservationId: id,
    reference,
    customerId: customerId ?? `guest:${id}`,
    amount: difference,
    currency,
    paymentMethodId,
    capture: supplierCode === null ? 'AUTOMATIC' : 'MANUAL',
    returnUrl: returnUrl ?? pageOf(settings.publicSiteUrl, reference),
    receipt: {
      ...details,
      // One line for the difference, with the VAT of the nights it is of.
      lines: [
        {
          text: 'Change of dates: the difference in price',
          amount: difference,
          rateBps: details.lines[0]?.rateBps ?? null,
        },
      ],
      taxesWithin: [],
    },
  }
}
