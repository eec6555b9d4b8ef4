import { isOutage, postgresCode, wasRolledBack } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'
import { z } from 'zod'

import { byType, nightsOf, type NewRoom } from '../domain/booked-room.ts'
import type { Failure } from '../domain/failure.ts'
import type { Status } from '../domain/status.ts'
import type { StepDetail, StepName } from '../domain/timeline.ts'
import type { GroupCommit } from './group-commit.ts'
import { rowOf } from './row-of.ts'
import { json, type Promised, resending, sentAgain } from './sending.ts'
import type { ReservationRow } from './tables.ts'

// The SQL functions of the migrations, typed. Each call is one prepared statement and one
// transaction; each may be sent twice, because it says from where it moves. Sums in minor units, instants as Date.

type Row = Record<string, unknown>
type Grouping = { sql: Sql; inGroups: GroupCommit }

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

export const begun = z.discriminatedUnion('outcome', [
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
