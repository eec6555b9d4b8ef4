import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Gauge } from 'prom-client'

import type { Services, Supplier, SupplierBooking } from '../context.ts'
import {
  enrolBooked,
  keepFinding,
  leaseChecks,
  openFindings,
  planCheck,
  settleFinding,
  type DueCheck,
} from '../database/partner-checks.ts'
import { changesOf } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import {
  compareBooks,
  lookAgainSeconds,
  missesToBeSure,
  nextCheck,
  type Disagreement,
  type FindingKind,
} from '../domain/partner-check.ts'
import { partnerReference } from '../domain/partner-reference.ts'
import { after } from '../domain/waits.ts'
import { currently } from './progress.ts'

const found = new Counter({
  name: 'partner_findings_total',
  help: 'Disagreements between a partner’s books and ours, each counted once',
  labelNames: ['kind'],
  registers: [metrics],
})
const open = new Gauge({
  name: 'partner_findings_open',
  help: 'Disagreements with a partner that somebody must look at',
  labelNames: ['kind'],
  registers: [metrics],
})

const atOnce = 8
const leaseSeconds = 60
const firstLookMs = 3 * 60_000

/**
 * Asks the partners what they have of each reservation that we ever asked them to book, and sets it against our own
 * books. A protocol that lists bookings only by reference is asked for ours, one by one, since the watermark. Answers
 * whether there may be more.
 */
export async function reconcilePartners(services: Services, batch = atOnce): Promise<boolean> {
  const { db, now, logger } = services
  await enrolBooked(db, firstLookMs)
  const due = await leaseChecks(db, now(), after(now(), leaseSeconds), batch)
  await Promise.all(
    due.map((one) =>
      check(one, services).catch((error: unknown) =>
        logger.error(
          { err: error, reservation: one.reservationId },
          'a partner’s books could not be compared with ours',
        ),
      ),
    ),
  )
  open.reset()
  for (const { kind, found: number } of await openFindings(db)) open.set({ kind }, number)
  return due.length === batch
}

async function check(due: DueCheck, services: Services): Promise<void> {
  const { db, now, suppliers } = services
  const { reservationId, supplierCode, bookedAt, looks, misses } = due
  const reservation = await currently(services, reservationId)
  const supplier = suppliers.get(supplierCode)
  const again = { dueAt: after(now(), lookAgainSeconds), looks, misses }
  const theirs = supplier && (await bookingsAt(supplier, reservation, services))
  if (!supplier || !theirs) {
    await planCheck(db, reservationId, again)
    return
  }
  // Read again: what was asked for meanwhile must be seen before anything is cancelled.
  const ours = await currently(services, reservationId)
  const verdict = compareBooks(ours, theirs)
  if (verdict.verdict === 'IN_BETWEEN') {
    await planCheck(db, reservationId, again)
    return
  }
  if (verdict.verdict === 'MISSED' && misses + 1 < missesToBeSure) {
    await planCheck(db, reservationId, { ...again, misses: misses + 1 })
    return
  }
  const disagreements: Disagreement[] =
    verdict.verdict === 'DISAGREED'
      ? verdict.disagreements
      : verdict.verdict === 'MISSED'
        ? [{ kind: 'MISSING', bookingId: ours.supplierBookingId ?? '', detail: { status: ours.status } }]
        : []
  let settled = true
  for (const one of disagreements) settled = (await treat(due, one, supplier, ours.currency, services)) && settled
  if (verdict.verdict !== 'MISSED') await heal(due, disagreements, services)
  const next = settled ? nextCheck(looks + 1, bookedAt, ours, now()) : again.dueAt
  await planCheck(db, reservationId, { dueAt: next, looks: looks + 1, misses: 0 })
}

