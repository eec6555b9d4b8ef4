import { wasRolledBack } from '@staygraph/subgraph-kit/database'

import type { Context } from '../context.ts'
import type { Key } from '../database/cancellations.ts'
import { beginChange } from '../database/changes.ts'
import { findKey, forgetKey, type KnownKey } from '../database/idempotency.ts'
import { changesOf } from '../database/reservations.ts'
import { roomsOf } from '../domain/booked-room.ts'
import { inWords } from '../domain/cancellation.ts'
import { tellStay, whyNotExchangeable } from '../domain/changeable.ts'
import { claimsOf } from '../domain/offer.ts'
import {
  actionRequired,
  idempotencyConflict,
  notChangeable,
  offerExpired,
  paymentDeclined,
  priceChanged,
  recordsAway,
  reservationNotFound,
  roomTaken,
  tryAgainLater,
} from '../domain/refusals.ts'
import { hashOf, scopeOf } from '../domain/requester.ts'
import { after, leaseSeconds } from '../domain/waits.ts'
import { acceptOffer } from './accept-offer.ts'
import { advance } from './advance-reservation.ts'
import { retryAfterSeconds } from './answer-booking.ts'
import { askOnce } from './ask-once.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'
import { offerAsItStands } from './offer-as-it-stands.ts'
import { currently } from './progress.ts'

export type ChangeStayInput = {
  reservation: ReservationRef
  offerId: string
  paymentMethodId?: string | null
  idempotencyKey: string
}

/**
 * Exchanges a confirmed stay: the new nights are held (of a partner's hotel: booked beside the old ones), the difference
 * settled, the nights swapped.
 */
export const changeStay = (input: ChangeStayInput, context: Context) =>
  askOnce(input.idempotencyKey, () => change(input, context))

async function change(
  { reservation: ref, offerId, paymentMethodId, idempotencyKey }: ChangeStayInput,
  context: Context,
) {
  const { db, sql, viewer, settings, now } = context
  const found = await seekReservation(ref, context)
  if (!found) return reservationNotFound()
  const key: Key = {
    scope: scopeOf(viewer),
    key: idempotencyKey,
    inputHash: hashOf(found.id, offerId, paymentMethodId),
  }
  const known = await findKey(sql, 'changeStay', key.scope, key.key)
  if (known) return answerKnown(known, key, context)

  const accepted = await acceptOffer(offerId, context)
  if ('refusal' in accepted) return accepted.refusal
  const { claims } = accepted
  const at = now()
  const { status, payNow, currency } = found
  const whyNot = whyNotExchangeable({ status, payNow, claims: await offerAsItStands(found, db) }, claims, at)
  if (whyNot !== null) return notChangeable(whyNot)
  const difference = claims.payNow - payNow
  const card = paymentMethodId ?? null
  if (difference > 0 && (card === null || !/^[\w-]{1,200}$/.test(card)))
    return notChangeable(
      `The new dates cost ${inWords({ amount: difference, currency })} more. Give a card for the difference.`,
    )

  const begun = await beginChange(
    sql,
    {
      ...key,
      id: found.id,
      revision: found.revision,
      n: (await changesOf(db, found.id)).length + 1,
      rooms: roomsOf(claims),
      ...claims.stay,
      detail: { ...tellStay(claims), ...(claims.supplier && { partner: claims.supplier.name }) },
      total: claims.total,
      payNow: claims.payNow,
      difference,
      attempt: difference > 0 ? found.attempt + 1 : null,
      paymentMethodId: difference > 0 ? card : null,
      returnUrl: null,
      now: at,
      holdExpiresAt: after(at, settings.holdMinutes * 60),
      dueAt: after(at, leaseSeconds),
    },
    offerId,
  ).catch((error: unknown) => {
    if (wasRolledBack(error)) return 'ROLLED_BACK' as const
    throw error
  })
  if (begun === 'ROLLED_BACK') return recordsAway(retryAfterSeconds)
  if (begun.outcome === 'TAKEN') return roomTaken(claims)
  // Somebody changed or cancelled it in this very moment: the guest looks at it again.
  if (begun.outcome === 'CHANGED') return recordsAway(retryAfterSeconds)
  if (begun.outcome === 'BEGUN') await advance(found.id, context, { fresh: true })
  const written = await findKey(sql, 'changeStay', key.scope, key.key)
  // An equal request was told so first, and the key was forgotten with the attempt.
  return written ? answerKnown(written, key, context) : tryAgainLater(retryAfterSeconds)
}

/** What the change of this key came to, so far. */
async function answerKnown({ id, hash, change: n }: KnownKey, { inputHash }: Key, context: Context) {
  if (hash !== inputHash) return idempotencyConflict()
  const begun = (await changesOf(context.db, id)).find((one) => one.n === n)
  const atTheBank = begun?.state === 'OPEN' && begun.redirectUrl !== null
  const reservation = atTheBank ? await advance(id, context) : await currently(context, id)
  const one = atTheBank ? (await changesOf(context.db, id)).find((other) => other.n === n) : begun
  if (!one) throw new Error(`reservation ${id} has no change ${n}`)
  const claims = claimsOf(one.offer)
  const { hotel, exp } = claims
  if (one.state === 'OPEN' && one.redirectUrl !== null)
    return { ...actionRequired(one.redirectUrl, one.holdExpiresAt, hotel.timeZone), reservation }
  if (one.state !== 'ABANDONED') return { __typename: 'Reservation' as const, ...reservation }
  const { failure } = one
  switch (failure?.refusal) {
    case 'PaymentDeclined':
      return paymentDeclined(failure.declineCode, new Date(exp * 1_000), context.now(), hotel.timeZone)
    case 'TryAgainLater':
      await forgetKey(context.sql, 'changeStay', { id, change: one.n })
      return claims.supplier === null ? tryAgainLater(retryAfterSeconds) : recordsAway(retryAfterSeconds)
    case 'RoomTaken':
      return roomTaken(claims)
    case 'OfferExpired':
      return offerExpired(claims, new Date(failure.at))
    case 'PriceChanged':
      return priceChanged({ amount: claims.payNow, currency: claims.currency }, failure.now)
    case 'PartnerRefused':
      return notChangeable(
        `${claims.supplier?.name ?? 'The partner'} did not accept the change. You have not been charged, and your booking stands as it was.`,
      )
    case undefined:
    case 'HoldEnded':
    case 'PaidTooLate':
      return notChangeable('The payment was not confirmed in time. Your booking stands as it was.')
  }
}
