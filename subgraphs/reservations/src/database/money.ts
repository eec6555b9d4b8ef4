import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'
import { z } from 'zod'

import type { StepDetail, StepName } from '../domain/timeline.ts'
import type { Key } from './cancellations.ts'
import { resending, type Promised } from './sending.ts'

// The SQL functions of `migrations/*_money-rules.sql`, typed.

const json = (value: unknown) => JSON.stringify(value)

/** Adds to the timeline what it does not tell yet of a dispute. False: there is no such reservation. */
export const tellDispute = (
  sql: Sql,
  reservationId: string,
  dispute: { id: string; steps: StepName[]; ends: boolean; detail: StepDetail },
  now: Date,
): Promise<boolean> =>
  resending(async () => {
    const [row] = await sql`
      select tell_dispute(${reservationId}, ${dispute.id}, ${json(dispute.steps)}::text::jsonb, ${dispute.ends},
        ${json(dispute.detail)}::text::jsonb, ${now.toISOString()}) as told`
    return row?.told === true
  })

const begun = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('BEGUN') }),
  z.object({ outcome: z.literal('KNOWN'), id: z.string(), hash: z.string() }),
  /** More than is left of what was taken; `amount` is what is left. */
  z.object({ outcome: z.literal('EXCEEDS'), amount: z.coerce.number() }),
  /** Something is being done with its money just now. */
  z.object({ outcome: z.literal('BUSY') }),
])
export type BegunRefund = z.infer<typeof begun>

/** Plans what staff gives back, from the newest payment first. Null: all that is left. */
export const beginStaffRefund = (
  sql: Sql,
  reservationId: string,
  key: Key,
  refund: { amount: number | null; reason: string },
  now: Date,
): Promise<BegunRefund> =>
  resending(async () => {
    const [row] = await sql`
      select * from begin_staff_refund(${reservationId}, ${json(key)}::text::jsonb, ${refund.amount}, ${refund.reason}, ${now.toISOString()})`
    return begun.parse(row)
  })

type Accepted = { n: number; refundId: string; step: StepName; detail: StepDetail; jobs: Promised[] }

/** payments took a staff's refund over: the step and the mail, in one transaction. */
export const acceptStaffRefund = (sql: Sql, id: string, refund: Accepted, now: Date): Promise<boolean> =>
  resending(async () => {
    const { n, refundId, step, detail, jobs } = refund
    const [row] = await sql`
      select accept_staff_refund(${id}, ${n}, ${refundId}, ${now.toISOString()}, ${step}, ${json(detail)}::text::jsonb,
        ${json(jobs)}::text::jsonb, ${json(outgoingTrace())}::text::jsonb) as accepted`
    return row?.accepted === true
  })
