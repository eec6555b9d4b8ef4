import { start, type StartOptions } from './start.ts'
import { table } from './table.ts'

/** Starts a platform, keeps it until someone asks it to stop, and ends all it started, in order. */
export const runUntilStopped = async (options: Omit<StartOptions, 'signal' | 'started'>): Promise<number> => {
  const { say } = options.progress
  const started = new AsyncDisposableStack()
  const stopping = new AbortController()
  const asked = new Promise<void>((resolve) => {
    const stop = () => {
      if (!stopping.signal.aborted) say('stopping what was started')
      stopping.abort()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    process.on('disconnect', stop) // the bootstrap above us is gone
  })
  try {
    const running = await start({ ...options, signal: stopping.signal, started })
    if (!stopping.signal.aborted) console.log(table(running))
    await asked
  } catch (error) {
    if (!stopping.signal.aborted) throw error // whatever breaks while we stop is our stopping
  } finally {
    await started.disposeAsync()
    if (stopping.signal.aborted) say('stopped')
  }
  return 0
}
