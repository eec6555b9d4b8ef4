import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { ButtonLink } from '../ui/button.tsx'

/** The narrow card in which one signs in or registers, and the way on without an account, of equal weight. */
export function Entrance({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="wrap grid justify-center pt-6 md:pt-12">
      <div className="w-full max-w-[400px]">
        <section className="card p-6 md:p-8">
          <h1 className="text-26">{title}</h1>
          <p className="mt-1.5 mb-6 text-14 text-ink-2">{lead}</p>
          {children}
        </section>
        <div className="mt-4 text-center">
          <ButtonLink to="/" look="outline" className="w-full bg-surface">
            {t('Continue without an account')}
          </ButtonLink>
          <p className="mt-3 text-14 text-ink-2">
            {t('Booking works the same. Your reference and surname open your trip.')}
          </p>
        </div>
      </div>
    </div>
  )
}

/** Where someone goes once they are in: the page that sent them here, else their trips. */
export function useGoOn(page: '/sign-in' | '/register') {
  const { next } = getRouteApi(page).useSearch()
  const navigate = useNavigate()
  return { next, goOn: () => void navigate({ href: next ?? '/trips', replace: true }) }
}
