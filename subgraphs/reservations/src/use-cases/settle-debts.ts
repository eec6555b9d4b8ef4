import { sendRefund } from '@staygraph/workers/jobs/send-refund'

import type { Services } from '../context.ts'
import { acceptStaffRefund } from '../database/money.ts'
import { changesOf, refundsOf, settleDebt } from '../database/reservations.ts'
import { promised } from '../database/sending.ts'
import type { ReservationRow } from '../database/tables.ts'
import { acceptRefund, oweRefund } from '../database/transactions.ts'
import { paymentKey, refundKey } from '../domain/payment-key.ts'
import { recapOf } from '../domain/recap.ts'
import { confirm } from './confirm.ts'
import { offerAsItStands } from './offer-as-it-stands.ts'
import { wait, type Progress, type Step } from './progress.ts'

// A reservation (or a change of one) that came to nothing may still have money at the bank: set aside, on its way, or
// taken too late. It is `owed` until payments says that nothing of it is left.

/** Nothing may stay taken or set aside under the newest payment's key. */
export const settleWithBank: Step = async (reservation, services) => {
  const { db, payments } = services
  const { id } = reservation
  const found = await payments.lookUp(paymentKey(reservation))
  const outcome =
    found !== null &&
    found.status !== 'SILENT' &&
    found.status !== 'DECLINED' &&
    found.status !== 'VOIDED' &&
    found.status !== 'CAPTURED'
      ? await payments.void(found.paymentId)
      : found
  switch (outcome?.status) {
    case undefined: // nothing was ever begun
    case 'DECLINED':
    case 'VOIDED':
    case 'NOT_ATTEMPTED':
      await settleDebt(db, id)
      return 'MOVED'
    case 'CAPTURED':
      // The hold had ended, yet the guest paid: they get the room if it is still there.
      if (reservation.status === 'EXPIRED') return confirm(reservation, outcome.paymentId, services)
      await oweRefund(
        services.sql,
        id,
        {
          attempt: reservation.attempt,
          paymentId: outcome.paymentId,
          amount: await amountOf(reservation, services),
          reason: 'paid for a booking that came to nothing',
        },
        services.now(),
      )
      return 'MOVED'
    case 'SILENT':
    case 'AUTHORIZED':
    case 'REQUIRES_ACTION':
    case 'PENDING':
      return wait(reservation, services)
  }
}

/** Of the newest payment: of the booking itself, or of a change of dates. */
async function amountOf({ id, attempt, payNow }: ReservationRow, { db }: Services): Promise<number> {
  if (attempt === 1) return payNow
  const change = (await changesOf(db, id)).find((one) => one.attempt === attempt)
  if (!change) throw new Error(`reservation ${id} has no change for its payment ${attempt}`)
  return change.difference
}

/** Gives back what is planned and not yet accepted by payments. */
export const giveBack: Step = async (reservation, services) => {
  const progress = await refundWhatIsPlanned(reservation, services)
  return progress === 'DONE' ? 'MOVED' : progress
}

/** DONE: nothing is left to give back. One refund at a time, each under its own key, each known as accepted before the next. */
export async function refundWhatIsPlanned(reservation: ReservationRow, services: Services): Promise<Progress | 'DONE'> {
  const { db, payments, logger } = services
  const { id, currency } = reservation
  for (const planned of await refundsOf(db, id)) {
    const { n, paymentId, amount, reason } = planned
    if (planned.refundId !== null) continue
    const answer = await payments.refund({ key: refundKey(id, n), paymentId, amount, currency, reason })
    switch (answer.status) {
      case 'SUCCEEDED':
      case 'PENDING': // the bank has it and will tell payments
        await accept(reservation, planned, { refundId: answer.refundId, step: 'GIVEN_BACK' }, services)
        break
      case 'WAITING': // for the end of a dispute, which payments sees to
        await accept(reservation, planned, { refundId: answer.refundId, step: 'REFUND_WAITS' }, services)
        break
      case 'FAILED': // asking again will not help: the saga ends, a person settles it
        logger.error(
          { reservation: id, n, amount, refundId: answer.refundId },
          'the bank refuses a refund: somebody must look at it',
        )
        await accept(reservation, planned, { refundId: answer.refundId, step: 'REFUND_REFUSED' }, services)
        break
      case 'EXCEEDS':
      case 'CONFLICT':
      case 'NOT_CAPTURED':
        logger.error(
          { reservation: id, n, amount, answer: answer.status },
          'payments refuses a refund: somebody must look at it',
        )
        return wait(reservation, services)
      case 'NOT_ATTEMPTED':
      case 'SILENT':
        return wait(reservation, services)
    }
  }
  return 'DONE'
}

type Answered = { refundId: string; step: 'GIVEN_BACK' | 'REFUND_WAITS' | 'REFUND_REFUSED' }

/** Known as accepted; when staff gave it back, the guest's mail is promised with it. */
async function accept(
  reservation: ReservationRow,
  { n, amount, reason, byStaff }: Awaited<ReturnType<typeof refundsOf>>[number],
  { refundId, step }: Answered,
  { db, sql, now, settings }: Services,
) {
  const { id, currency } = reservation
  const accepted = { n, refundId, step, detail: { amount, currency } }
  if (!byStaff || step === 'REFUND_REFUSED') return acceptRefund(sql, id, accepted, now())
  const refund = { refundId, amount, reason, at: now().toISOString(), waits: step === 'REFUND_WAITS' }
  const recap = recapOf(reservation, await offerAsItStands(reservation, db), settings.publicSiteUrl)
  const mail = promised(sendRefund, { recap, refund })
  return acceptStaffRefund(sql, id, { ...accepted, jobs: [mail] }, now())
}
