import type { Services, Supplier } from '../context.ts'
import { moveChange, type ChangeMove } from '../database/changes.ts'
import type { ReservationRow, StayChangeRow } from '../database/tables.ts'
import { splitAt } from '../domain/cancellation.ts'
import type { Failure } from '../domain/failure.ts'
import { claimsOf } from '../domain/offer.ts'
import { partnerReference } from '../domain/partner-reference.ts'
import { after, leaseSeconds, strayRequestSeconds } from '../domain/waits.ts'
import { abandonChange, applyChange } from './end-change.ts'
import { wait, type Progress } from './progress.ts'
import { noteKept } from './reconcile-partners.ts'

// A partner changes no booking: the new stay is booked under a reference of its own, and only when it is the guest's and
// paid is the old one cancelled. Until the sum is taken everything can be called off, and the guest has the old stay;
// from then on everything goes forward. The guest pays for the new stay alone: what the partner may keep of the old one
// (its free time can end while we speak) is our loss, as with any cancellation, and a finding of the reconciler's.

interface Scene {
  reservation: ReservationRow
  change: StayChangeRow
  supplier: Supplier
  services: Services
}

/** MODIFYING, at a partner's hotel, once the difference is set aside: from the step that is written. */
export async function changeWithPartner(
  reservation: ReservationRow,
  change: StayChangeRow,
  services: Services,
): Promise<Progress> {
  const { id, supplierCode } = reservation
  const supplier = supplierCode === null ? undefined : services.suppliers.get(supplierCode)
  if (!supplier) {
    services.logger.error({ reservation: id, supplierCode }, 'the environment names no such supplier')
    return wait(reservation, services)
  }
  const scene = { reservation, change, supplier, services }
  if (change.supplierPrebookId === null) return askPartner(scene)
  if (change.supplierBookingId === null) return lookThenBook(scene, change.supplierPrebookId)
  return giveUpTheOldStay(scene, change.supplierBookingId)
}

/** Is the new stay to be had as it was shown, while the old one still costs nothing to give up? */
async function askPartner(scene: Scene): Promise<Progress> {
  const { reservation, change, supplier, services } = scene
  const old = claimsOf(reservation.offer)
  if (splitAt(old.cancellation, reservation.payNow, services.now()).fee > 0)
    return refuse(scene, { refusal: 'HoldEnded' })
  const answer = await supplier.prebook(claimsOf(change.offer))
  switch (answer.outcome) {
    case 'PREBOOKED': {
      const { prebookId: supplierPrebookId } = answer
      // Whoever writes it is the first to ask for the booking; anybody later has to look for it before.
      return (await know(scene, { step: 'PARTNER_ASKED', supplierPrebookId }))
        ? book(scene, supplierPrebookId, { first: true })
        : 'MOVED'
    }
    case 'CHANGED': {
      const now = { amount: answer.price.now, currency: reservation.currency }
      return refuse(scene, { refusal: 'PriceChanged', now: answer.payAtHotelChanged ? null : now })
    }
    case 'SOLD_OUT':
      return refuse(scene, { refusal: 'RoomTaken' })
    case 'OFFER_GONE':
      return refuse(scene, { refusal: 'OfferExpired', at: services.now().toISOString() })
    case 'UNAVAILABLE': // nothing was begun, and the guest has a stay: they need not wait for this one
      return refuse(scene, { refusal: 'TryAgainLater' })
  }
}

/** Booked already, or perhaps: found by the reference of the change. */
async function lookThenBook(scene: Scene, prebookId: string): Promise<Progress> {
  const { reservation, change, supplier, services } = scene
  const { id, currency } = reservation
  const found = await supplier.find({ clientReference: partnerReference(id, change.n), currency })
  if (found.outcome === 'UNAVAILABLE') return wait(reservation, services)
  if (found.outcome === 'NOT_FOUND') {
    if (change.silentSince === null) return book(scene, prebookId, { first: false })
    const mayStillCome = services.now() < after(change.silentSince, strayRequestSeconds)
    return mayStillCome
      ? wait(reservation, services)
      : refuse(scene, { refusal: 'PartnerRefused', reason: 'no answer' })
  }
  for (const { bookingId } of found.others) {
    services.logger.error({ reservation: id, bookingId }, 'the partner booked twice: the second booking is cancelled')
    if ((await supplier.cancel({ bookingId, currency })).outcome === 'UNKNOWN') return wait(reservation, services)
  }
  if (found.booking.status !== 'CONFIRMED')
    return refuse(scene, { refusal: 'PartnerRefused', reason: 'cancelled by the partner' })
  await know(scene, { step: 'PARTNER_FOUND', supplierBookingId: found.booking.bookingId })
  return 'MOVED'
}

