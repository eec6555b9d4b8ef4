import { TooLate } from '@staygraph/subgraph-kit/ask'

import type { Why } from './execution/run.ts'
import { NotSent } from './http/question.ts'
import { TooLarge } from './http/response.ts'

/** What went wrong between us and a subgraph. `reached`: the request may have been acted upon. */
export type Failure = {
  outcome: 'unreachable' | 'timeout' | 'refused' | 'garbage' | 'left alone' | 'abandoned'
  reached: boolean
  detail: string
  /** It was given less time than a question usually is: its silence says little. */
  cutShort?: boolean
}

/** One that cannot be reached answers so at once; only waiting needs a breaker. */
export const isSilence = (answer: unknown) => {
  const { outcome, cutShort } = answer as Partial<Failure>
  return outcome === 'timeout' && cutShort !== true
}

/** What an error is; `ms`: for how long it was asked. */
export function failureOf(error: Error & { code?: string }, ms: number): Failure {
  if (error instanceof TooLate)
    return { outcome: 'timeout', reached: true, detail: `no answer in ${Math.round(ms)} ms` }
  if (error instanceof TooLarge) return { outcome: 'garbage', reached: true, detail: 'its answer is too large' }
  return { outcome: 'unreachable', reached: !(error instanceof NotSent), detail: error.code ?? error.message }
}

/** As clients are told it (`extensions.nulls`). */
const whys = {
  unreachable: 'UNREACHABLE',
  timeout: 'TIMEOUT',
  refused: 'REFUSED',
  garbage: 'INVALID_ANSWER',
  'left alone': 'LEFT_ALONE',
  abandoned: 'TIMEOUT',
} as const satisfies Record<Failure['outcome'], Why>

/** Retry a question always; a change only if it surely never arrived. Changes with an idempotency key may be repeated anyway. */
export function unavailable(service: string, { outcome, reached }: Failure, changes: boolean) {
  const unsure = changes && reached
  return {
    why: whys[outcome],
    message: unsure
      ? `${service} did not answer in time. It may or may not have done what was asked: look before you ask again, or repeat it with the same idempotency key.`
      : `${service} does not answer at the moment. Try again in a little while.`,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', service, retryable: !unsure && outcome !== 'refused' },
  }
}
