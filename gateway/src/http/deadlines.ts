/** Those that may wait only so long for something: who is over time by `now` is ended. Until when the next one may wait. */
export type Impatient = { endLate(now: number): number }

/**
 * One timer for all deadlines. Nobody keeps a list of them: they are looked for where they are, when the first could be
 * over. A timer, or an entry in a list, for each question is a fair part of what a question costs; and a list that
 * changes all the time hands what it held on from one collection of garbage to the next.
 */
export class Deadlines {
  readonly #impatient: Impatient[] = []
  #timer: NodeJS.Timeout | undefined
  #next = Infinity

  watch(impatient: Impatient) {
    this.#impatient.push(impatient)
  }

  /** Something may wait until then, by `performance.now()`. */
  until(time: number) {
    if (time < this.#next) this.#arm(time)
  }

  #arm(time: number) {
    clearTimeout(this.#timer)
    this.#next = time
    this.#timer = setTimeout(() => this.#look(), Math.max(1, Math.ceil(time - performance.now()))).unref()
  }

  #look() {
    this.#next = Infinity
    const now = performance.now()
    const next = this.#impatient.reduce((first, impatient) => Math.min(first, impatient.endLate(now)), Infinity)
    // Whoever was ended may have begun something that is over sooner.
    if (next < this.#next) this.#arm(next)
  }
}
