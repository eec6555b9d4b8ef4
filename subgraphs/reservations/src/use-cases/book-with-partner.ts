import type { Services, Supplier } from '../context.ts'
import { noteSupplierBooking, stepsOf } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { endReservation, moveReservation } from '../database/transactions.ts'
import type { Failure } from '../domain/failure.ts'
import { claimsOf } from '../domain/offer.ts'
import type { StepName } from '../domain/timeline.ts'
import { after, leaseSeconds, strayRequestSeconds } from '../domain/waits.ts'
import { confirm } from './confirm.ts'
import { currently, wait, type Progress, type Step } from './progress.ts'

// A partner's room. The sum is set aside before the partner is asked and taken only after it booked, so that neither a
// room without money nor money without a room can come of it. Our reservation's id is the partner's reference of the
// booking, the same in every attempt.

/** Looks that found the partner away before we stop asking: nothing is booked, the guest should look elsewhere. */
const mostPrebooks = 3

/** AUTHORIZED: is it still to be had as it was shown? */
export const askPartner: Step = async (reservation, services) => {
  const { sql, now } = services
  const claims = claimsOf(reservation.offer)
  const supplier = supplierOf(reservation, services)
  if (!supplier) return fail(reservation, services, { refusal: 'TryAgainLater' })
  const answer = await supplier.prebook(claims)
  switch (answer.outcome) {
    case 'PREBOOKED': {
      const { prebookId: supplierPrebookId } = answer
      const asked = await moveReservation(
        sql,
        reservation.id,
        { from: 'AUTHORIZED', to: 'CONFIRMING', step: 'PARTNER_ASKED', detail: { partner: partnerOf(reservation) } },
        { supplierPrebookId, dueAt: after(now(), leaseSeconds) },
        now(),
      )
      // Whoever moved it on is the first to ask for the booking; anybody later has to look for it before.
      return asked ? book(await currently(services, reservation.id), supplier, services, { first: true }) : 'MOVED'
    }
    case 'CHANGED': {
      const { price, payAtHotelChanged } = answer
      const changed = { amount: price.now, currency: claims.currency }
      return fail(reservation, services, {
        refusal: 'PriceChanged',
        now: payAtHotelChanged ? null : changed,
      })
    }
    case 'SOLD_OUT':
      return fail(reservation, services, { refusal: 'RoomTaken' })
    case 'OFFER_GONE':
      return fail(reservation, services, { refusal: 'OfferExpired', at: now().toISOString() })
    case 'UNAVAILABLE':
      services.logger.warn({ reservation: reservation.id, reason: answer.reason }, 'the partner does not answer')
      if (answer.heard === 'LOST' && reservation.tries < mostPrebooks) return wait(reservation, services)
      return fail(reservation, services, { refusal: 'TryAgainLater' })
  }
}

/** CONFIRMING: booked already, or perhaps; found by our reference, else booked under the same one. Then the sum is taken. */
export const bookWithPartner: Step = async (reservation, services) => {
  if (reservation.supplierBookingId !== null) return takeWhatWasSetAside(reservation, services)
  const supplier = supplierOf(reservation, services)
  if (!supplier) return wait(reservation, services)
  const found = await find(reservation, supplier, services)
  if (found !== 'NOT_FOUND') return found
  return book(reservation, supplier, services, { first: false })
}

/** PARTNER_UNKNOWN: it did not say whether it booked. Asked by our reference until it can be neither booked nor be on its way. */
export const askPartnerAgain: Step = async (reservation, services) => {
  const supplier = supplierOf(reservation, services)
  if (!supplier) return wait(reservation, services)
  const found = await find(reservation, supplier, services)
  if (found !== 'NOT_FOUND') return found
  const silentSince = (await stepsOf(services.db, reservation.id)).findLast(
    (step) => step.name === 'PARTNER_SILENT',
  )?.at
  if (silentSince && services.now() < after(silentSince, strayRequestSeconds)) return wait(reservation, services)
  return fail(reservation, services, { refusal: 'PartnerRefused', reason: 'no answer' })
}

async function book(
  reservation: ReservationRow,
  supplier: Supplier,
  services: Services,
  { first }: { first: boolean },
): Promise<Progress> {
  const {
    id,
    guestGivenName: givenName,
    guestFamilyName: familyName,
    guestEmail: email,
    guestPhone: phone,
  } = reservation
  const { currency, requests, supplierPrebookId: prebookId } = reservation
  if (prebookId === null) throw new Error(`reservation ${id} asks its partner without a prebook`)
  const holder = { givenName, familyName, email, phone }
  const guests = claimsOf(reservation.offer).rooms.map(() => holder)
  const answer = await supplier.book({ prebookId, clientReference: id, holder, guests, requests, currency })
  const partner = partnerOf(reservation)
  switch (answer.outcome) {
    case 'BOOKED':
      await noteBooking(reservation, answer.booking.bookingId, services)
      return 'MOVED'
    case 'SOLD_OUT':
      return fail(reservation, services, { refusal: 'RoomTaken' })
    case 'REFUSED':
      return fail(reservation, services, { refusal: 'PartnerRefused', reason: answer.reason })
    case 'NOT_ATTEMPTED':
      if (first) return fail(reservation, services, { refusal: 'TryAgainLater' })
      return wait(reservation, services)
    case 'UNKNOWN': {
      services.logger.warn({ reservation: id, reason: answer.reason }, 'the partner may have booked, or not')
      const at = services.now()
      await moveReservation(
        services.sql,
        id,
        { from: 'CONFIRMING', to: 'PARTNER_UNKNOWN', step: 'PARTNER_SILENT', detail: { partner } },
        { dueAt: after(at, 2) },
        at,
      )
      return 'WAITS'
    }
  }
}

