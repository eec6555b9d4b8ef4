import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

import type { Failure } from '../domain/failure.ts'
import { statuses } from '../domain/status.ts'
import type { StepDetail, StepName } from '../domain/timeline.ts'

// Sums are integers in the smallest unit of the row's currency. What two guests can race for is written by the SQL
// functions of the migrations only (`database/transactions.ts` calls them): one round trip a transaction.

export { outbox, outboxHandedOver, outboxWaiting } from '@staygraph/subgraph-kit/outbox'

const instant = () => timestamp({ withTimezone: true })
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const minorUnits = () => bigint({ mode: 'number' })

/** Rooms of one kind on one night. No row: nothing was taken yet, and the offer's default allotment holds. */
export const roomNight = pgTable(
  'room_night',
  {
    roomTypeId: text().notNull(),
    night: date().notNull(),
    /** On sale. Where the hotel's desk decided something, it follows from the three columns at the end. */
    allotment: integer().notNull(),
    /** Taken by bookings whose payment is not settled. */
    held: integer().notNull().default(0),
    sold: integer().notNull().default(0),
    /** What the hotel's desk decided, or found when it first touched the night. Null: it never did. */
    planned: integer(),
    /** Rooms that cannot be slept in. They are taken off what is planned. */
    outOfOrder: integer().notNull().default(0),
    /** Nothing more is sold: what is freed does not go on sale again (a trigger, `keep_closed`, sees to it). */
    closed: boolean().notNull().default(false),
  },
  (row) => [
    check(
      'as_planned',
      sql`case when ${row.planned} is null then not ${row.closed} and ${row.outOfOrder} = 0
        when ${row.closed} then ${row.allotment} = ${row.held} + ${row.sold} and ${row.allotment} <= greatest(${row.planned} - ${row.outOfOrder}, 0)
        else ${row.allotment} = greatest(${row.planned} - ${row.outOfOrder}, 0) end`,
    ),
    primaryKey({ columns: [row.roomTypeId, row.night] }),
    check(
      'never_oversold',
      sql`${row.held} >= 0 and ${row.sold} >= 0 and ${row.held} + ${row.sold} <= ${row.allotment}`,
    ),
  ],
)

/** Of `availability-changed`. Taken while the nights are locked, so that of one night the newer figure has the greater number. */
export const availabilityRevision = pgSequence('availability_revision')

export const reservationStatus = pgEnum('reservation_status', statuses)

export const reservations = pgTable(
  'reservations',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    reference: text().notNull().unique(),
    status: reservationStatus().notNull(),
    /** Null while customers could not be asked: linked later. */
    customerId: text(),
    /** The integrator whose API key made it. Null: our own site. */
    clientId: text(),
    hotelId: text().notNull(),
    /** Of all its rooms: `booked_rooms` says which. */
    checkIn: date().notNull(),
    checkOut: date().notNull(),
    currency: text().notNull(),
    /** Of the rooms that are booked: a room that is cancelled is no longer within. */
    total: minorUnits().notNull(),
    payNow: minorUnits().notNull(),
    /** The signed token as it was accepted: what was promised, provable. The snapshot is read from it. */
    offer: text().notNull(),
    guestGivenName: text().notNull(),
    guestFamilyName: text().notNull(),
    guestEmail: text().notNull(),
    guestPhone: text(),
    requests: text(),
    createdAt: instant().notNull(),
    /** Until when an unpaid hold keeps the nights. Null once it is settled. */
    holdExpiresAt: instant(),
    /** The bank's token of the card; forgotten once the payment is settled. */
    paymentMethodId: text(),
    returnUrl: text(),
    /** Of the newest payment begun: its key is `{id}:pay:{attempt}`. */
    attempt: integer().notNull().default(1),
    /** The payment of the booking itself. */
    paymentId: text(),
    /** Where the guest confirms at the bank. */
    redirectUrl: text(),
    supplierCode: text(),
    supplierPrebookId: text(),
    supplierBookingId: text(),
    failure: jsonb().$type<Failure>(),
    /** What is still to be done at the bank although the reservation is over. */
    owed: text().$type<'SETTLE' | 'REFUND'>(),
    /** Fixed when the guest asked to cancel; of all rooms, those too that were cancelled singly before. */
    cancelRequestedAt: instant(),
    cancelRefund: minorUnits(),
    cancelFee: minorUnits(),
    cancelledAt: instant(),
    /** Grows with each change the guest's calendar must see. */
    revision: integer().notNull().default(0),
    /**
     * When the sweeper looks at it. Whoever works on it moves this ahead first: a lease, which ends by itself when the
     * worker dies. Null: nothing is left to do.
     */
    dueAt: instant(),
    /** Looks in a row that changed nothing: the waits between them grow. */
    tries: integer().notNull().default(0),
  },
  (row) => [
    index('reservations_of_customer').on(row.customerId, row.createdAt.desc(), row.id.desc()),
    index('reservations_of_hotel').on(row.hotelId, row.checkIn),
    index('reservations_due')
      .on(row.dueAt)
      .where(sql`${row.dueAt} is not null`),
    index('reservations_asked_partner')
      .on(row.createdAt)
      .where(sql`${row.supplierPrebookId} is not null`),
    index('reservations_without_customer')
      .on(row.createdAt)
      .where(sql`${row.customerId} is null`),
  ],
)
export type ReservationRow = typeof reservations.$inferSelect

