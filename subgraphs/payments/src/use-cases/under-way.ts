/** Questions to the bank that this process is asking now: callers of the same payment wait for one answer, and a stop waits for all. */
export class UnderWay {
  #asking = new Map<string, Promise<unknown>>()

  start<T>(id: string, ask: () => Promise<T>): Promise<T> {
    const asking = ask().finally(() => {
      if (this.#asking.get(id) === asking) this.#asking.delete(id)
    })
    this.#asking.set(id, asking)
    return asking
  }

  of(id: string): Promise<unknown> | undefined {
    return this.#asking.get(id)
  }

  /** Resolves when every question under way has ended, however. */
  async drain() {
    await Promise.allSettled(this.#asking.values())
  }
}