/** Under every reference that we ever gave the partner for it. Undefined: it does not answer. */
async function bookingsAt(
  supplier: Supplier,
  { id, currency }: Pick<ReservationRow, 'id' | 'currency'>,
  { db }: Services,
): Promise<SupplierBooking[] | undefined> {
  const asked = (await changesOf(db, id)).filter(({ supplierPrebookId }) => supplierPrebookId !== null)
  const references = [partnerReference(id), ...asked.map(({ n }) => partnerReference(id, n))]
  const answers = await Promise.all(references.map((clientReference) => supplier.find({ clientReference, currency })))
  const found: SupplierBooking[] = []
  for (const answer of answers) {
    if (answer.outcome === 'UNAVAILABLE') return undefined
    if (answer.outcome === 'FOUND') found.push(answer.booking, ...answer.others)
  }
  return found
}

/** Written and told once; an orphan is cancelled. False: that did not come about, so it is tried again. */
async function treat(
  due: DueCheck,
  one: Disagreement,
  supplier: Supplier,
  currency: string,
  { db, now, logger }: Services,
): Promise<boolean> {
  const { reservationId, supplierCode } = due
  const { kind, bookingId, detail } = one
  if (await keepFinding(db, due, one, now())) {
    found.inc({ kind })
    logger.error({ reservation: reservationId, supplier: supplierCode, kind, bookingId, ...detail }, told[kind])
  }
  if (kind !== 'ORPHAN') return true
  const cancelled = await supplier.cancel({ bookingId, currency })
  if (cancelled.outcome === 'UNKNOWN') return false
  if (cancelled.outcome === 'REFUSED') {
    logger.error({ reservation: reservationId, bookingId, reason: cancelled.reason }, 'the partner keeps an orphan')
    return true // it stays open: somebody must speak with the partner
  }
  const fee = cancelled.outcome === 'CANCELLED' ? cancelled.fee : null
  const settlement = fee
    ? `cancelled; the partner keeps ${fee} minor units of ${currency}, which is our loss`
    : 'cancelled'
  await settleFinding(db, reservationId, one, settlement, now())
  return true
}

/** What was missing and is found again, or agrees again, needs nobody's eyes any more. */
async function heal({ reservationId }: DueCheck, still: Disagreement[], { db, now }: Services): Promise<void> {
  const { supplierBookingId } = await currently({ db }, reservationId)
  const bookingId = supplierBookingId ?? ''
  for (const kind of ['MISSING', 'CANCELLED_THERE', 'AMOUNT_DIFFERS'] as const) {
    if (still.some((one) => one.kind === kind)) continue
    await settleFinding(db, reservationId, { kind, bookingId }, 'the books agree again', now())
  }
}

const told: Record<FindingKind, string> = {
  ORPHAN: 'a partner has a booking of ours that we gave up: it is cancelled',
  MISSING: 'a partner does not know the booking of a confirmed guest: somebody must look at it',
  CANCELLED_THERE: 'a partner cancelled the booking of a confirmed guest: somebody must look at it',
  AMOUNT_DIFFERS: 'a partner charges us another sum than was agreed: somebody must look at it',
  KEPT_DIFFERS: 'a partner keeps another sum of a cancelled stay than the guest was told: somebody must look at it',
}

/** What a cancellation cost at the partner, against what the guest was told it would. The guest has what they were told. */
export async function noteKept(
  {
    id,
    supplierCode,
    status,
    cancelFee,
    currency,
  }: { id: string; supplierCode: string } & {
    status: Disagreement['detail']['status']
    cancelFee: number
    currency: string
  },
  { bookingId, fee }: { bookingId: string; fee: number | null },
  services: Services,
): Promise<void> {
  if (fee === null || fee === cancelFee) return
  const detail = { status, ours: cancelFee, theirs: fee, currency }
  const { db, now, logger } = services
  if (!(await keepFinding(db, { reservationId: id, supplierCode }, { kind: 'KEPT_DIFFERS', bookingId, detail }, now())))
    return
  found.inc({ kind: 'KEPT_DIFFERS' })
  logger.error({ reservation: id, bookingId, ...detail }, told.KEPT_DIFFERS)
}
