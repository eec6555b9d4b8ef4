import type { PaymentRequest, Services } from '../context.ts'
import { changesOf, chargesOf, leftOf, noteChangeRedirect, refundsOf } from '../database/reservations.ts'
import type { ReservationRow, StayChangeRow } from '../database/tables.ts'
import { endChange } from '../database/transactions.ts'
import { tellStay } from '../domain/changeable.ts'
import type { Failure } from '../domain/failure.ts'
import { claimsOf } from '../domain/offer.ts'
import { paymentKey } from '../domain/payment-key.ts'
import { pageOf } from '../domain/recap.ts'
import { receiptOf } from '../domain/receipt.ts'
import { planRefunds } from '../domain/refund-plan.ts'
import { after, strayRequestSeconds } from '../domain/waits.ts'
import { confirmationJobs } from './confirm.ts'
import { standOfPayment } from './payment-stand.ts'
import { wait, waitUntil, type Progress, type Step } from './progress.ts'

/** As in `pay.ts`. */
const lookSeconds = 15

/** MODIFYING: a dearer stay is paid first; then the new nights are sold and the old ones free, and what is left over goes back. */
export const finishChange: Step = async (reservation, services, run) => {
  const change = (await changesOf(services.db, reservation.id)).find(({ state }) => state === 'OPEN')
  if (!change) throw new Error(`reservation ${reservation.id} is being changed without a change`)
  if (change.difference <= 0) return apply(reservation, change, services)

  const { holdExpiresAt } = change
  const request = requestOf(reservation, change, services)
  const payment = await standOfPayment({ key: request.key, request, holdExpiresAt }, services, run)
  const at = services.now()
  switch (payment.stand) {
    case 'TAKEN':
      return apply(reservation, change, services, payment.paymentId)
    case 'SET_ASIDE':
      throw new Error(`the payment of a change of ${reservation.id} was set aside, not taken`)
    case 'AT_THE_BANK': {
      if (change.redirectUrl === null)
        await noteChangeRedirect(services.db, reservation.id, change.n, payment.redirectUrl)
      const soon = after(at, lookSeconds)
      return waitUntil(reservation, services, soon < holdExpiresAt ? soon : holdExpiresAt)
    }
    case 'PENDING':
      return wait(reservation, services)
    case 'DECLINED':
      return abandon(
        reservation,
        change,
        services,
        { refusal: 'PaymentDeclined', declineCode: payment.declineCode },
        null,
      )
    case 'ENDED':
      return abandon(
        reservation,
        change,
        services,
        { refusal: 'HoldEnded' },
        payment.surely ? null : after(at, strayRequestSeconds),
      )
    case 'NOT_BEGUN': {
      const owedAt = payment.paymentId === undefined ? after(at, strayRequestSeconds) : at
      return abandon(reservation, change, services, { refusal: 'TryAgainLater' }, owedAt)
    }
    case 'UNKNOWN':
      return payment.again ? 'MOVED' : wait(reservation, services)
  }
}

async function apply(
  reservation: ReservationRow,
  change: StayChangeRow,
  services: Services,
  paymentId?: string,
): Promise<Progress> {
  const { db, sql, now } = services
  const { id } = reservation
  const at = now()
  // What the hotel gave back before does not come back twice.
  const less = Math.min(Math.max(0, -change.difference), await leftOf(db, id))
  const refunds = planRefunds(less, await chargesOf(db, id), await refundsOf(db, id))
  if (!refunds) throw new Error(`reservation ${id} is to give back more than was taken`)
  const { offer, payNow, total, checkIn, checkOut, n } = change
  const changed = { ...reservation, offer, payNow, total, checkIn, checkOut, revision: reservation.revision + 1 }
  const debt = refunds.length > 0 ? ({ owed: 'REFUND', dueAt: at } as const) : ({ owed: null, dueAt: null } as const)
  const jobs = confirmationJobs(changed, claimsOf(offer), services, 'CHANGED')
  await endChange(
    sql,
    id,
    {
      n,
      applied: true,
      detail: tellStay(claimsOf(offer)),
      refunds,
      jobs,
      ...debt,
      ...(paymentId === undefined ? {} : { paymentId }),
    },
    at,
  )
  return 'MOVED'
}

/** The stay stands as it was, and the new nights are free again. `owedAt`: when to look whether a payment came nevertheless. */
async function abandon(
  { id }: ReservationRow,
  { n }: StayChangeRow,
  { sql, now }: Services,
  failure: Failure,
  owedAt: Date | null,
): Promise<Progress> {
  const owed = owedAt === null ? null : 'SETTLE'
  const ended = await endChange(
    sql,
    id,
    { n, applied: false, failure, owed, dueAt: owedAt, refunds: [], jobs: [] },
    now(),
  )
  return ended && owedAt !== null ? 'WAITS' : 'MOVED' // a debt has its time
}

function requestOf(reservation: ReservationRow, change: StayChangeRow, { settings }: Services): PaymentRequest {
  const { id, reference, customerId, currency } = reservation
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
    capture: 'AUTOMATIC',
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
