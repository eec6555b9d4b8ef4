import { postgresCode } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import type { Sql } from 'postgres'

import type { NewRoom } from '../domain/booked-room.ts'
import type { Failure } from '../domain/failure.ts'
import type { StepDetail, StepName } from '../domain/timeline.ts'
import type { Key, PlannedRefund } from './cancellations.ts'
import { json, type Promised, resending } from './sending.ts'
import { begun, type Begun } from './transactions.ts'

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
