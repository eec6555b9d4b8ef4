/** As many questions a second as were agreed with a partner; so many at once after a quiet time. */
export type RateLimit = { readonly perSecond: number; readonly burst: number }

/**
 * A token bucket over the process's steady clock. Whoever finds it empty does not wait: an answer that comes after its search
 * is of no use.
 */
export function createRateLimit({ perSecond, burst }: RateLimit) {
  let tokens = burst
  let filledAt = performance.now()
  let silentUntil = 0

  return {
    /** Whether a question may be asked now; if so, it counts. */
    take(): boolean {
      const now = performance.now()
      if (now < silentUntil) return false
      tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1_000)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    /** The partner itself said that it is asked too often: nobody asks for so long. */
    pause(milliseconds: number): void {
      silentUntil = Math.max(silentUntil, performance.now() + milliseconds)
    },
  }
}
