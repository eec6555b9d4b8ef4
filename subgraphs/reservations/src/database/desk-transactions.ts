import { postgresCode } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'
import { z } from 'zod'

import type { StepDetail } from '../domain/timeline.ts'
import type { PlannedRefund } from './cancellations.ts'
import { resending } from './sending.ts'

// The SQL functions of `migrations/0010_desk_transactions.sql`, typed.

const json = (value: unknown) => JSON.stringify(value)
const trace = () => json(outgoingTrace())

/** Answers a refusal of the database by its name. */
async function or<Refusal extends string, T>(refusals: Record<string, Refusal>, send: () => Promise<T>) {
  try {
    return await resending(send)
  } catch (error) {
    const refusal = refusals[postgresCode(error) ?? '']
    if (refusal === undefined) throw error
    return refusal
  }
}

/** A night of which more is taken than was wanted. */
export type Short = { date: string; allotment: number; taken: number }

export type Plan = {
  roomTypeId: string
  nights: readonly string[]
  /** Of nights that nobody touched yet. */
  allotment: number
  /** Null: as it was. */
  planned: number | null
  closed: boolean | null
}

/** Answers the nights in the way; none: it is done. */
export const planNights = (sql: Sql, { roomTypeId, nights, allotment, planned, closed }: Plan): Promise<Short[]> =>
  resending(async () => [
    ...(await sql<Short[]>`
      select night::text as date, allotment, taken from plan_nights(${roomTypeId}, ${nights as string[]}::text[]::date[], ${allotment},
        ${planned}::int, ${closed}::boolean, ${trace()}::text::jsonb)`),
  ])

export type OutOfOrderPlan = { roomId: string; from: string; to: string; reason: string; allotment: number; by: string }

export const setOutOfOrder = (sql: Sql, plan: OutOfOrderPlan, now: Date) =>
  or({ SG002: 'NOT_FREE', SG003: 'IN_THE_WAY' } as const, async () => {
    const { roomId, from, to, reason, allotment, by } = plan
    const [row] =
      await sql`select set_out_of_order(${roomId}, ${from}, ${to}, ${reason}, ${allotment}, ${now.toISOString()}, ${by}, ${trace()}::text::jsonb)::text as id`
    return z.object({ id: z.string() }).parse(row)
  })

export const endOutOfOrder = (sql: Sql, id: string, today: string, allotment: number, now: Date): Promise<boolean> =>
  resending(async () => {
    const [row] =
      await sql`select end_out_of_order(${id}, ${today}, ${allotment}, ${now.toISOString()}, ${trace()}::text::jsonb) as ended`
    return row?.['ended'] === true
  })

export type AskedDoor = { n: number; roomId: string }

export const checkIn = (sql: Sql, id: string, asked: readonly AskedDoor[], from: string, by: string, now: Date) =>
  or({ SG002: 'NOT_FREE', SG004: 'NONE_FREE', '40001': 'NONE_FREE' } as const, async () => {
    const [row] =
      await sql`select check_in(${id}, ${json(asked)}::text::jsonb, ${from}, ${now.toISOString()}, ${by}) as outcome`
    return z.enum(['CHECKED_IN', 'ELSEWHERE']).parse(row?.['outcome'])
  })

export const moveRoom = (sql: Sql, id: string, { n, roomId }: AskedDoor, today: string, by: string, now: Date) =>
  or({ SG002: 'NOT_FREE' } as const, async () => {
    const [row] = await sql`select move_room(${id}, ${n}, ${roomId}, ${today}, ${now.toISOString()}, ${by}) as outcome`
    return z.enum(['MOVED', 'ELSEWHERE']).parse(row?.['outcome'])
  })

export const checkOut = (sql: Sql, id: string, today: string, now: Date): Promise<boolean> =>
  resending(async () => {
    const [row] = await sql`select check_out(${id}, ${today}, ${now.toISOString()}) as outcome`
    return row?.['outcome'] === 'CHECKED_OUT'
  })

export type NoShow = {
  revision: number
  freedFrom: string
  by: string
  refund: number
  fee: number
  refunds: PlannedRefund[]
  detail: StepDetail
  dueAt: Date
}

/** False: the reservation is no longer as the caller saw it. */
export const markNoShow = (sql: Sql, id: string, noShow: NoShow, now: Date): Promise<boolean> =>
  resending(async () => {
    const { revision, freedFrom, by, refund, fee, refunds, detail, dueAt } = noShow
    const [row] = await sql`select mark_no_show(${id}, ${revision}, ${freedFrom}, ${now.toISOString()}, ${by},
      ${json({ refund, fee, dueAt })}::text::jsonb, ${json(detail)}::text::jsonb, ${json(refunds)}::text::jsonb, ${trace()}::text::jsonb) as marked`
    return row?.['marked'] === true
  })
