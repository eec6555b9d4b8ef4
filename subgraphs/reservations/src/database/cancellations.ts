import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'

import type { StepDetail } from '../domain/timeline.ts'
import { json, type Promised, resending } from './sending.ts'
import { begun, type Begun } from './transactions.ts'

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
