/** What is known of the totals in a currency before any of them is exact: by estimates, so that most need not be worked out. */
export class Outlook {
  /** So many hotels cost at most this; Infinity: there are fewer. */
  bar = Infinity
  /** One costs at most this. */
  lowest = Infinity
  /** About what the dearest costs. */
  highest = -Infinity
  readonly #most: number
  /** The lowest ones, in order. */
  readonly #sums: number[] = []

  constructor(most: number) {
    this.#most = Math.max(1, most)
  }

  /** There is a hotel that costs at most so much. */
  atMost(total: number): void {
    if (total < this.lowest) this.lowest = total
    if (total >= this.bar) return
    const sums = this.#sums
    if (sums.length === this.#most) sums.pop()
    let at = sums.length
    while (at > 0 && (sums[at - 1] as number) > total) at -= 1
    sums.splice(at, 0, total)
    if (sums.length === this.#most) this.bar = sums[sums.length - 1] as number
  }
}
