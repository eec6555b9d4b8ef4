import type { Database } from '@staygraph/subgraph-kit/database'
import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lt,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm'

import { unsettled, type Status } from '../domain/status.ts'
import { bookedRooms, type BookedRoomRow } from './booked-room-tables.ts'
import {
  charges,
  refunds,
  reservations,
  reservationSteps,
  stayChanges,
  type ReservationRow,
  type StayChangeRow,
  type StepRow,
} from './tables.ts'

// Plain reads, and the writes that nobody can race for. The statements of the booking path, and those of a trip's page, are
// prepared once a database: to put one together takes longer than to ask it.

const { xid: _, ...stepColumns } = getTableColumns(reservationSteps)

const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()
const prepare = (db: Database) => ({
  byId: db
    .select()
    .from(reservations)
    .where(eq(reservations.id, sql.placeholder('id')))
    .prepare('reservation_by_id'),
  byReference: db
    .select()
    .from(reservations)
    .where(eq(reservations.reference, sql.placeholder('reference')))
    .prepare('reservation_by_reference'),
  steps: db
    .select(stepColumns)
    .from(reservationSteps)
    .where(sql`${reservationSteps.reservationId} = any(${sql.placeholder('ids')}::uuid[])`)
    .orderBy(asc(reservationSteps.id))
    .prepare('steps_of_reservations'),
  rooms: db
    .select()
    .from(bookedRooms)
    .where(sql`${bookedRooms.reservationId} = any(${sql.placeholder('ids')}::uuid[])`)
    .orderBy(asc(bookedRooms.n))
    .prepare('rooms_of_reservations'),
})
function statements(db: Database) {
  const known = prepared.get(db)
  if (known) return known
  const made = prepare(db)
  prepared.set(db, made)
  return made
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export async function reservationById(db: Database, id: string): Promise<ReservationRow | null> {
  if (!uuid.test(id)) return null
  const [row] = await statements(db).byId.execute({ id })
  return row ?? null
}

/** The statuses of those that are there, by id. */
export async function statusesOf(db: Database, ids: readonly string[]): Promise<Map<string, Status>> {
  const known = ids.filter((id) => uuid.test(id))
  if (known.length === 0) return new Map()
  const rows = await db
    .select({ id: reservations.id, status: reservations.status })
    .from(reservations)
    .where(sql`${reservations.id} = any(${sql.param(known)}::uuid[])`)
  return new Map(rows.map(({ id, status }) => [id, status]))
}

export async function reservationByReference(db: Database, reference: string): Promise<ReservationRow | null> {
  const [row] = await statements(db).byReference.execute({ reference })
  return row ?? null
}

export const stepsOf = (db: Database, reservationId: string): Promise<StepRow[]> =>
  stepsOfReservations(db, [reservationId])

export const stepsOfReservations = (db: Database, ids: readonly string[]): Promise<StepRow[]> =>
  statements(db).steps.execute({ ids })

/** Every room it has or had, by position; also those that a change wants or gave up. */
export const roomsOfReservation = (db: Database, reservationId: string): Promise<BookedRoomRow[]> =>
  roomsOfReservations(db, [reservationId])

export const roomsOfReservations = (db: Database, ids: readonly string[]): Promise<BookedRoomRow[]> =>
  statements(db).rooms.execute({ ids })

export const chargesOf = (db: Database, reservationId: string) =>
  db.select().from(charges).where(eq(charges.reservationId, reservationId)).orderBy(asc(charges.attempt))

export const refundsOf = (db: Database, reservationId: string) =>
  db.select().from(refunds).where(eq(refunds.reservationId, reservationId)).orderBy(asc(refunds.n))

/** Of what was taken for it, what is not given back (nor promised to be). */
export async function leftOf(db: Database, reservationId: string): Promise<number> {
  const [taken, back] = await Promise.all([chargesOf(db, reservationId), refundsOf(db, reservationId)])
  const sum = (rows: { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0)
  return sum(taken) - sum(back)
}

export const changesOf = (db: Database, reservationId: string): Promise<StayChangeRow[]> =>
  db.select().from(stayChanges).where(eq(stayChanges.reservationId, reservationId)).orderBy(asc(stayChanges.n))

/** Where the guest confirms the payment of a change at the bank. */
export const noteChangeRedirect = (db: Database, reservationId: string, n: number, redirectUrl: string) =>
  db
    .update(stayChanges)
    .set({ redirectUrl })
    .where(and(eq(stayChanges.reservationId, reservationId), eq(stayChanges.n, n)))

export type Page = { first: number; after: { createdAt: Date; id: string } | null }

/** One more than `first`, so that the caller sees whether there is a next page. */
export const tripsOf = (db: Database, customerId: string, { first, after }: Page): Promise<ReservationRow[]> =>
  db
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.customerId, customerId),
        after === null
          ? undefined
          : or(
              lt(reservations.createdAt, after.createdAt),
              and(eq(reservations.createdAt, after.createdAt), lt(reservations.id, after.id)),
            ),
      ),
    )
    .orderBy(desc(reservations.createdAt), desc(reservations.id))
    .limit(first + 1)