/** The event log of a reservation: written in the transaction of the step, never changed (a trigger sees to it). */
export const reservationSteps = pgTable(
  'reservation_steps',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    at: instant().notNull(),
    /** Reached by this step. */
    status: reservationStatus().notNull(),
    name: text().$type<StepName>().notNull(),
    detail: jsonb().$type<StepDetail>().notNull(),
    /** The transaction that wrote it: who follows asks by snapshot what they did not see (`database/steps-log.ts`). */
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (row) => [index('steps_of_reservation').on(row.reservationId, row.id), index('steps_by_transaction').on(row.xid)],
)
export type StepRow = Omit<typeof reservationSteps.$inferSelect, 'xid'>

/** What was taken for a reservation: the booking's payment, and one more for each dearer change of the stay. */
export const charges = pgTable(
  'charges',
  {
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    attempt: integer().notNull(),
    paymentId: text().notNull(),
    amount: minorUnits().notNull(),
    takenAt: instant().notNull(),
  },
  (row) => [primaryKey({ columns: [row.reservationId, row.attempt] })],
)

/** What is to be given back, written before the bank is asked. Its key is `{reservation}:refund:{n}`. */
export const refunds = pgTable(
  'refunds',
  {
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    n: integer().notNull(),
    paymentId: text().notNull(),
    amount: minorUnits().notNull(),
    reason: text().notNull(),
    /** Null until payments accepted it. */
    refundId: text(),
    /** Given back by the hotel's staff beside any cancellation: the guest gets a mail of it. */
    byStaff: boolean().notNull().default(false),
  },
  (row) => [primaryKey({ columns: [row.reservationId, row.n] }), check('gives_back', sql`${row.amount} > 0`)],
)

/** A change of the stay under way or over. Its rooms are WANTED in `booked_rooms`, what is new of their nights is held, until it is applied. */
export const stayChanges = pgTable(
  'stay_changes',
  {
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    n: integer().notNull(),
    state: text().$type<'OPEN' | 'APPLIED' | 'ABANDONED'>().notNull(),
    offer: text().notNull(),
    checkIn: date().notNull(),
    checkOut: date().notNull(),
    total: minorUnits().notNull(),
    payNow: minorUnits().notNull(),
    /** More than 0: charged under `{reservation}:pay:{attempt}` before it is applied. Less: given back after. */
    difference: minorUnits().notNull(),
    attempt: integer(),
    paymentMethodId: text(),
    returnUrl: text(),
    redirectUrl: text(),
    holdExpiresAt: instant().notNull(),
    failure: jsonb().$type<Failure>(),
    // Of a partner's stay: each is written once, before what follows from it is done.
    /** What is set aside for a dearer one, until the partner has booked it. */
    paymentId: text(),
    supplierPrebookId: text(),
    /** Of the new stay. When the change is applied, it is the reservation's. */
    supplierBookingId: text(),
    /** Since when it is not known whether the partner booked it. */
    silentSince: instant(),
  },
  (row) => [primaryKey({ columns: [row.reservationId, row.n] })],
)
export type StayChangeRow = typeof stayChanges.$inferSelect

/** An answer given once is given again. `scope` is on whose behalf: a key is nobody else's. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    operation: text().$type<'bookRoom' | 'cancelReservation' | 'changeStay' | 'refundGuest'>().notNull(),
    scope: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of the input: the same key with another one is a conflict. */
    inputHash: text().notNull(),
    reservationId: uuid().notNull(),
    /** Which change of the stay it began; or the first of the single rooms it cancelled. */
    change: integer(),
    createdAt: instant().notNull(),
  },
  (row) => [primaryKey({ columns: [row.operation, row.scope, row.key] })],
)

/** hotels' public keys as last seen (RFC 7517), so that an offer in hand can be booked while hotels is away. */
export const offerKeys = pgTable('offer_keys', {
  kid: text().primaryKey(),
  jwk: jsonb().$type<Record<string, unknown>>().notNull(),
  lastSeenAt: instant().notNull(),
})
