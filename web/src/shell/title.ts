import { useEffect } from 'react'

/** The page's name in the tab and in a screen reader's announcement. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} · Staygraph` : 'Staygraph: hotels anywhere, at the price you will pay'
  }, [title])
}
