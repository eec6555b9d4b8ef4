/** What may take only so long: `until`, by `performance.now()`. */
export type Due = { readonly until: number; end(): void }

/** One timer for all: a timer for each question would be a fair part of what the question costs. */
export function createDeadlines() {
  const waiting = new Set<Due>()
  let timer: NodeJS.Timeout | undefined
  let armedFor = Infinity
  const arm = (until: number) => {
    clearTimeout(timer)
    armedFor = until
    timer = setTimeout(look, Math.max(1, Math.ceil(until - performance.now()))).unref()
  }
  const look = () => {
    const now = performance.now()
    armedFor = Infinity
    let next = Infinity
    for (const due of waiting)
      if (due.until <= now) {
        waiting.delete(due)
        due.end()
      } else if (due.until < next) next = due.until
    // Whoever was ended may have begun something that is due sooner.
    if (next < armedFor) arm(next)
  }
  return {
    add(due: Due) {
      waiting.add(due)
      if (due.until < armedFor) arm(due.until)
    },
    delete: (due: Due) => void waiting.delete(due),
  }
}
