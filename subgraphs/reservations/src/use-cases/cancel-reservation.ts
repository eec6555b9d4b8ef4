import type { Context } from '../context.ts'
import { findKey, type KnownKey } from '../database/idempotency.ts'
import { chargesOf, leftOf, refundsOf } from '../database/reservations.ts'
import { beginCancellation, type Key } from '../database/transactions.ts'
import { planRefunds } from '../domain/refund-plan.ts'
import {
  idempotencyConflict,
  notCancellable,
  recordsAway,
  refundChanged,
  reservationNotFound,
} from '../domain/refusals.ts'
import { hashOf, scopeOf } from '../domain/requester.ts'
import { after, leaseSeconds } from '../domain/waits.ts'
import { advance } from './advance-reservation.ts'
import { retryAfterSeconds } from './answer-booking.ts'
import { askOnce } from './ask-once.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'
import { cancellationNow } from './preview-cancellation.ts'
import { currently } from './progress.ts'

export type CancelReservationInput = {
  reservation: ReservationRef
  expectedRefund?: number | null
  idempotencyKey: string
}

/** Cancels: what comes back is fixed at this moment, the saga sees to it. */
export const cancelReservation = (input: CancelReservationInput, context: Context) =>
  askOnce(input.idempotencyKey, () => cancel(input, context))

async function cancel({ reservation: ref, expectedRefund, idempotencyKey }: CancelReservationInput, context: Context) {
  const { db, sql, viewer, now } = context
  const found = await seekReservation(ref, context)
  if (!found) return reservationNotFound()
  const key: Key = { scope: scopeOf(viewer), key: idempotencyKey, inputHash: hashOf(found.id, expectedRefund) }
  const known = await findKey(sql, 'cancelReservation', key.scope, key.key)
  if (known) return answerKnown(known, key, context)

  const at = now()
  const terms = cancellationNow(found, await leftOf(db, found.id), at)
  if (terms.__typename === 'NotCancellable') return terms
  const { refund, fee } = terms
  if (typeof expectedRefund === 'number' && expectedRefund !== refund.amount) return refundChanged(refund)

  const refunds = planRefunds(refund.amount, await chargesOf(db, found.id), await refundsOf(db, found.id))
  if (refunds === null) return answerRival(found.id, key, context)
  const begun = await beginCancellation(
    sql,
    found,
    key,
    {
      refund: refund.amount,
      fee: fee.amount,
      detail: { ...refund },
      dueAt: after(at, leaseSeconds),
      refunds,
    },
    at,
  )
  if (begun.outcome === 'KNOWN') return answerKnown(begun, key, context)
  if (begun.outcome !== 'BEGUN') return answerRival(found.id, key, context)
  await advance(found.id, context)
  return answerKnown({ id: found.id, hash: key.inputHash }, key, context)
}

/** Somebody changed or cancelled it in this very moment: this same request on another way, or else the guest looks again. */
async function answerRival(id: string, key: Key, context: Context) {
  const known = await findKey(context.sql, 'cancelReservation', key.scope, key.key)
  if (known) return answerKnown(known, key, context)
  const { status } = await currently(context, id)
  if (status === 'CONFIRMED') context.logger.error({ reservation: id }, 'a confirmed stay cannot be given back in full')
  return recordsAway(retryAfterSeconds)
}

async function answerKnown({ id, hash }: KnownKey, { inputHash }: Key, context: Context) {
  if (hash !== inputHash) return idempotencyConflict()
  const reservation = await currently(context, id)
  if (reservation.status === 'CONFIRMED')
    return notCancellable(
      'The partner did not accept the cancellation. Your booking stands. Write to us: we ask them in person.',
    )
  return { __typename: 'Reservation' as const, ...reservation }
}