export const countTripsOf = (db: Database, customerId: string) =>
  db.$count(reservations, eq(reservations.customerId, customerId))

/** The sweeper looks again at `at`, unless somebody moved the reservation on meanwhile. */
export const lookAgain = (db: Database, id: string, seen: { status: Status; tries: number }, at: Date) =>
  db
    .update(reservations)
    .set({ dueAt: at, tries: seen.tries + 1 })
    .where(and(eq(reservations.id, id), eq(reservations.status, seen.status)))

/** The sweeper need not look any more, unless somebody moved it on meanwhile. */
export const restNow = (db: Database, { id, status }: { id: string; status: Status }) =>
  db
    .update(reservations)
    .set({ dueAt: null, tries: 0 })
    .where(and(eq(reservations.id, id), eq(reservations.status, status), isNull(reservations.owed)))

/** The partner booked: written before the sum is taken. */
export const noteSupplierBooking = (db: Database, id: string, supplierBookingId: string, dueAt: Date) =>
  db
    .update(reservations)
    .set({ supplierBookingId, dueAt, tries: 0 })
    .where(and(eq(reservations.id, id), eq(reservations.status, 'CONFIRMING')))

/** Nothing is owed at the bank after all. */
export const settleDebt = (db: Database, id: string) =>
  db
    .update(reservations)
    .set({ owed: null, dueAt: null, tries: 0 })
    .where(and(eq(reservations.id, id), eq(reservations.owed, 'SETTLE')))

/** A payment turned up for a reservation that is over: it is looked at again. Answers how many were, 0 or 1. */
export async function reopenDebt(db: Database, id: string, now: Date): Promise<number> {
  const rows = await db
    .update(reservations)
    .set({ owed: 'SETTLE', dueAt: now, tries: 0 })
    .where(and(eq(reservations.id, id), inArray(reservations.status, ['EXPIRED', 'FAILED']), isNull(reservations.owed)))
    .returning({ id: reservations.id })
  return rows.length
}

/** Whose hotels' reservations: our own, partners', or both. */
export type Whose = 'OWN' | 'PARTNERS' | 'ALL'
const whose: Record<Whose, SQL> = {
  OWN: sql` and supplier_code is null`,
  PARTNERS: sql` and supplier_code is not null`,
  ALL: sql``,
}

/**
 * Leases what is due to the caller until `leasedUntil`: nobody else is given it before. Rows that another sweeper is
 * leasing at this moment are passed over.
 */
export async function leaseDue(
  db: Database,
  now: Date,
  leasedUntil: Date,
  most: number,
  of: Whose = 'ALL',
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    update ${reservations} set due_at = ${leasedUntil.toISOString()} where id in (
      select id from ${reservations} where due_at <= ${now.toISOString()}${whose[of]} order by due_at, id limit ${most} for update skip locked)
    returning id`)
  return rows.map(({ id }) => id)
}

/** How long the reservation that waits longest is overdue. */
export async function overdueSeconds(db: Database, now: Date): Promise<number> {
  const [row] = await db
    .select({ due: sql<string | null>`min(${reservations.dueAt})` })
    .from(reservations)
    .where(isNotNull(reservations.dueAt))
  return row?.due ? Math.max(0, (now.getTime() - Date.parse(row.due)) / 1_000) : 0
}

/**
 * Guests whom customers does not know yet, because it was away when they booked. The oldest first. Not while their
 * payment is under way: it must be asked for in the same words each time.
 */
export const withoutCustomer = (db: Database, most: number) =>
  db
    .select()
    .from(reservations)
    .where(and(isNull(reservations.customerId), notInArray(reservations.status, [...unsettled, 'MODIFYING'])))
    .orderBy(asc(reservations.createdAt))
    .limit(most)

export const linkCustomer = (db: Database, id: string, customerId: string) =>
  db
    .update(reservations)
    .set({ customerId })
    .where(and(eq(reservations.id, id), isNull(reservations.customerId)))
