import { isOutage, postgresCode, wasRolledBack } from '@staygraph/subgraph-kit/database'
import type { Job } from '@staygraph/subgraph-kit/job'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'
import { z } from 'zod'

import { byType, nightsOf, type NewRoom } from '../domain/booked-room.ts'
import type { Failure } from '../domain/failure.ts'
import type { Status } from '../domain/status.ts'
import type { StepDetail, StepName } from '../domain/timeline.ts'
import type { GroupCommit } from './group-commit.ts'
import { rowOf } from './row-of.ts'
import type { ReservationRow } from './tables.ts'

// The SQL functions of the migrations, typed. Each call is one prepared statement and one
// transaction; each may be sent twice, because it says from where it moves. Sums in minor units, instants as Date.

/** A job or event to be promised together with the step that calls for it. */
export type Promised = { job: string; payload: unknown }
export const promised = <Payload extends z.ZodType>(job: Job<Payload>, payload: z.input<Payload>): Promised => ({
  job: job.name,
  payload: job.payload.parse(payload),
})

const json = (value: unknown) => JSON.stringify(value)
type Row = Record<string, unknown>
type Grouping = { sql: Sql; inGroups: GroupCommit }

/** Postgres ends one of two transactions that wait for each other (or cannot be ordered): the other goes on, this one is sent again. */
const sentAgain = new Set(['40P01', '40001'])
export async function resending<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      if (attempt >= 5 || !sentAgain.has(postgresCode(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 * attempt * Math.random()))
    }
  }
}

/** Postgres refused one of a group, and so wrote none. Not when the nights could not be had in time: each would wait as long again. */
const wasUndone = (error: unknown) =>
  postgresCode(error) !== undefined &&
  !isOutage(error) &&
  (!wasRolledBack(error) || sentAgain.has(postgresCode(error) ?? ''))

export type NewReservation = {
  scope: string
  key: string
  inputHash: string
  reference: string
  customerId: string | null
  clientId: string | null
  hotelId: string
  rooms: NewRoom[]
  checkIn: string
  checkOut: string
  currency: string
  total: number
  payNow: number
  givenName: string
  familyName: string
  email: string
  phone: string | null
  requests: string | null
  paymentMethodId: string
  returnUrl: string | null
  supplierCode: string | null
  now: Date
  holdExpiresAt: Date
  dueAt: Date
}

const begun = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['HELD', 'BEGUN']), id: z.string() }),
  /** The key was used before, perhaps with other input. */
  z.object({ outcome: z.literal('KNOWN'), id: z.string(), hash: z.string() }),
  z.object({ outcome: z.literal('TAKEN') }),
  z.object({ outcome: z.literal('CHANGED') }),
])
export type Begun = z.infer<typeof begun>
export const begunBy = (row: unknown): Begun => begun.parse(row)

type Hold = { reservation: NewReservation; offer: string; trace: unknown }
/** `reservation`: as it was written, when this call held the rooms. */
export type Held = { begun: Begun; reservation: ReservationRow | null }
const heldBy = (row?: Row): Held => ({
  begun: begun.parse({ ...row, id: row?.['known_id'] }),
  reservation: row ? rowOf(row) : null,
})

/** Holds that want the same nights at the same moment share a transaction. */
export const holdRoom = ({ sql, inGroups }: Grouping, reservation: NewReservation, offer: string): Promise<Held> =>
  inGroups(
    `hold ${reservation.supplierCode === null ? nightsOf(byType(reservation.rooms), reservation) : reservation.reference}`,
    { reservation, offer, trace: outgoingTrace() },
    {
      alone: (hold: Hold) =>
        resending(async () => {
          const [row] =
            await sql`select outcome, known_id, hash, (held).* from hold_room_and_read(${json(hold.reservation)}::text::jsonb, ${hold.offer}, ${json(hold.trace)}::text::jsonb)`
          return heldBy(row)
        }),
      together: async (holds) => {
        const rows =
          await sql`select outcome, known_id, hash, (held).* from hold_rooms_together(${holds.map(({ reservation }) => json(reservation))}::text[]::jsonb[],
          ${holds.map(({ offer }) => offer)}::text[], ${holds.map(({ trace }) => json(trace))}::text[]::jsonb[]) order by n`
        return rows.map(heldBy)
      },
      apart: wasUndone,
    },
  )

/** What a step writes into the reservation besides its status. `dueAt`: when the sweeper looks; null: never. */
export type Changes = {
  paymentId?: string
  redirectUrl?: string
  supplierPrebookId?: string
  supplierBookingId?: string
  dueAt: Date | null
}

export type Move = { from: Status; to: Status; step: StepName; detail?: StepDetail }

