import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Gauge, Histogram } from 'prom-client'

export const availabilityLagSeconds = new Histogram({
  name: 'availability_lag_seconds',
  help: 'From a change of the rooms left, as reservations promised to tell it, until searches know it',
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600],
  registers: [metrics],
})

const unheardSeconds = new Gauge({
  name: 'availability_unheard_seconds',
  help: 'Age of the oldest change of the rooms left that is in the queue and that searches do not know yet; 0: there is none',
  registers: [metrics],
})

const recentMs = 60_000
/** A change that has waited for so long is told of before it is known. */
const longMs = 2_000
let unheardSince: number | null = null
let recent: { at: number; seconds: number }[] = []

/**
 * The longest lag of the last minute in words, for whoever watches; while the queue stands still, how far searches are behind. Undefined:
 * nothing was told in the last minute.
 */
export function tellLag(now: number): string | undefined {
  if (unheardSince !== null)
    return `searches do not know yet what changed of rooms ${((now - unheardSince) / 1_000).toFixed(0)} s ago`
  const lags = sinceThen(now).map(({ seconds }) => seconds)
  if (lags.length === 0) return undefined
  return `searches know what is left of rooms ${Math.max(...lags).toFixed(1)} s after it changed`
}

const sinceThen = (now: number) => (recent = recent.filter(({ at }) => now - at < recentMs))

/** Notes that a change promised at `promisedAt` is known at `now`, both in milliseconds. */
export function observeLag(promisedAt: number, now: number): void {
  const seconds = Math.max(0, now - promisedAt) / 1_000
  availabilityLagSeconds.observe(seconds)
  const last = recent.at(-1)
  // One a second is enough, the longest.
  if (last && Math.floor(last.at / 1_000) === Math.floor(now / 1_000)) last.seconds = Math.max(last.seconds, seconds)
  else recent.push({ at: now, seconds })
  if (recent.length > 120) sinceThen(now)
}

/** Notes when the oldest change was promised that is not known yet; null: there is none. */
export function observeUnheard(since: number | null, now: number): void {
  unheardSince = since !== null && now - since >= longMs ? since : null
  unheardSeconds.set(since === null ? 0 : Math.max(0, now - since) / 1_000)
}
