import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import { Counter, Gauge } from 'prom-client'

import type { Logger } from './log.ts'
import { metrics } from './metrics.ts'

const breakerState = new Gauge({
  name: 'breaker_state',
  help: 'Whether another is asked: 0 yes (closed), 1 one question to see (half open), 2 no (open)',
  labelNames: ['to'],
  registers: [metrics],
})
const breakerOpened = new Counter({
  name: 'breaker_opened_total',
  help: 'How often somebody fell so silent that they were left alone for a while',
  labelNames: ['to'],
  registers: [metrics],
})
const breakerSpared = new Counter({
  name: 'breaker_spared_total',
  help: 'Questions that were not asked because the breaker was open: answered at once instead of after a wait',
  labelNames: ['to'],
  registers: [metrics],
})

export type BreakerState = 'CLOSED' | 'HALF_OPEN' | 'OPEN'

/** It has been silent, and is left alone for a while: certainly not asked, nothing happened. */
export class LeftAlone extends Error {
  readonly to: string
  constructor(to: string) {
    super(`${to} is not asked: it was silent too often in a row`)
    this.name = 'LeftAlone'
    this.to = to
  }
}

export type BreakerOptions = {
  /** Who is behind it, as `/metrics` and the dashboard call it. */
  to: string
  /** Which errors count as silence; none, unless said. */
  silentError?: (error: unknown) => boolean
  /** Which answers do, where a failure is a value; none, unless said. */
  silentAnswer?: (answer: unknown) => boolean
  /** So many silences in a row open it. */
  after: number
  /** For so long nobody asks, milliseconds; then one question is let through, and its answer decides. */
  pauseMs: number
  logger?: Logger
}

export type Breaker = {
  execute<T>(ask: () => Promise<T>): Promise<T>
  state(): BreakerState
}

/** Every breaker of this process, by whom it stands before. */
const breakers = new Map<string, Breaker>()

/**
 * A circuit breaker that is seen: in `/metrics`, in the answer of `/health/ready`, in the log. While it is open, and
 * while the one question of half-open is under way, everybody else is answered `LeftAlone` at once: nobody queues
 * behind a question that may take its whole time.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { to, after, pauseMs, logger, silentError = () => false, silentAnswer = () => false } = options
  const silence = handleWhen((error) => silentError(error)).orWhenResult(silentAnswer)
  const policy = circuitBreaker(silence, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(after) })
  breakerState.set({ to }, 0)
  policy.onBreak(() => {
    breakerState.set({ to }, 2)
    breakerOpened.inc({ to })
    logger?.error({ to, pauseMs }, 'a breaker opened: it does not answer and is left alone for a while')
  })
  policy.onHalfOpen(() => breakerState.set({ to }, 1))
  policy.onReset(() => {
    breakerState.set({ to }, 0)
    logger?.info({ to }, 'a breaker closed: it answers again')
  })
  const spared = () => {
    breakerSpared.inc({ to })
    return new LeftAlone(to)
  }
  /** The policy has heard of a silence: until an answer ends the row, it hears of all. Else answers change nothing for it. */
  let inARow = false
  const tell = async (isSilence: boolean, outcome: () => Promise<unknown>) => {
    if (policy.state !== CircuitState.Closed) return // others have decided it meanwhile
    inARow = isSilence
    await policy.execute(outcome).catch(() => {}) // it is thrown to whoever asked
  }
  const breaker: Breaker = {
    async execute(ask) {
      if (policy.state === CircuitState.HalfOpen) throw spared()
      if (policy.state === CircuitState.Open)
        return policy.execute(ask).catch((error: unknown) => {
          throw error instanceof BrokenCircuitError ? spared() : error
        })
      try {
        const answer = await ask()
        const isSilence = silentAnswer(answer)
        if (isSilence || inARow) await tell(isSilence, () => Promise.resolve(answer))
        return answer
      } catch (error) {
        if (silentError(error)) await tell(true, () => Promise.reject(error as Error))
        throw error
      }
    },
    state: () => states[policy.state],
  }
  breakers.set(to, breaker)
  return breaker
}

const states: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.Isolated]: 'OPEN',
}

/** Who is left alone by this process at this moment. */
export const leftAlone = (): string[] =>
  [...breakers].filter(([, breaker]) => breaker.state() !== 'CLOSED').map(([to]) => to)
