import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { Trouble } from '../shell/trouble.tsx'
import { FindForm } from './find-form.tsx'
import type { Reservation } from './reservation-query.ts'
import { type Found, useReservation } from './use-reservation.ts'

type Props = { reference: string; children: (found: Extract<Found, { kind: 'FOUND' }>) => ReactNode }

/** What stands in the place of a reservation until it is there, or when it is not. */
export function WithReservation({ reference, children }: Props) {
  const found = useReservation(reference)
  switch (found.kind) {
    case 'FOUND':
      return children(found)
    case 'LOADING':
      return <Waiting />
    case 'AWAY':
      return (
        <div className="wrap mt-3 md:mt-6">
          <h1 className="mb-5">{t('Reservation {reference}', { reference })}</h1>
          <Trouble
            error={found.error}
            onRetry={found.retry}
            stillWorks={t('Your reservation is safe. Its receipt and calendar file are also in your email.')}
          />
        </div>
      )
    case 'NOT_FOUND':
    case 'ASK_SURNAME':
      return <FindForm reference={reference} isMissing={found.kind === 'NOT_FOUND'} />
  }
}

const Waiting = () => (
  <div role="status" aria-label={t('Loading the reservation')}>
    <h1 className="sr-only">{t('Loading the reservation')}</h1>
    <div className="skeleton h-[250px] rounded-none! md:h-[428px]" />
    <div className="wrap relative -mt-15">
      <div className="h-96 rounded-sheet bg-surface p-10 shadow-e3">
        <div className="skeleton h-7 w-40" />
        <div className="skeleton mt-4 h-12 w-96 max-w-full" />
        <div className="skeleton mt-10 h-16 w-80 max-w-full" />
      </div>
    </div>
  </div>
)

/** What the two pages of a reservation show. */
export type Shown = { reservation: Reservation; now: Date }
