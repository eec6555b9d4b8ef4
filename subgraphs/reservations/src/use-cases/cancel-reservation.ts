import { roomsInWords } from '@staygraph/hotels/contract/offer'

import type { Context } from '../context.ts'
import { beginCancellation, cancelRooms, type Key, type PlannedRefund } from '../database/cancellations.ts'
import { findKey, type KnownKey } from '../database/idempotency.ts'
import { chargesOf, leftOf, refundsOf, roomsOfReservation } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
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
import { confirmationJobs } from './confirm.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'
import { offerAsItStands } from './offer-as-it-stands.ts'
import { cancellationNow } from './preview-cancellation.ts'
import { currently } from './progress.ts'

export type CancelReservationInput = {
  reservation: ReservationRef
  rooms?: readonly number[] | null
  expectedRefund?: number | null
  idempotencyKey: string
}

/** Cancels all rooms or some: what comes back is fixed at this moment, the saga sees to it. */
export const cancelReservation = (input: CancelReservationInput, context: Context) =>
  askOnce(input.idempotencyKey, () => cancel(input, context))

async function cancel(input: CancelReservationInput, context: Context) {
  const { reservation: ref, expectedRefund, idempotencyKey } = input
  const { db, sql, viewer, now } = context
  const found = await seekReservation(ref, context)
  if (!found) return reservationNotFound()
  const positions = input.rooms ? [...new Set(input.rooms)].toSorted((one, other) => one - other) : null
  const key: Key = {
    scope: scopeOf(viewer),
    key: idempotencyKey,
    inputHash: hashOf(found.id, expectedRefund, ...(positions ? ['rooms', ...positions] : [])),
  }
  const known = await findKey(sql, 'cancelReservation', key.scope, key.key)
  if (known) return answerKnown(known, key, context)

  const at = now()
  const terms = cancellationNow(
    found,
    await roomsOfReservation(db, found.id),
    positions,
    await leftOf(db, found.id),
    at,
  )
  // Perhaps a twin of this request cancelled between our two looks: then its answer is ours.
  const unlessDone = async <Refusal>(refusal: Refusal) => {
    const twin = await findKey(sql, 'cancelReservation', key.scope, key.key)
    return twin ? answerKnown(twin, key, context) : refusal
  }
  if (terms.__typename === 'NotCancellable') return unlessDone(terms)
  const { refund } = terms
  if (typeof expectedRefund === 'number' && expectedRefund !== refund.amount) return unlessDone(refundChanged(refund))

  const refunds = planRefunds(refund.amount, await chargesOf(db, found.id), await refundsOf(db, found.id))
  if (refunds === null) return answerRival(found.id, key, context)
  const begun = await (terms.isWhole ? beginWhole : cancelSome)(found, key, terms, refunds, context, at)
  if (begun.outcome === 'CHANGED' || begun.outcome === 'TAKEN') return answerRival(found.id, key, context)
  if (begun.outcome !== 'KNOWN') await advance(found.id, context)
  const written = await findKey(sql, 'cancelReservation', key.scope, key.key)
  return written ? answerKnown(written, key, context) : answerRival(found.id, key, context)
}

type Cancellation = Extract<ReturnType<typeof cancellationNow>, { __typename: 'CancellationPreview' }>

const beginWhole = (
  found: ReservationRow,
  key: Key,
  { refund, fee, parts: rooms }: Cancellation,
  refunds: PlannedRefund[],
  { sql }: Context,
  at: Date,
) => {
  const dueAt = after(at, leaseSeconds)
  const begun = { refund: refund.amount, fee: fee.amount, rooms, detail: { ...refund }, dueAt, refunds }
  return beginCancellation(sql, found, key, begun, at)
}

/** The stay goes on with the other rooms: these are free at once, their part of the money follows. */
async function cancelSome(
  found: ReservationRow,
  key: Key,
  { refund, fee, rooms, parts }: Cancellation,
  refunds: PlannedRefund[],
  context: Context,
  at: Date,
) {
  const kept = await offerAsItStands(
    found,
    context.db,
    rooms.map(({ n }) => n),
  )
  const detail = { ...refund, fee: fee.amount, rooms: roomsInWords(rooms.map(({ name }) => name)) }
  const jobs = confirmationJobs({ ...found, revision: found.revision + 1 }, kept, context, 'CHANGED')
  return cancelRooms(context.sql, found, key, { rooms: parts, detail, refunds, jobs }, at)
}

/** Somebody changed or cancelled it in this very moment: this same request on another way, or else the guest looks again. */
async function answerRival(id: string, key: Key, context: Context) {
  const known = await findKey(context.sql, 'cancelReservation', key.scope, key.key)
  if (known) return answerKnown(known, key, context)
  const { status, owed } = await currently(context, id)
  if (status === 'CONFIRMED' && owed === null)
    context.logger.warn({ reservation: id }, 'a confirmed stay could not be cancelled at this moment')
  return recordsAway(retryAfterSeconds)
}

async function answerKnown({ id, hash, change: firstRoom }: KnownKey, { inputHash }: Key, context: Context) {
  if (hash !== inputHash) return idempotencyConflict()
  const reservation = await currently(context, id)
  if (reservation.status === 'CONFIRMED' && firstRoom === null)
    return notCancellable(
      'The partner did not accept the cancellation. Your booking stands. Write to us: we ask them in person.',
    )
  return { __typename: 'Reservation' as const, ...reservation }
}
