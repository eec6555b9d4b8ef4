import { useSyncExternalStore } from 'react'

const QUERIES = {
  md: '(min-width: 46rem)',
  lg: '(min-width: 64rem)',
  xl: '(min-width: 69rem)',
  dark: '(prefers-color-scheme: dark)',
}

const lists = new Map<keyof typeof QUERIES, MediaQueryList>()

function listOf(name: keyof typeof QUERIES): MediaQueryList {
  const list = lists.get(name) ?? matchMedia(QUERIES[name])
  lists.set(name, list)
  return list
}

/** Whether the screen is at least that wide, or the system dark; for what CSS alone cannot decide. */
export const useMedia = (name: keyof typeof QUERIES): boolean =>
  useSyncExternalStore(
    (listener) => {
      listOf(name).addEventListener('change', listener)
      return () => listOf(name).removeEventListener('change', listener)
    },
    () => listOf(name).matches,
  )
