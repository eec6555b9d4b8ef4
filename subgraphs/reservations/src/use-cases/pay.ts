import type { PaymentRequest, Services } from '../context.ts'
import type { ReservationRow } from '../database/tables.ts'
import { endReservation, moveReservation } from '../database/transactions.ts'
import { claimsOf } from '../domain/offer.ts'
import { paymentKey } from '../domain/payment-key.ts'
import { pageOf } from '../domain/recap.ts'
import { receiptOf } from '../domain/receipt.ts'
import { after, leaseSeconds, strayRequestSeconds } from '../domain/waits.ts'
import { confirm } from './confirm.ts'
import { standOfPayment } from './payment-stand.ts'
import { wait, waitUntil, type Step } from './progress.ts'

/** The bank's page tells us by an event when the guest is done there; this is for an event that got lost. */
const lookSeconds = 15

/**
 * AWAITING_PAYMENT and REQUIRES_ACTION: payments takes (own hotel) or sets aside (partner's) the sum, and the
 * reservation follows it.
 */
export const pay: Step = async (reservation, services, run) => {
  const { sql, now } = services
  const { id, status: from, payNow: amount, currency, supplierCode, holdExpiresAt } = reservation
  const asked = { key: paymentKey(reservation), request: requestOf(reservation, services), holdExpiresAt }
  const payment = await standOfPayment(asked, services, run)
  const at = now()
  switch (payment.stand) {
    case 'TAKEN':
      if (supplierCode !== null) throw new Error(`the payment of ${id} was taken before its partner was asked`)
      return confirm(reservation, payment.paymentId, services)

    case 'SET_ASIDE': {
      if (supplierCode === null) throw new Error(`the payment of ${id} was set aside, not taken`)
      const move = { from, to: 'AUTHORIZED', step: 'SUM_SET_ASIDE', detail: { amount, currency } } as const
      await moveReservation(sql, id, move, { paymentId: payment.paymentId, dueAt: after(at, leaseSeconds) }, at)
      return 'MOVED'
    }
    case 'AT_THE_BANK': {
      const dueAt = holdExpiresAt === null ? after(at, lookSeconds) : earlier(after(at, lookSeconds), holdExpiresAt)
      if (from === 'REQUIRES_ACTION') return waitUntil(reservation, services, dueAt)
      const { paymentId, redirectUrl } = payment
      const move = { from, to: 'REQUIRES_ACTION', step: 'BANK_ASKS_GUEST' } as const
      await moveReservation(sql, id, move, { paymentId, redirectUrl, dueAt }, at)
      return 'WAITS'
    }
    case 'PENDING': {
      if (from === 'AWAITING_PAYMENT') return wait(reservation, services)
      const move = { from, to: 'AWAITING_PAYMENT', step: 'BANK_CHECKS' } as const
      await moveReservation(sql, id, move, { paymentId: payment.paymentId, dueAt: after(at, 1) }, at)
      return 'WAITS'
    }
    case 'DECLINED': {
      const { paymentId, declineCode } = payment
      const failure = { refusal: 'PaymentDeclined', declineCode } as const
      await endReservation(
        sql,
        id,
        {
          from,
          to: 'FAILED',
          step: 'DECLINED',
          detail: { reason: declineCode },
          failure,
          owed: null,
          dueAt: null,
          paymentId,
        },
        at,
      )
      return 'MOVED'
    }
    case 'ENDED': {
      const failure = { refusal: 'HoldEnded' } as const
      const ending = { from, to: 'EXPIRED', step: 'HOLD_ENDED', failure } as const
      if (payment.surely) {
        await endReservation(sql, id, { ...ending, owed: null, dueAt: null }, at)
        return 'MOVED'
      }
      const dueAt = after(at, strayRequestSeconds)
      return (await endReservation(sql, id, { ...ending, owed: 'SETTLE', dueAt }, at)) ? 'WAITS' : 'MOVED'
    }
    case 'NOT_BEGUN': {
      // The nights are free again, and once the guest is told so the key is too. What payments wrote of the attempt is voided by the sweeper, so
      // that it can never be taken up again; if it wrote nothing, a request that was lost may still reach it.
      const { paymentId } = payment
      const failure = { refusal: 'TryAgainLater' } as const
      const looked = paymentId === undefined ? { dueAt: after(at, strayRequestSeconds) } : { dueAt: at, paymentId }
      const ending = {
        from,
        to: 'FAILED',
        step: 'PAYMENT_NOT_BEGUN',
        failure,
        owed: 'SETTLE',
      } as const
      return (await endReservation(sql, id, { ...ending, ...looked }, at)) ? 'WAITS' : 'MOVED'
    }
    case 'UNKNOWN':
      return payment.again ? 'MOVED' : wait(reservation, services)
  }
}

const earlier = (one: Date, other: Date) => (one < other ? one : other)

function requestOf(reservation: ReservationRow, { settings }: Services): PaymentRequest {
  const { id, reference, customerId, payNow, currency, paymentMethodId, supplierCode, returnUrl, offer } = reservation
  if (paymentMethodId === null) throw new Error(`reservation ${id} awaits a payment without a payment method`)
  return {
    key: paymentKey(reservation),
    reservationId: id,
    reference,
    // A guest whom customers could not tell us: payments keeps the sum under the booking.
    customerId: customerId ?? `guest:${id}`,
    amount: payNow,
    currency,
    paymentMethodId,
    capture: supplierCode === null ? 'AUTOMATIC' : 'MANUAL',
    returnUrl: returnUrl ?? pageOf(settings.publicSiteUrl, reference),
    receipt: receiptOf(claimsOf(offer), reservation),
  }
}
