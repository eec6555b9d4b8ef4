import { randomInt } from 'node:crypto'

import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { isOutage, postgresCode, wasRolledBack } from '@staygraph/subgraph-kit/database'
import { patienceLeft, waitedForByNobody } from '@staygraph/subgraph-kit/patience'
import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { findBookingKey, findKey, forgetKey, lookBeforeHolding, type KnownKey } from '../database/idempotency.ts'
import type { ReservationRow } from '../database/tables.ts'
import { holdRoom, type Begun } from '../database/transactions.ts'
import type { WaitingEntryRow } from '../database/waiting-list-tables.ts'
import { holdWaitingRoom } from '../database/waiting-list.ts'
import { byType, roomsOf } from '../domain/booked-room.ts'
import { readGuest, readRequests, type Guest } from '../domain/guest.ts'
import { dateAt } from '../domain/hotel-time.ts'
import { readClaims } from '../domain/offer.ts'
import { makeReference } from '../domain/reference.ts'
import { idempotencyConflict, invalidGuest, recordsAway, roomTaken } from '../domain/refusals.ts'
import { hashOf, scopeOf } from '../domain/requester.ts'
import { isReturnUrl } from '../domain/return-url.ts'
import { unsettled } from '../domain/status.ts'
import { whyNotBookable } from '../domain/stay.ts'
import { waitingOfferOver } from '../domain/waiting-list-refusals.ts'
import { after, leaseSeconds } from '../domain/waits.ts'
import { acceptOffer } from './accept-offer.ts'
import { advance } from './advance-reservation.ts'
import { answerBooking, retryAfterSeconds } from './answer-booking.ts'
import { askOnce } from './ask-once.ts'
import { bookingsAnswered } from './booking-metrics.ts'
import { isSilent } from './outage.ts'
import { currently } from './progress.ts'
import { heldEntry } from './waiting-list/held-entry.ts'

export type BookRoomInput = {
  offerId: string
  guest: { givenName: string; familyName: string; email: string; phone?: string | null }
  paymentMethodId: string
  idempotencyKey: string
  requests?: string | null
  returnUrl?: string | null
  /** The token of a waiting list entry that the rooms are held for. */
  waitingListEntry?: string | null
}

type Request = { scope: string; key: string; inputHash: string }

/** After this the guest is told that the payment is being checked, and the saga goes on without them. */
const patienceMs = 8_000
/** What our answer takes to reach them, out of what is left of their own patience. */
const wayBackMs = 500
const guestsPatience = () => Math.max(0, patienceLeft(patienceMs + wayBackMs) - wayBackMs)

/**
 * Books the rooms of an offer. The idempotency key is looked at before anything else, so that a client may ask again at
 * any time, however its first request ended; a refusal that was given before anything began leaves the key unused.
 */
export async function bookRoom(input: BookRoomInput, context: Context) {
  const { viewer, equalRequests } = context
  if (viewer.kind === 'service' || (viewer.kind === 'integrator' && !viewer.scopes.includes('BOOK')))
    throw new GraphQLError('This API key may not book.', { extensions: { code: 'FORBIDDEN' } })
  const request = { scope: scopeOf(viewer), key: input.idempotencyKey, inputHash: hashOfInput(input) }
  const answer = await askOnce(request.key, () =>
    equalRequests(`bookRoom ${JSON.stringify(request)}`, () => book(input, request, context)),
  )
  const { __typename } = answer
  bookingsAnswered.inc({ answer: __typename, status: __typename === 'Reservation' ? answer.status : '' })
  return answer
}

const hashOfInput = ({ offerId, guest, paymentMethodId, requests, returnUrl, waitingListEntry }: BookRoomInput) => {
  const { givenName, familyName, email, phone } = guest
  const waited = waitingListEntry ? [waitingListEntry] : []
  return hashOf(offerId, givenName, familyName, email, phone, paymentMethodId, requests, returnUrl, ...waited)
}

