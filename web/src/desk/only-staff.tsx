import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'

import { accessToken, type SignedIn, useSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { Quiet } from '../shell/trouble.tsx'
import { ButtonLink } from '../ui/button.tsx'

/** For whoever is signed in; the graph decides whether they work there. Else the way in, and back here. */
export function OnlyStaff({ title, children }: { title: string; children: (customer: SignedIn) => ReactNode }) {
  const session = useSession()
  const { pathname } = useLocation()
  useEffect(() => void accessToken(), [])
  return (
    <div className="wrap">
      {session.kind === 'customer' && children(session.customer)}
      {session.kind === 'unknown' && (
        <div className="skeleton mt-6 h-96 rounded-card" role="status" aria-label={t('Loading')} />
      )}
      {session.kind === 'guest' && (
        <div className="mt-6">
          <Quiet
            alone
            title={title}
            action={
              <ButtonLink to="/sign-in" search={{ next: pathname }}>
                {t('Sign in')}
              </ButtonLink>
            }
          >
            {t('For the people who work at a hotel. Sign in with the account that works there.')}
          </Quiet>
        </div>
      )}
    </div>
  )
}
