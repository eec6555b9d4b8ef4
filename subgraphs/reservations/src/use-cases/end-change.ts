import type { Services } from '../context.ts'
import { endChange } from '../database/changes.ts'
import { chargesOf, leftOf, refundsOf } from '../database/reservations.ts'
import type { ReservationRow, StayChangeRow } from '../database/tables.ts'
import { tellStay } from '../domain/changeable.ts'
import type { Failure } from '../domain/failure.ts'
import { claimsOf } from '../domain/offer.ts'
import { planRefunds } from '../domain/refund-plan.ts'
import type { StepDetail, StepName } from '../domain/timeline.ts'
import { confirmationJobs } from './confirm.ts'
import type { Progress } from './progress.ts'

/** The new stay is the guest's; what it costs less is planned to go back, in the same transaction. */
export async function applyChange(
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
export async function abandonChange(
  { id }: ReservationRow,
  { n }: StayChangeRow,
  { sql, now }: Services,
  failure: Failure,
  owedAt: Date | null,
  told: { step?: StepName; detail?: StepDetail } = {},
): Promise<Progress> {
  const owed = owedAt === null ? null : 'SETTLE'
  const ended = await endChange(
    sql,
    id,
    { n, applied: false, failure, owed, dueAt: owedAt, refunds: [], jobs: [], ...told },
    now(),
  )
  return ended && owedAt !== null ? 'WAITS' : 'MOVED' // a debt has its time
}
