import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'

import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

/** What every page stands in. A new page takes the focus to its start, so that a screen reader begins there. */
export function Page() {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const checkout = path.startsWith('/book')
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true })
    first.current = false
  }, [path])
  return (
    <div className="flex min-h-screen flex-col">
      <a className="skip" href="#main">
        {t('Skip to the page')}
      </a>
      <Header checkout={checkout} />
      <Offline />
      <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer checkout={checkout} />
    </div>
  )
}

const online = () => navigator.onLine

/** Says that the connection is gone, and what still works. */
function Offline() {
  const connected = useSyncExternalStore((listener) => {
    addEventListener('online', listener)
    addEventListener('offline', listener)
    return () => {
      removeEventListener('online', listener)
      removeEventListener('offline', listener)
    }
  }, online)
  return (
    <div role="status">
      {!connected && (
        <p className="tone-info wrap flex items-center gap-2.5 py-2 text-14">
          <Icon name="info" size={18} />{' '}
          {t('You are offline. What is on this page stays readable; searching and booking wait for the connection.')}
        </p>
      )}
    </div>
  )
}
