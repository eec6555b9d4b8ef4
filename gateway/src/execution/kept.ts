export type Most = {
  entries: number
  /** The length of all of them together. */
  characters: number
}

type Entry<Value> = {
  value: Value
  length: number
  /** When it was asked for last, and when it was given its place in the order; in steps of our own. */
  asked: number
  placed: number
}

/**
 * What is kept by key, so many and so long in all. What was not asked for since it had its place goes first; what was, is
 * given another place when its turn comes. So nothing is moved when it is found: a map that is changed for each request
 * is made anew all the time, and hands what it held on from one collection of garbage to the next.
 */
export function createKept<Value>(most: Most, lengthOf: (value: Value) => number) {
  const kept = new Map<string, Entry<Value>>()
  let length = 0
  let step = 0
  const forget = (key: string) => {
    length -= kept.get(key)?.length ?? 0
    return kept.delete(key)
  }
  const find = (key: string): Value | undefined => {
    const entry = kept.get(key)
    if (!entry) return undefined
    entry.asked = step += 1
    return entry.value
  }
  const keep = (key: string, value: Value) => {
    if (find(key) === value) return // found, not moved
    forget(key)
    step += 1
    const entry = { value, length: lengthOf(value), asked: step, placed: step }
    kept.set(key, entry)
    length += entry.length
    for (const [oldest, found] of kept) {
      if (kept.size <= most.entries && length <= most.characters) break
      if (found.asked > found.placed) {
        found.placed = found.asked
        kept.delete(oldest)
        kept.set(oldest, found)
      } else forget(oldest)
    }
  }
  return {
    find,
    keep,
    /** The keys of those asked for last, the last one first. */
    latest: (count: number) =>
      [...kept]
        .toSorted(([, one], [, other]) => other.asked - one.asked)
        .slice(0, count)
        .map(([key]) => key),
    // As Apollo Server's caches want it.
    get: async (key: string) => find(key),
    set: async (key: string, value: Value) => keep(key, value),
    delete: async (key: string) => forget(key),
  }
}
