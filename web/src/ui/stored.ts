import { useSyncExternalStore } from 'react'

type Area = 'local' | 'session'

/**
 * A value kept by the browser: `local` for good, `session` for this tab. What does not pass `read` (an older shape, someone's
 * edit, a full or forbidden store) counts as absent.
 */
export function stored<Value>(area: Area, key: string, read: (raw: unknown) => Value | null) {
  const listeners = new Set<() => void>()
  const store = () => (area === 'local' ? localStorage : sessionStorage)
  let text: string | null | undefined
  let value: Value | null = null
  const get = (): Value | null => {
    const now = textOf(store(), key)
    if (now !== text) {
      text = now
      value = now === null ? null : read(parse(now))
    }
    return value
  }
  return {
    get,
    set(next: Value | null) {
      if (next === null) store().removeItem(key)
      else store().setItem(key, JSON.stringify(next))
      for (const listener of listeners) listener()
    },
    use: (): Value | null =>
      useSyncExternalStore((listener) => {
        listeners.add(listener)
        const elsewhere = (event: StorageEvent) => event.key === key && listener()
        addEventListener('storage', elsewhere)
        return () => {
          listeners.delete(listener)
          removeEventListener('storage', elsewhere)
        }
      }, get),
  }
}

function textOf(store: Storage, key: string): string | null {
  try {
    return store.getItem(key)
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
