import { hash } from 'node:crypto'

import type { Logger } from '@staygraph/subgraph-kit/log'

import { operationsSlow } from '../gateway-metrics.ts'
import { fetchTimes, planShape } from './plan-told.ts'
import type { Seen } from './seen.ts'

export type SlowOperations = ReturnType<typeof createSlowOperations>

/** So many are told in so long: when everything is slow, the log must not be what is slow next. */
const most = 10
const every = 10_000

/**
 * Tells of each operation that took long, with the time of each fetch and the shape of its plan, and nothing that a
 * client wrote: no variables, no text, and a name only if it was registered. The hash finds the text among those
 * registered. `slowMs`: from when on it is long; 0: never.
 */
export function createSlowOperations(slowMs: number, logger: Logger) {
  let from = -Infinity
  let told = 0
  let untold = 0
  return (seen: Seen, ms: number, now: number) => {
    if (slowMs === 0 || ms < slowMs) return
    operationsSlow.inc()
    if (now - from >= every) {
      from = now
      told = 0
    }
    told += 1
    if (told > most) {
      untold += 1
      return
    }
    const { operation, document, outcome, plan, fetches, began } = seen
    const text = document.loc?.source.body
    logger.warn(
      {
        operation,
        ...(text === undefined ? {} : { hash: hash('sha256', text) }),
        ms: Math.round(ms),
        outcome,
        fetches: fetchTimes(fetches, began),
        ...(plan ? { plan: planShape(plan) } : {}),
        ...(untold > 0 ? { untold } : {}),
      },
      'an operation was slow',
    )
    untold = 0
  }
}
