import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'

import { HeldUntil } from '../book/held-until.tsx'
import { t } from '../language/i18n.ts'
import { TermsBar } from '../offer/terms-bar.tsx'
import { useTitle } from '../shell/title.ts'
import { Button, ButtonAnchor, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useNow } from '../ui/now.ts'
import { CancelSheet } from './cancel-sheet.tsx'
import { Documents } from './documents.tsx'
import type { Reservation } from './reservation-query.ts'
import { WithReservation } from './reservation-states.tsx'
import { canChangeDates, statusOf } from './statuses.ts'
import { Ticket } from './ticket.tsx'
import { Timeline } from './timeline.tsx'

/** One reservation, as long as it is kept: its ticket, its papers, its terms, and what can still be done. */
export function ReservationPage() {
  const { reference } = getRouteApi('/trips/$reference').useParams()
  useTitle(t('Reservation {reference}', { reference }))
  return (
    <WithReservation reference={reference}>
      {({ reservation, surname }) => <Shown reservation={reservation} surname={surname} />}
    </WithReservation>
  )
}

function Shown({ reservation, surname }: { reservation: Reservation; surname: string }) {
  const now = useNow()
  const [isCancelling, setCancelling] = useState(false)
  const { status, snapshot, payment, cancellation, payNow, stay, createdAt, requests, guest, holdExpiresAt } =
    reservation
  const isOpen = status === 'CONFIRMED'
  return (
    <>
      <Ticket
        reservation={reservation}
        title={snapshot.hotelName}
        lead={t('Booked for {name}, {email}.', { name: `${guest.givenName} ${guest.familyName}`, email: guest.email })}
        actions={
          <>
            {payment?.receipt && (
              <ButtonAnchor href={payment.receipt.url}>
                <Icon name="document" /> {t('Receipt (PDF)')}
              </ButtonAnchor>
            )}
            {canChangeDates(reservation, now) && (
              <ButtonLink look="outline" to="/trips/$reference/change" params={{ reference: reservation.reference }}>
                <Icon name="calendar" /> {t('Change the dates')}
              </ButtonLink>
            )}
            {isOpen && (
              <Button look="outline" onPress={() => setCancelling(true)}>
                {t('Cancel the reservation')}
              </Button>
            )}
            {statusOf(status).phase === 'over' && <BookAgain reservation={reservation} />}
          </>
        }
      />
      <div className="wrap mt-14 grid gap-12 lg:grid-cols-2">
        <section aria-labelledby="timeline">
          <h2 id="timeline">{isOpen ? t('What happened, and what comes next') : t('What happened')}</h2>
          {status === 'REQUIRES_ACTION' && holdExpiresAt && (
            <HeldUntil until={holdExpiresAt} timeZone={snapshot.timeZone} />
          )}
          <Timeline reservation={reservation} now={now} />
        </section>
        <div className="grid content-start gap-10">
          <section aria-labelledby="papers">
            <h2 id="papers">{t('Documents')}</h2>
            <Documents reservation={reservation} />
          </section>
          {isOpen && (
            <section aria-labelledby="terms">
              <h2 id="terms">{t('If plans change')}</h2>
              <div className="mt-4">
                <TermsBar
                  terms={cancellation}
                  paid={payNow}
                  stay={stay}
                  hotel={snapshot}
                  start={Date.parse(createdAt)}
                  now={now.getTime()}
                />
              </div>
              <p className="mt-3 text-14 text-ink-2">{cancellation.summary}</p>
            </section>
          )}
          {requests && (
            <section aria-labelledby="wish">
              <h2 id="wish">{t('Your wish to the hotel')}</h2>
              <p className="mt-2 text-ink-2">{requests}</p>
            </section>
          )}
        </div>
      </div>
      {isOpen && (
        <CancelSheet
          reservation={reservation}
          surname={surname}
          isOpen={isCancelling}
          onOpenChange={setCancelling}
          now={now}
        />
      )}
    </>
  )
}

const BookAgain = ({ reservation: { hotel } }: { reservation: Reservation }) =>
  hotel ? (
    <ButtonLink look="outline" to="/hotel/$hotelId" params={{ hotelId: hotel.id }}>
      {t('See the hotel')}
    </ButtonLink>
  ) : (
    <ButtonLink look="outline" to="/">
      {t('Search hotels')}
    </ButtonLink>
  )