async function book(input: BookRoomInput, request: Request, context: Context) {
  const { settings, takenRooms, now, viewer } = context
  const unverified = readClaims(input.offerId)
  // What is held for somebody on the waiting list looks taken to everybody else.
  const wanted = input.waitingListEntry ? null : unverified && whatIsWanted(unverified, now())
  /** Found taken a moment ago: refused, unless the key has an answer. */
  const refuseIfTaken = async () => {
    if (!unverified || !wanted || !takenRooms.isTaken(wanted)) return null
    const known = await findBookingKey(context.sql, request.scope, request.key)
    return known ? answerKnown(known, request, context) : roomTaken(unverified)
  }
  const refused = await refuseIfTaken()
  if (refused) return refused
  const looked = wanted
    ? await lookBeforeHolding(context.sql, request.scope, request.key, wanted)
    : { known: await findKey(context.sql, 'bookRoom', request.scope, request.key), free: true }
  if (looked.known) return answerKnown(looked.known, request, context)

  const read = readGuest(input.guest)
  if (!('guest' in read)) return invalidGuest(read.field, read.message)
  const wishes = readRequests(input.requests)
  if (!('requests' in wishes)) return invalidGuest('requests', wishes.message)
  if (!/^[\w-]{1,200}$/.test(input.paymentMethodId))
    return invalidGuest('paymentMethodId', 'This is not a payment method of the bank. Type the card again.')
  const returnUrl = input.returnUrl ?? null
  if (returnUrl !== null && !isReturnUrl(returnUrl, settings))
    return invalidGuest(
      'returnUrl',
      'The bank may send a browser back only to our site, or to an origin registered for the API client.',
    )

  const accepted = await acceptOffer(input.offerId, context, { evenExpired: Boolean(input.waitingListEntry) })
  if ('refusal' in accepted) return accepted.refusal
  const { claims } = accepted
  const entry = input.waitingListEntry ? await heldEntry(input.waitingListEntry, context) : null
  if (entry === 'NONE') return waitingOfferOver(claims, null)
  if (!looked.free) {
    if (wanted) takenRooms.remember(wanted)
    return roomTaken(claims)
  }
  const { requests } = wishes
  const customerId = viewer.kind === 'customer' ? viewer.customerId : await context.customerOf(read.guest)
  const meanwhile = await refuseIfTaken()
  if (meanwhile) return meanwhile
  const { paymentMethodId, offerId: offer } = input
  const booking = { ...read, requests, returnUrl, paymentMethodId, offer, entry, customerId }
  const held = await hold(claims, booking, request, context)
  if (held === 'ROLLED_BACK') return recordsAway(retryAfterSeconds)
  if (held.outcome === 'KNOWN') return answerKnown(held, request, context)
  if (held.outcome === 'OVER') return waitingOfferOver(claims, entry?.offeredUntil ?? null)
  if (held.outcome !== 'HELD' && held.outcome !== 'FOUND') {
    if (wanted) takenRooms.remember(wanted)
    return roomTaken(claims)
  }
  const known = 'reservation' in held ? held.reservation : null
  return tell(await withPatience(held.id, { fresh: held.outcome === 'HELD', known }, context), context)
}

/** Who is told to try again later may do so under the same key. */
async function tell(reservation: ReservationRow, { sql, now }: Context) {
  if (reservation.failure?.refusal === 'TryAgainLater') await forgetKey(sql, 'bookRoom', reservation)
  return answerBooking(reservation, now())
}

/** The nights to look at, of an own hotel's offer with dates that can be. Null: there are none to look at. */
function whatIsWanted({ supplier, stay, rooms, hotel }: OfferClaims, now: Date) {
  if (supplier !== null || whyNotBookable(stay, dateAt(now, hotel.timeZone)) !== null) return null
  return { rooms: byType(roomsOf({ rooms })), ...stay }
}