async function find(
  reservation: ReservationRow,
  supplier: Supplier,
  services: Services,
): Promise<Progress | 'NOT_FOUND'> {
  const { id, currency } = reservation
  const answer = await supplier.find({ clientReference: id, currency })
  if (answer.outcome === 'UNAVAILABLE') return wait(reservation, services)
  if (answer.outcome === 'NOT_FOUND') return 'NOT_FOUND'
  for (const { bookingId } of answer.others) {
    services.logger.error({ reservation: id, bookingId }, 'the partner booked twice: the second booking is cancelled')
    const cancelled = await supplier.cancel({ bookingId, currency })
    if (cancelled.outcome === 'UNKNOWN') return wait(reservation, services)
  }
  const { booking } = answer
  if (booking.status !== 'CONFIRMED')
    return fail(reservation, services, { refusal: 'PartnerRefused', reason: 'cancelled by the partner' })
  await noteBooking(reservation, booking.bookingId, services)
  return 'MOVED'
}

/** Written before the sum is taken. A partner that was silent is being heard again. */
async function noteBooking(reservation: ReservationRow, supplierBookingId: string, services: Services) {
  const { id, status, supplierBookingId: known } = reservation
  const at = services.now()
  const dueAt = after(at, leaseSeconds)
  if (known !== null) return
  if (status === 'PARTNER_UNKNOWN') {
    const detail = { partner: partnerOf(reservation) }
    const move = { from: status, to: 'CONFIRMING', step: 'PARTNER_FOUND', detail } as const
    await moveReservation(services.sql, id, move, { supplierBookingId, dueAt }, at)
  } else await noteSupplierBooking(services.db, id, supplierBookingId, dueAt)
}

async function takeWhatWasSetAside(reservation: ReservationRow, services: Services): Promise<Progress> {
  const { id, paymentId, supplierBookingId: bookingId, currency } = reservation
  if (paymentId === null || bookingId === null) throw new Error(`reservation ${id} has nothing to take`)
  const outcome = await services.payments.capture(paymentId)
  if (outcome.status === 'CAPTURED') return confirm(reservation, paymentId, services)
  if (outcome.status !== 'VOIDED' && outcome.status !== 'DECLINED') return wait(reservation, services)
  // The bank let the sum go: the room goes back before the guest is told.
  services.logger.error({ reservation: id, outcome: outcome.status }, 'what was set aside could not be taken')
  const cancelled = await supplierOf(reservation, services)?.cancel({ bookingId, currency })
  if (cancelled?.outcome !== 'CANCELLED' && cancelled?.outcome !== 'NOT_FOUND') return wait(reservation, services)
  return fail(reservation, services, { refusal: 'PaymentDeclined', declineCode: null })
}

const steps: Record<Failure['refusal'], StepName> = {
  RoomTaken: 'PARTNER_SOLD_OUT',
  PartnerRefused: 'PARTNER_REFUSED',
  PriceChanged: 'PARTNER_PRICE_CHANGED',
  OfferExpired: 'PARTNER_PRICE_CHANGED',
  TryAgainLater: 'PARTNER_AWAY',
  PaymentDeclined: 'AUTHORIZATION_ENDED',
  HoldEnded: 'HOLD_ENDED',
  PaidTooLate: 'PAID_TOO_LATE',
}

/** It comes to nothing. What was set aside is let go by the sweeper: it is owed until that is done, and the guest need not wait for it. */
async function fail(reservation: ReservationRow, services: Services, failure: Failure): Promise<Progress> {
  const at = services.now()
  const ended = await endReservation(
    services.sql,
    reservation.id,
    {
      from: reservation.status,
      to: 'FAILED',
      step: steps[failure.refusal],
      detail: { partner: partnerOf(reservation) },
      failure,
      owed: 'SETTLE',
      dueAt: at,
    },
    at,
  )
  return ended ? 'WAITS' : 'MOVED'
}

const partnerOf = ({ offer }: ReservationRow) => claimsOf(offer).supplier?.name ?? 'The partner'

function supplierOf({ id, supplierCode }: ReservationRow, { suppliers, logger }: Services): Supplier | undefined {
  const supplier = supplierCode === null ? undefined : suppliers.get(supplierCode)
  if (!supplier) logger.error({ reservation: id, supplierCode }, 'the environment names no such supplier')
  return supplier
}