/** False: the reservation is no longer at `from`. Whoever moved it knows why: read it again. */
export const moveReservation = (sql: Sql, id: string, move: Move, changes: Changes, now: Date): Promise<boolean> =>
  resending(async () => {
    const [row] = await sql`select move_reservation(${id}, ${move.from}, ${move.to}, ${now.toISOString()}, ${move.step},
      ${json(move.detail ?? {})}::text::jsonb, ${json(changes)}::text::jsonb) as moved`
    return row?.moved === true
  })

export type Confirmation = {
  id: string
  paymentId: string
  step: StepName
  detail: StepDetail
  jobs: Promised[]
}

const confirmed = z.enum(['CONFIRMED', 'TAKEN', 'ELSEWHERE'])

type Confirming = Confirmation & { now: Date; trace: unknown }
const confirmedBy = (row?: Row) => ({
  outcome: confirmed.parse(row?.['outcome']),
  reservation: row ? rowOf(row) : null,
})

/** `reservation`: as it stands then, when this call confirmed it. Confirmations of the same `nights` share a transaction. */
export const confirmReservation = (
  { sql, inGroups }: Grouping,
  nights: string,
  confirmation: Confirmation,
  now: Date,
) =>
  inGroups(
    `confirm ${nights}`,
    { ...confirmation, now, trace: outgoingTrace() },
    {
      alone: ({ id, paymentId, step, detail, jobs, now, trace }: Confirming) =>
        resending(async () => {
          const [row] =
            await sql`select outcome, (confirmed).* from confirm_reservation_and_read(${id}, ${paymentId}, ${now.toISOString()}, ${step}, ${json(detail)}::text::jsonb,
      ${json(jobs)}::text::jsonb, ${json(trace)}::text::jsonb)`
          return confirmedBy(row)
        }),
      together: async (all) => {
        const rows =
          await sql`select outcome, (confirmed).* from confirm_reservations_together(${all.map(({ id }) => id)}::uuid[], ${all.map(({ paymentId }) => paymentId)}::text[],
      ${all.map((one) => one.now.toISOString())}::text[]::timestamptz[], ${all.map(({ step }) => step)}::text[], ${all.map(({ detail }) => json(detail))}::text[]::jsonb[],
      ${all.map(({ jobs }) => json(jobs))}::text[]::jsonb[], ${all.map(({ trace }) => json(trace))}::text[]::jsonb[]) order by n`
        return rows.map(confirmedBy)
      },
      apart: wasUndone,
    },
  )

export type Ending = Move & {
  failure: Failure
  /** What is still to be settled at the bank. */
  owed: 'SETTLE' | null
  dueAt: Date | null
  paymentId?: string
}

export const endReservation = (sql: Sql, id: string, ending: Ending, now: Date): Promise<boolean> =>
  resending(async () => {
    const { from, to, step, detail, failure, owed, dueAt, paymentId } = ending
    const [row] =
      await sql`select end_reservation(${id}, ${from}, ${to}, ${now.toISOString()}, ${step}, ${json(detail ?? {})}::text::jsonb,
      ${json({ failure, owed, dueAt, paymentId })}::text::jsonb, false, ${json(outgoingTrace())}::text::jsonb) as ended`
    return row?.ended === true
  })

export const oweRefund = (
  sql: Sql,
  id: string,
  owed: { attempt: number; paymentId: string; amount: number; reason: string },
  now: Date,
): Promise<boolean> =>
  resending(async () => {
    const [row] =
      await sql`select owe_refund(${id}, ${owed.attempt}, ${owed.paymentId}, ${owed.amount}, ${now.toISOString()}, ${owed.reason}) as owed`
    return row?.owed === true
  })

export const acceptRefund = (
  sql: Sql,
  id: string,
  refund: { n: number; refundId: string; step: 'GIVEN_BACK' | 'REFUND_WAITS' | 'REFUND_REFUSED'; detail: StepDetail },
  now: Date,
): Promise<boolean> =>
  resending(async () => {
    const [row] =
      await sql`select accept_refund(${id}, ${refund.n}, ${refund.refundId}, ${now.toISOString()}, ${refund.step}, ${json(refund.detail)}::text::jsonb) as accepted`
    return row?.accepted === true
  })

export type Key = { scope: string; key: string; inputHash: string }
/** A room at its position, and what giving it up gives back and costs. */
export type CancelledRoom = { n: number; refund: number; fee: number }
export type PlannedRefund = { n: number; paymentId: string; amount: number }

