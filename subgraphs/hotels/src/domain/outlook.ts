/** What is known of the totals in a currency before any of them is exact: by estimates, so that most need not be worked out. */
export class Outlook {
  /** So many hotels behind the cursor cost at most this; Infinity: there are fewer. */
  bar = Infinity
  /** One of all costs at most this. */
  lowest = Infinity
  /** About what the dearest costs. */
  highest = -Infinity
  /** What costs less stands before the cursor, and what costs `after` or more behind it. */
  readonly before: number
  readonly after: number
  readonly #most: number
  /** The lowest ones behind the cursor, in order. */
  readonly #sums: number[] = []

  /** For a page of so many. `cursor`: null where the page begins with the first. */
  constructor(most: number, cursor: { before: number; after: number } | null) {
    this.#most = Math.max(1, most)
    this.before = cursor?.before ?? -Infinity
    this.after = cursor?.after ?? -Infinity
  }

  /** There is a hotel that costs between the two. */
  between(low: number, high: number): void {
    if (high < this.lowest) this.lowest = high
    if (low < this.after || high >= this.bar) return
    const sums = this.#sums
    if (sums.length === this.#most) sums.pop()
    let at = sums.length
    while (at > 0 && (sums[at - 1] as number) > high) at -= 1
    sums.splice(at, 0, high)
    if (sums.length === this.#most) this.bar = sums[sums.length - 1] as number
  }
}

/** The sums of a currency at which a cursor stands that tells one in the currency of comparison: what is dearer is never cheaper in that. */
export function cursorIn(total: number, compared: (total: number) => number): { before: number; after: number } {
  const firstWith = (isThere: (compared: number) => boolean): number => {
    let [low, high] = [0, Number.MAX_SAFE_INTEGER]
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2)
      if (isThere(compared(middle))) high = middle
      else low = middle + 1
    }
    return low
  }
  return { before: firstWith((sum) => sum >= total), after: firstWith((sum) => sum > total) }
}
