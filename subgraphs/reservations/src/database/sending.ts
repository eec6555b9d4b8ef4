import { postgresCode } from '@staygraph/subgraph-kit/database'
import type { Job } from '@staygraph/subgraph-kit/job'
import type { z } from 'zod'

/** A job or event to be promised together with the step that calls for it. */
export type Promised = { job: string; payload: unknown }
export const promised = <Payload extends z.ZodType>(job: Job<Payload>, payload: z.input<Payload>): Promised => ({
  job: job.name,
  payload: job.payload.parse(payload),
})

export const json = (value: unknown) => JSON.stringify(value)

/** Postgres ends one of two transactions that wait for each other (or cannot be ordered): the other goes on, this one is sent again. */
export const sentAgain = new Set(['40P01', '40001'])
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
