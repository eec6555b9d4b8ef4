/**
 * Answers kept for a short while, and each question asked once however many want it at the same moment. Bounded: the
 * oldest go first.
 */
export class Remembered<Answer> {
  readonly #lifeMs: number
  readonly #atMost: number
  readonly #worthKeeping: (answer: Answer) => boolean
  #kept = new Map<string, { promise: Promise<Answer>; until: number }>()

  constructor(options: { lifeMs: number; atMost: number; worthKeeping?: (answer: Answer) => boolean }) {
    this.#lifeMs = options.lifeMs
    this.#atMost = options.atMost
    this.#worthKeeping = options.worthKeeping ?? (() => true)
  }

  /** What was answered before, else what `ask` answers now. A question that failed is asked again next time. */
  get(question: string, now: Date, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#kept.get(question)
    if (known && known.until > now.getTime()) return known.promise
    const promise = ask()
    const entry = { promise, until: now.getTime() + this.#lifeMs }
    this.#kept.delete(question)
    this.#kept.set(question, entry)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#atMost && oldest !== undefined) this.#kept.delete(oldest)
    const forget = () => {
      if (this.#kept.get(question) === entry) this.#kept.delete(question)
    }
    promise.then((answer) => {
      if (!this.#worthKeeping(answer)) forget()
    }, forget)
    return promise
  }

  forget(question: string): void {
    this.#kept.delete(question)
  }
}
