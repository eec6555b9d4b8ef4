/**
 * How much may be asked twice of one subgraph: a share of what it is asked, and at once no more than `burst`. When all
 * of it fails, asking everything twice would only keep it down.
 */
export function createTryBudget({ burst, share }: { burst: number; share: number }) {
  let left = burst
  return {
    asked() {
      left = Math.min(burst, left + share)
    },
    take(): boolean {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}

export type TryBudget = ReturnType<typeof createTryBudget>

const kept = 256
const reckonedEvery = 32
/** Of fewer answers nothing is said. */
const enough = 64

/** How long the latest answers took: the time within which nineteen in twenty came. */
export function createUsualTime() {
  const times = new Float64Array(kept)
  let count = 0
  let usual: number | undefined
  return {
    took(milliseconds: number) {
      times[count % kept] = milliseconds
      count += 1
      if (count < enough || count % reckonedEvery !== 0) return
      const sorted = times.slice(0, Math.min(count, kept)).toSorted()
      usual = sorted[Math.floor(sorted.length * 0.95)]
    },
    /** Undefined: too little is known. */
    get: () => usual,
  }
}
