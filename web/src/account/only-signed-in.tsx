import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'

import { accessToken, type SignedIn, useSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { Quiet } from '../shell/trouble.tsx'
import { ButtonLink } from '../ui/button.tsx'

/** A page of the account: for whoever is signed in, else the way in, and back here. */
export function OnlySignedIn({ title, children }: { title: string; children: (customer: SignedIn) => ReactNode }) {
  const session = useSession()
  const { pathname } = useLocation()
  useEffect(() => void accessToken(), [])
  return (
    <div className="wrap max-w-4xl">
      <h1 className="mt-3 mb-6 md:mt-6">{title}</h1>
      {session.kind === 'customer' && children(session.customer)}
      {session.kind === 'unknown' && (
        <div className="skeleton h-60 rounded-card" role="status" aria-label={t('Loading')} />
      )}
      {session.kind === 'guest' && (
        <Quiet
          title={t('Sign in to see this page')}
          action={
            <ButtonLink to="/sign-in" search={{ next: pathname }}>
              {t('Sign in')}
            </ButtonLink>
          }
        />
      )}
    </div>
  )
}
