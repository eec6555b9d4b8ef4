export type Most = {
  entries: number
  /** The length of all of them together. */
  characters: number
}

type Entry<Value> = { value: Value; length: number }

/** What is kept by key, so many and so long in all; what was not asked for longest goes first. */
export function createKept<Value>(most: Most, lengthOf: (value: Value) => number) {
  const kept = new Map<string, Entry<Value>>()
  let length = 0
  const forget = (key: string) => {
    length -= kept.get(key)?.length ?? 0
    return kept.delete(key)
  }
  const find = (key: string): Value | undefined => {
    const entry = kept.get(key)
    if (!entry) return undefined
    kept.delete(key)
    kept.set(key, entry)
    return entry.value
  }
  const keep = (key: string, value: Value) => {
    forget(key)
    const entry = { value, length: lengthOf(value) }
    kept.set(key, entry)
    length += entry.length
    for (const oldest of kept.keys()) {
      if (kept.size <= most.entries && length <= most.characters) break
      forget(oldest)
    }
  }
  return {
    find,
    keep,
    /** The keys of those asked for last, the last one first. */
    latest: (count: number) => [...kept.keys()].slice(-count).toReversed(),
    // As Apollo Server's caches want it.
    get: async (key: string) => find(key),
    set: async (key: string, value: Value) => keep(key, value),
    delete: async (key: string) => forget(key),
  }
}