async function book(scene: Scene, prebookId: string, { first }: { first: boolean }): Promise<Progress> {
  const { reservation, change, supplier, services } = scene
  const { id, guestGivenName, guestFamilyName, guestEmail: email, guestPhone: phone, currency, requests } = reservation
  const holder = { givenName: guestGivenName, familyName: guestFamilyName, email, phone }
  const guests = claimsOf(change.offer).rooms.map(() => holder)
  const clientReference = partnerReference(id, change.n)
  const answer = await supplier.book({ prebookId, clientReference, holder, guests, requests, currency })
  switch (answer.outcome) {
    case 'BOOKED':
      await know(scene, { step: 'PARTNER_FOUND', supplierBookingId: answer.booking.bookingId })
      return 'MOVED'
    case 'SOLD_OUT':
      return refuse(scene, { refusal: 'RoomTaken' })
    case 'REFUSED':
      return refuse(scene, { refusal: 'PartnerRefused', reason: answer.reason })
    case 'NOT_ATTEMPTED':
      return first ? refuse(scene, { refusal: 'TryAgainLater' }) : wait(reservation, services)
    case 'UNKNOWN': {
      services.logger.warn({ reservation: id, reason: answer.reason }, 'the partner may have booked, or not')
      const at = services.now()
      await know(scene, { step: 'PARTNER_SILENT', silentSince: at, dueAt: after(at, 2) })
      return 'WAITS'
    }
  }
}

/** The new stay is booked: what was set aside is taken, the old one is cancelled, and the two are exchanged. */
async function giveUpTheOldStay(scene: Scene, bookedId: string): Promise<Progress> {
  const { reservation, change, supplier, services } = scene
  const { id, currency, status, supplierCode, supplierBookingId: oldId } = reservation
  const { paymentId } = change
  if (paymentId !== null) {
    const { status: taken } = await services.payments.capture(paymentId)
    if (taken === 'VOIDED' || taken === 'DECLINED') return callOff(scene, bookedId)
    if (taken !== 'CAPTURED') return wait(reservation, services)
  }
  if (oldId !== null && supplierCode !== null) {
    const answer = await supplier.cancel({ bookingId: oldId, currency })
    if (answer.outcome === 'UNKNOWN') return wait(reservation, services)
    if (answer.outcome === 'CANCELLED')
      await noteKept(
        { id, supplierCode, status, cancelFee: 0, currency },
        { bookingId: oldId, fee: answer.fee },
        services,
      )
    // It stands there, and nobody will come: the reconciler finds it under our reference, and somebody must speak with them.
    else
      services.logger.error(
        { reservation: id, bookingId: oldId, ...answer },
        'the partner keeps a stay that was exchanged',
      )
  }
  return applyChange(reservation, change, services, paymentId ?? undefined)
}

/** The bank let the sum go: the new room goes back, and the guest has the old one. */
async function callOff(scene: Scene, bookingId: string): Promise<Progress> {
  const { reservation, change, supplier, services } = scene
  const { id, currency } = reservation
  services.logger.error({ reservation: id }, 'what was set aside for a change could not be taken')
  const answer = await supplier.cancel({ bookingId, currency })
  if (answer.outcome === 'UNKNOWN') return wait(reservation, services)
  if (answer.outcome === 'REFUSED')
    services.logger.error({ reservation: id, bookingId, reason: answer.reason }, 'the partner keeps an orphan')
  return abandonChange(reservation, change, services, { refusal: 'PaymentDeclined', declineCode: null }, null)
}

/** The old stay stands. What was set aside is let go by the sweeper. */
function refuse({ reservation, change, services }: Scene, failure: Failure): Promise<Progress> {
  const owedAt = change.paymentId === null ? null : services.now()
  const told = failure.refusal === 'HoldEnded' ? {} : { step: 'CHANGE_REFUSED' as const, detail: detailOf(change) }
  return abandonChange(reservation, change, services, failure, owedAt, told)
}

const detailOf = ({ offer }: StayChangeRow) => ({ partner: claimsOf(offer).supplier?.name ?? 'The partner' })

/** Written before what follows from it is done. False: somebody else wrote it. */
function know(
  { reservation, change, services }: Scene,
  { dueAt, ...known }: Omit<ChangeMove, 'n' | 'detail' | 'dueAt'> & { dueAt?: Date },
) {
  const at = services.now()
  const move = { ...known, n: change.n, detail: detailOf(change), dueAt: dueAt ?? after(at, leaseSeconds) }
  return moveChange(services.sql, reservation.id, move, at)
}
