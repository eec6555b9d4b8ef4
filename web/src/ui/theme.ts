import { useSyncExternalStore } from 'react'

import { useMedia } from './media.ts'

export type Theme = 'light' | 'dark'

const KEY = 'staygraph:theme'
const listeners = new Set<() => void>()
const chosen = (): Theme | null => {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : null
}

/** The theme chosen here, else the system's. */
export function useTheme(): Theme {
  const dark = useMedia('dark')
  const own = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, chosen)
  return own ?? (dark ? 'dark' : 'light')
}

export function chooseTheme(theme: Theme) {
  document.documentElement.dataset['theme'] = theme
  localStorage.setItem(KEY, theme)
  for (const listener of listeners) listener()
}
