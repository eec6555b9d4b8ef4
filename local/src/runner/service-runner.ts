import { setTimeout as after } from 'node:timers/promises'

import type { GuardedProcess } from '../embedded/guarded-process.ts'
import { onLines, type Readiness } from '../embedded/server.ts'
import type { LogTail } from './log-tail.ts'

/**
 * - starting: its process runs and has not been ready yet
 * - ready / unready: what it says of itself
 * - restarting: it ended by itself and gets another chance soon
 * - failed: its environment is not complete; another chance would end the same way
 * - stopping / stopped: we were asked to
 */
export type State = 'starting' | 'ready' | 'unready' | 'restarting' | 'failed' | 'stopping' | 'stopped'

export interface Snapshot {
  name: string
  state: State
  /** Why it is not ready, in the process's own words where it has any. */
  because: string | undefined
  pid: number | undefined
  /** When the present process was started (ms since 1970). */
  startedAt: number | undefined
  /** How often it ended by itself since it was last asked to start. */
  crashes: number
  /** Others whom it does not ask for a while, because they were silent too often: its open breakers. */
  leftAlone: string[]
  /** What it says of itself while it is ready. */
  says: string | undefined
}

export interface ServiceRunnerOptions {
  name: string
  launch: () => GuardedProcess
  /** Asks once whether it is ready. */
  ask: () => Promise<Readiness>
  log: LogTail
  pauses?: RestartPauses
}

/** The first pause before a restart (half a second unless told); it doubles with each crash, up to the longest (15 s). */
export interface RestartPauses {
  firstMs?: number
  longestMs?: number
}

export interface ServiceRunner {
  snapshot: () => Snapshot
  log: LogTail
  start: () => void
  stop: () => Promise<void>
  /** Settles when it is ready for the first time after a start, or can no longer become so. */
  settled: () => Promise<Snapshot>
  /** Calls back at each change; answers how to end that. */
  onChange: (listener: (snapshot: Snapshot) => void) => () => void
}

const incompleteEnvironment = 78 // EX_CONFIG: the kit's readEnvironment ends a process so
const calmAfterMs = 30_000
/** Who ended by itself so often in a row will hardly become ready while someone waits for it. */
const crashesToSettle = 3

/** Keeps one process running: starts it, asks whether it is ready, starts it again when it ends by itself. */
export const createServiceRunner = (options: ServiceRunnerOptions): ServiceRunner => {
  const { name, log, ask, pauses: { firstMs = 500, longestMs = 15_000 } = {} } = options
  const listeners = new Set<(snapshot: Snapshot) => void>()
  let current: Snapshot = {
    name,
    state: 'stopped',
    because: undefined,
    pid: undefined,
    startedAt: undefined,
    crashes: 0,
    leftAlone: [],
    says: undefined,
  }
  let running: { process: GuardedProcess; wanted: boolean } | undefined
  let wanted = false
  let cancelPause = new AbortController()

  const change = (to: Partial<Snapshot>) => {
    current = { ...current, ...to }
    for (const listener of listeners) listener(current)
  }

  const launch = () => {
    const process = options.launch()
    const launched = { process, wanted: true }
    running = launched
    onLines(process, log.write)
    const startedAt = Date.now()
    change({ state: 'starting', because: undefined, pid: process.child.pid, startedAt, leftAlone: [], says: undefined })
    void watchHealth(launched)
    void process.exited.then((code) => ended(launched, code))
  }

  const watchHealth = async (of: { wanted: boolean }): Promise<void> => {
    const mine = () => running === of && of.wanted
    while (mine()) {
      const { state } = current
      await after(state === 'starting' ? 120 : state === 'unready' ? 1_000 : 3_000)
      if (!mine()) return
      const readiness = await ask()
      if (!mine()) return
      if (readiness.ready) {
        const { leftAlone = [], says } = readiness
        const isNews = leftAlone.join() !== current.leftAlone.join() || says !== current.says
        if (current.state !== 'ready' || isNews) change({ state: 'ready', because: undefined, leftAlone, says })
      } else if (current.state === 'starting') {
        if (readiness.because !== current.because) change({ because: readiness.because })
      } else if (current.state !== 'unready' || current.because !== readiness.because)
        change({ state: 'unready', because: readiness.because })
    }
  }

  const ended = async (of: { wanted: boolean }, code: number): Promise<void> => {
    if (running !== of) return
    running = undefined
    if (!wanted) return change({ state: 'stopped', because: undefined, pid: undefined, startedAt: undefined })
    if (code === incompleteEnvironment)
      return change({ state: 'failed', because: 'its environment is not complete: see its log', pid: undefined })
    const calm = current.startedAt !== undefined && Date.now() - current.startedAt > calmAfterMs
    const crashes = calm ? 1 : current.crashes + 1
    const pause = Math.min(firstMs * 2 ** (crashes - 1), longestMs)
    log.write(`(ended by itself with code ${code}; starts again in ${pause / 1000} s)`)
    change({ state: 'restarting', because: `ended with code ${code}`, pid: undefined, startedAt: undefined, crashes })
    cancelPause = new AbortController()
    const waited = await after(pause, true, { signal: cancelPause.signal }).catch(() => false)
    if (waited && wanted) launch()
  }

  return {
    log,
    snapshot: () => current,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      if (wanted && current.state !== 'failed') return
      wanted = true
      cancelPause.abort()
      change({ crashes: 0 })
      launch()
    },
    stop: async () => {
      wanted = false
      cancelPause.abort()
      const stopping = running
      if (!stopping) return change({ state: 'stopped', because: undefined, pid: undefined, startedAt: undefined })
      stopping.wanted = false
      change({ state: 'stopping', because: undefined })
      await stopping.process.stop()
    },
    settled: () =>
      new Promise((resolve) => {
        const look = (snapshot: Snapshot) => {
          const hopeful = snapshot.state === 'restarting' && snapshot.crashes < crashesToSettle
          if (snapshot.state === 'starting' || hopeful) return
          listeners.delete(look)
          resolve(snapshot)
        }
        listeners.add(look)
        look(current)
      }),
  }
}
