import type { Platform } from '../platform.ts'

export interface Restarts {
  /** Milliseconds from the end of a process until it was ready again, by its name. */
  tookMs: Map<string, number[]>
  stop: () => void
}

/** Watches what it costs a part to come back. */
export const watchRestarts = ({ running }: Pick<Platform, 'running'>): Restarts => {
  const tookMs = new Map<string, number[]>()
  const ends = [...running.services, ...running.stores].map(({ runner }) => {
    let endedAt: number | undefined
    return runner.onChange(({ name, state }) => {
      if (state === 'restarting') endedAt ??= performance.now()
      if (state !== 'ready' || endedAt === undefined) return
      tookMs.set(name, [...(tookMs.get(name) ?? []), performance.now() - endedAt])
      endedAt = undefined
    })
  })
  return { tookMs, stop: () => ends.forEach((end) => end()) }
}

/** How often, and the middle and the longest time, of each part. */
export const summary = (tookMs: Map<string, number[]>) =>
  Object.fromEntries(
    [...tookMs].map(([name, all]) => {
      const sorted = all.toSorted((one, other) => one - other)
      const at = (share: number) =>
        Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
      return [name, { times: all.length, p50Ms: at(0.5), p99Ms: at(0.99) }]
    }),
  )