export const beginCancellation = (
  sql: Sql,
  { id, revision }: { id: string; revision: number },
  key: Key,
  cancellation: {
    refund: number
    fee: number
    rooms: CancelledRoom[]
    detail: StepDetail
    dueAt: Date
    refunds: PlannedRefund[]
  },
  now: Date,
): Promise<Begun> =>
  resending(async () => {
    const { refund, fee, rooms, detail, dueAt, refunds } = cancellation
    const [row] =
      await sql`select * from begin_cancellation(${id}, ${revision}, ${json(key)}::text::jsonb, ${now.toISOString()},
      ${json(detail)}::text::jsonb, ${json({ refund, fee, dueAt })}::text::jsonb, ${json(rooms)}::text::jsonb, ${json(refunds)}::text::jsonb)`
    return begun.parse(row)
  })

/** Some rooms of a stay that goes on without them. */
export const cancelRooms = (
  sql: Sql,
  { id, revision }: { id: string; revision: number },
  key: Key,
  cancellation: { rooms: CancelledRoom[]; detail: StepDetail; refunds: PlannedRefund[]; jobs: Promised[] },
  now: Date,
): Promise<Begun> =>
  resending(async () => {
    const { rooms, detail, refunds, jobs } = cancellation
    const [row] =
      await sql`select * from cancel_rooms(${id}, ${revision}, ${json(key)}::text::jsonb, ${now.toISOString()}, ${json(rooms)}::text::jsonb,
      ${json(detail)}::text::jsonb, ${json(refunds)}::text::jsonb, ${json(jobs)}::text::jsonb, ${json(outgoingTrace())}::text::jsonb)`
    return begun.parse(row)
  })

export const keepReservation = (sql: Sql, id: string, detail: StepDetail, now: Date): Promise<boolean> =>
  resending(async () => {
    const [row] = await sql`select keep_reservation(${id}, ${now.toISOString()}, ${json(detail)}::text::jsonb) as kept`
    return row?.kept === true
  })

export const finishCancellation = (
  sql: Sql,
  id: string,
  detail: StepDetail,
  jobs: Promised[],
  now: Date,
): Promise<boolean> =>
  resending(async () => {
    const [row] = await sql`select finish_cancellation(${id}, ${now.toISOString()}, ${json(detail)}::text::jsonb,
      ${json(jobs)}::text::jsonb, ${json(outgoingTrace())}::text::jsonb) as finished`
    return row?.finished === true
  })

export type NewChange = Key & {
  id: string
  revision: number
  n: number
  rooms: NewRoom[]
  checkIn: string
  checkOut: string
  total: number
  payNow: number
  difference: number
  detail: StepDetail
  /** Of the payment that the difference needs; null when it needs none. */
  attempt: number | null
  paymentMethodId: string | null
  returnUrl: string | null
  now: Date
  holdExpiresAt: Date
  dueAt: Date
}

export const beginChange = (sql: Sql, change: NewChange, offer: string): Promise<Begun> =>
  resending(async () => {
    try {
      const [row] =
        await sql`select * from begin_change(${json(change)}::text::jsonb, ${offer}, ${json(outgoingTrace())}::text::jsonb)`
      return begun.parse(row)
    } catch (error) {
      if (postgresCode(error) === 'SG001') return { outcome: 'TAKEN' }
      throw error
    }
  })

/** What a change of a partner's stay came to know; each but once. */
export type ChangeMove = {
  n: number
  step: StepName
  detail?: StepDetail
  paymentId?: string
  supplierPrebookId?: string
  supplierBookingId?: string
  silentSince?: Date
  dueAt: Date
}

/** False: somebody else wrote it, or the change is over. */
export const moveChange = (sql: Sql, id: string, { n, step, detail, ...changes }: ChangeMove, now: Date) =>
  resending(async () => {
    const [row] =
      await sql`select move_change(${id}, ${n}, ${now.toISOString()}, ${step}, ${json(detail ?? {})}::text::jsonb, ${json(changes)}::text::jsonb) as moved`
    return row?.moved === true
  })

export type ChangeEnding = {
  n: number
  applied: boolean
  /** Of one that came to nothing; that it was not paid, unless told. */
  step?: StepName
  detail?: StepDetail
  paymentId?: string
  failure?: Failure
  owed: 'SETTLE' | 'REFUND' | null
  dueAt: Date | null
  refunds: PlannedRefund[]
  jobs: Promised[]
}

export const endChange = (sql: Sql, id: string, ending: ChangeEnding, now: Date): Promise<boolean> =>
  resending(async () => {
    const { n, applied, detail, refunds, jobs, ...changes } = ending
    const [row] =
      await sql`select end_change(${id}, ${n}, ${applied}, ${now.toISOString()}, ${json(detail ?? {})}::text::jsonb, ${json(changes)}::text::jsonb,
      ${json(refunds)}::text::jsonb, ${json(jobs)}::text::jsonb, ${json(outgoingTrace())}::text::jsonb) as ended`
    return row?.ended === true
  })
