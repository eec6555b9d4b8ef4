/** A histogram as Prometheus tells it: how many were at most so much (seconds), and all of them together. */
export interface Histogram {
  sum: number
  count: number
  upTo: Map<number, number>
}

/** Of a name, all series whose labels hold some text. */
export const readHistogram = (text: string, name: string, label: string): Histogram => {
  const read: Histogram = { sum: 0, count: 0, upTo: new Map() }
  for (const line of text.split('\n')) {
    const [, part, labels = '', value] = new RegExp(`^${name}_(sum|count|bucket)\\{([^}]*)\\} (\\S+)$`).exec(line) ?? []
    if (part === undefined || !labels.includes(label)) continue
    const figure = Number(value)
    if (part === 'sum') read.sum += figure
    else if (part === 'count') read.count += figure
    else {
      const limit = Number((/le="([^"]+)"/.exec(labels)?.[1] ?? '').replace('+Inf', 'Infinity'))
      read.upTo.set(limit, (read.upTo.get(limit) ?? 0) + figure)
    }
  }
  return read
}

/** What came between two readings, in milliseconds: the mean, and the median, taken as evenly spread within its step. */
export const between = (before: Histogram, after: Histogram): { mean: number; median: number } => {
  const count = after.count - before.count
  if (count === 0) return { mean: 0, median: 0 }
  let [from, below] = [0, 0]
  for (const [limit, upTo] of [...after.upTo].toSorted(([a], [b]) => a - b)) {
    const here = upTo - (before.upTo.get(limit) ?? 0)
    if (here * 2 >= count) {
      const step = limit === Infinity ? 0 : ((limit - from) * (count / 2 - below)) / Math.max(1, here - below)
      return { mean: ((after.sum - before.sum) / count) * 1_000, median: (from + step) * 1_000 }
    }
    ;[from, below] = [limit, here]
  }
  return { mean: ((after.sum - before.sum) / count) * 1_000, median: from * 1_000 }
}
