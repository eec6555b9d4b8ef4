import type { Database } from '@staygraph/subgraph-kit/database'
import { and, count, eq, isNull, sql } from 'drizzle-orm'

import type { Disagreement } from '../domain/partner-check.ts'
import { partnerChecks, partnerFindings } from './partner-tables.ts'
import { reservations } from './tables.ts'

/** A reservation asks its partner at most so long after it was made: longer than we could be down in between. */
const askedWithin = '2 days'

/**
 * Puts every reservation that asked its partner to book, and is not enrolled yet, on the list. Only what was made since
 * the watermark (the newest one enrolled) is read, and a little before it: a booking may ask its partner late.
 */
export async function enrolBooked(db: Database, dueAfterMs: number): Promise<number> {
  const rows = await db.execute(sql`
    insert into ${partnerChecks} (reservation_id, supplier_code, booked_at, due_at)
    select r.id, r.supplier_code, r.created_at, r.created_at + ${dueAfterMs} * interval '1 millisecond' from ${reservations} r
    where r.supplier_prebook_id is not null and not exists (select from ${partnerChecks} where reservation_id = r.id)
      and r.created_at >= coalesce((select max(booked_at) from ${partnerChecks}), '-infinity') - interval '${sql.raw(askedWithin)}'
    on conflict do nothing returning reservation_id`)
  return rows.length
}

export type DueCheck = { reservationId: string; supplierCode: string; bookedAt: Date; looks: number; misses: number }

/** What is due, leased to the caller. */
export async function leaseChecks(db: Database, now: Date, leasedUntil: Date, most: number): Promise<DueCheck[]> {
  const due = sql`(select reservation_id from ${partnerChecks} where due_at <= ${now.toISOString()} order by due_at, reservation_id limit ${most} for update skip locked)`
  return db
    .update(partnerChecks)
    .set({ dueAt: leasedUntil })
    .where(sql`${partnerChecks.reservationId} in ${due}`)
    .returning({
      reservationId: partnerChecks.reservationId,
      supplierCode: partnerChecks.supplierCode,
      bookedAt: partnerChecks.bookedAt,
      looks: partnerChecks.looks,
      misses: partnerChecks.misses,
    })
}

export const planCheck = (
  db: Database,
  reservationId: string,
  plan: { dueAt: Date | null; looks: number; misses: number },
) => db.update(partnerChecks).set(plan).where(eq(partnerChecks.reservationId, reservationId))

/** Once a booking and kind. Answers whether it is new. */
export async function keepFinding(
  db: Database,
  { reservationId, supplierCode }: Pick<DueCheck, 'reservationId' | 'supplierCode'>,
  { kind, bookingId, detail }: Disagreement,
  foundAt: Date,
): Promise<boolean> {
  const rows = await db
    .insert(partnerFindings)
    .values({ reservationId, supplierCode, kind, bookingId, detail, foundAt })
    .onConflictDoNothing()
    .returning({ id: partnerFindings.id })
  return rows.length > 0
}

export const settleFinding = (
  db: Database,
  reservationId: string,
  { kind, bookingId }: Pick<Disagreement, 'kind' | 'bookingId'>,
  settlement: string,
  settledAt: Date,
) =>
  db
    .update(partnerFindings)
    .set({ settlement, settledAt })
    .where(
      and(
        eq(partnerFindings.reservationId, reservationId),
        eq(partnerFindings.kind, kind),
        eq(partnerFindings.bookingId, bookingId),
        isNull(partnerFindings.settledAt),
      ),
    )

/** What somebody must look at, by kind. */
export const openFindings = (db: Database) =>
  db
    .select({ kind: partnerFindings.kind, found: count() })
    .from(partnerFindings)
    .where(isNull(partnerFindings.settledAt))
    .groupBy(partnerFindings.kind)
