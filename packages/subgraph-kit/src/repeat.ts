import { backOff } from './back-off.ts'
import type { Logger } from './log.ts'

export type RepeatOptions = { everyMs: number; logger: Logger; maxWaitMs?: number }

/**
 * Runs `round` again and again until stopped: at once while it answers true (there is more), after `everyMs` when it
 * answers false, and after a growing, random wait when it fails. A failure is told on the first time and every 60th.
 * `stop` waits for the round under way.
 */
export function repeat(
  name: string,
  round: () => Promise<boolean>,
  { everyMs, logger, maxWaitMs = 5_000 }: RepeatOptions,
) {
  let stopped = false
  let wake = () => {}
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const running = (async () => {
    let failures = 0
    while (!stopped) {
      try {
        const more = await round()
        failures = 0
        if (!more && !stopped) await pause(everyMs)
      } catch (error) {
        failures += 1
        if (failures % 60 === 1)
          logger.warn({ loop: name, failures, reason: (error as Error).message }, 'a loop failed, it goes on')
        if (!stopped) await pause(backOff(failures, { firstMs: 2 * everyMs, mostMs: maxWaitMs }))
      }
    }
  })()
  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
