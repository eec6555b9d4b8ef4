import { GraphQLError } from 'graphql'

import type { Context } from '../../context.ts'
import type { Key } from '../../database/cancellations.ts'
import { findKey, type KnownKey } from '../../database/idempotency.ts'
import { beginStaffRefund } from '../../database/money.ts'
import { reservationById } from '../../database/reservations.ts'
import {
  idempotencyConflict,
  notRefundable,
  recordsAway,
  refundExceeds,
  staffReservationNotFound,
} from '../../domain/refusals.ts'
import { hashOf, scopeOf } from '../../domain/requester.ts'
import { advance } from '../advance-reservation.ts'
import { retryAfterSeconds } from '../answer-booking.ts'
import { askOnce } from '../ask-once.ts'
import { currently } from '../progress.ts'

export type RefundGuestInput = {
  reservationId: string
  amount?: number | null
  reason: string
  idempotencyKey: string
}

/** Beside any cancellation: the hotel gives back a part of what was paid, or all that is left of it. */
export const refundGuest = (input: RefundGuestInput, context: Context) =>
  askOnce(input.idempotencyKey, () => refund(input, context))

async function refund(
  { reservationId, amount = null, reason: typed, idempotencyKey }: RefundGuestInput,
  context: Context,
) {
  const { db, sql, viewer, now } = context
  const reason = readReason(typed)
  if (amount !== null && amount < 1) throw badInput('amount must be more than 0, or null for all that is left.')
  const found = await reservationById(db, reservationId)
  const mayRefund = viewer.kind === 'customer' && found !== null && viewer.staffOf?.includes(found.hotelId) === true
  if (!mayRefund) return staffReservationNotFound()

  const key: Key = { scope: scopeOf(viewer), key: idempotencyKey, inputHash: hashOf(found.id, amount, reason) }
  const known = await findKey(sql, 'refundGuest', key.scope, key.key)
  if (known) return answerKnown(known, key, context)
  const begun = await beginStaffRefund(sql, found.id, key, { amount, reason }, now())
  switch (begun.outcome) {
    case 'KNOWN':
      return answerKnown(begun, key, context)
    case 'EXCEEDS':
      return begun.amount === 0
        ? notRefundable('Nothing is left to give back: what was paid went back already, or nothing was paid.')
        : refundExceeds({ amount: begun.amount, currency: found.currency })
    case 'BUSY':
      return recordsAway(retryAfterSeconds)
    case 'BEGUN':
      await advance(found.id, context)
      return answerKnown({ id: found.id, hash: key.inputHash }, key, context)
  }
}

async function answerKnown({ id, hash }: KnownKey, { inputHash }: Key, context: Context) {
  if (hash !== inputHash) return idempotencyConflict()
  return { __typename: 'Reservation' as const, ...(await currently(context, id)) }
}

/** It is printed on the credit note. */
function readReason(typed: string): string {
  const reason = typed.trim()
  if (reason.length < 3 || reason.length > 200 || /\p{Cc}/u.test(reason))
    throw badInput('reason must be 3 to 200 printable characters: it stands on the guest’s credit note.')
  return reason
}

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
