import { partnerHedged } from './partner-metrics.ts'

export type HedgeOptions = {
  /** Whose second tries these are, as `/metrics` calls it. */
  readonly partner: string
  /** So many answers must be known before one is called late. */
  readonly from?: number
  /** Second tries for each first one, at most: who is slow to everybody must not be asked twice by everybody. */
  readonly share?: number
}

/** Answers whose times are remembered. */
const remembered = 64

/**
 * A second try of a question whose answer takes longer than 95 in 100 of the last ones did: the first answer counts. Nobody
 * is asked a third time, and a failure is not asked again: that is the breaker's business.
 */
export function createHedge({ partner, from = 20, share = 0.1 }: HedgeOptions) {
  const times: number[] = []
  let next = 0
  let allowed = 1

  const lateMs = () => {
    if (times.length < from) return undefined
    const sorted = times.toSorted((a, b) => a - b)
    return sorted[Math.ceil(sorted.length * 0.95) - 1]
  }

  return async function hedged<T>(ask: () => Promise<T>): Promise<T> {
    allowed = Math.min(10, allowed + share)
    const began = performance.now()
    const timed = async (): Promise<T> => {
      const sent = performance.now()
      const answer = await ask()
      times[next] = performance.now() - sent
      next = (next + 1) % remembered
      return answer
    }
    const first = timed()
    const late = lateMs()
    if (late === undefined || allowed < 1) return first
    let timer: NodeJS.Timeout | undefined
    const isLate = new Promise<'LATE'>((resolve) => {
      timer = setTimeout(resolve, Math.max(1, Math.ceil(late - (performance.now() - began))), 'LATE')
    })
    const settled = await Promise.race([first, isLate]).finally(() => clearTimeout(timer))
    if (settled !== 'LATE' || allowed < 1) return first
    allowed -= 1
    const second = timed()
    const won = await Promise.any([first.then(() => 'first'), second.then(() => 'second')]).catch(() => 'neither')
    partnerHedged.inc({ partner, won })
    // The first one's failure is told when both failed; else whichever answered.
    return won === 'second' ? second : first
  }
}