type Booking = {
  guest: Guest
  requests: string | null
  returnUrl: string | null
  paymentMethodId: string
  offer: string
  entry: WaitingEntryRow | null
  customerId: string | null
}

/** The first transaction. FOUND: it was lost on the way and yet written. ROLLED_BACK: the nights could not be had in time because too many want them. */
async function hold(
  claims: OfferClaims,
  { guest, offer, entry, ...booking }: Booking,
  request: Request,
  context: Context,
): Promise<
  | (Begun & { reservation?: ReservationRow | null })
  | { outcome: 'FOUND'; id: string }
  | { outcome: 'OVER' }
  | 'ROLLED_BACK'
> {
  const { sql, viewer, settings, now } = context
  for (let attempt = 1; ; attempt += 1) {
    const at = now()
    try {
      const reservation = {
        ...request,
        ...booking,
        ...guest,
        reference: makeReference(randomInt),
        clientId: viewer.kind === 'integrator' ? viewer.clientId : null,
        hotelId: claims.hotel.id,
        rooms: roomsOf(claims),
        ...claims.stay,
        currency: claims.currency,
        total: claims.total,
        payNow: claims.payNow,
        supplierCode: claims.supplier?.code ?? null,
        now: at,
        holdExpiresAt: after(at, settings.holdMinutes * 60),
        dueAt: after(at, leaseSeconds),
      }
      if (entry !== null) return await holdWaitingRoom(sql, entry.id, reservation, offer)
      const held = await holdRoom(context, reservation, offer)
      return { ...held.begun, reservation: held.reservation }
    } catch (error) {
      if (wasRolledBack(error)) return 'ROLLED_BACK'
      // Lost on the way: perhaps written, perhaps not. The key says which; only a twin of this request has it too.
      const lost = isOutage(error)
      const known = lost ? await findKey(sql, 'bookRoom', request.scope, request.key) : null
      if (known?.hash === request.inputHash) return { outcome: 'FOUND', id: known.id }
      const referenceTaken = postgresCode(error) === '23505'
      if (attempt === 5 || !(referenceTaken || lost)) throw error
    }
  }
}

/**
 * The saga, as long as a guest waits; then it goes on behind them. Whatever goes wrong in it, the reservation is written
 * and the sweeper takes it up: the guest hears where it stands.
 */
async function withPatience(
  id: string,
  run: { fresh: boolean; known: ReservationRow | null | undefined },
  context: Context,
): Promise<ReservationRow> {
  const saga = waitedForByNobody(() => advance(id, context, run)).catch((error: unknown) => {
    context.logger.error({ err: error, reservation: id }, 'a booking was interrupted')
    if (isSilent(error)) throw error
    return null
  })
  saga.catch(() => {}) // told above; whoever still waits hears of it by the race
  const enough = Promise.withResolvers<null>()
  const patience = setTimeout(() => enough.resolve(null), guestsPatience()).unref()
  try {
    return (await Promise.race([saga, enough.promise])) ?? (await currently(context, id))
  } finally {
    clearTimeout(patience)
  }
}

const lookEveryMs = 100

/**
 * The key was used before: its answer, once there is one. While another request of the same key is at it, this one waits
 * for it; when nobody is, or the answer hangs on the bank, this one moves it on.
 */
async function answerKnown({ id, hash }: KnownKey, { inputHash }: Request, context: Context) {
  if (hash !== inputHash) return idempotencyConflict()
  const patience = guestsPatience()
  for (let waited = 0; ; waited += lookEveryMs) {
    const reservation = await currently(context, id)
    const { status, tries, dueAt } = reservation
    if (!unsettled.includes(status) || waited >= patience) return tell(reservation, context)
    const nobodyIsAtIt = status === 'REQUIRES_ACTION' || tries > 0 || dueAt === null || dueAt <= context.now()
    if (nobodyIsAtIt) return tell(await advance(id, context), context)
    await context.pause(lookEveryMs)
  }
}
