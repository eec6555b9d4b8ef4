import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'

import { checkoutOfReservation } from '../book/checkout-store.ts'
import { HeldUntil } from '../book/held-until.tsx'
import { t } from '../language/i18n.ts'
import { TermsBar } from '../offer/terms-bar.tsx'
import { useTitle } from '../shell/title.ts'
import { Button, ButtonAnchor, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useNow } from '../ui/now.ts'
import { CancelSheet } from './cancel-sheet.tsx'
import { Documents } from './documents.tsx'
import type { BookedRoom, Reservation } from './reservation-query.ts'
import { WithReservation } from './reservation-states.tsx'
import { RoomList } from './room-list.tsx'
import { canChange, isHeld, statusOf } from './statuses.ts'
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
  // Which rooms the sheet is about: all of them, or one. It keeps its subject while it closes.
  const [cancelling, setCancelling] = useState<{ room: BookedRoom | null; isOpen: boolean }>({ room: null, isOpen: false }) // prettier-ignore
  const { status, snapshot, payment, cancellation, payNow, stay, createdAt, requests, guest, rooms, holdExpiresAt } =
    reservation
  const isOpen = status === 'CONFIRMED'
  const who = { name: `${guest.givenName} ${guest.familyName}`, email: guest.email }
  const checkout = useMemo(() => checkoutOfReservation(reservation.reference), [reservation.reference])
  return (
    <>
      <Ticket
        reservation={reservation}
        title={snapshot.hotelName}
        lead={isHeld(status) ? t('For {name}, {email}. Not booked yet.', who) : t('Booked for {name}, {email}.', who)}
        notice={isHeld(status) && holdExpiresAt && <HeldUntil until={holdExpiresAt} since={createdAt} />}
        actions={
          <>
            {status === 'REQUIRES_ACTION' && checkout && (
              <ButtonLink to="/book/return" search={{ checkout, reference: reservation.reference }}>
                {t('Go on at my bank')}
              </ButtonLink>
            )}
            {payment?.receipt && (
              <ButtonAnchor href={payment.receipt.url}>
                <Icon name="document" /> {t('Receipt (PDF)')}
              </ButtonAnchor>
            )}
            {canChange(reservation, now) && (
              <ButtonLink look="outline" to="/trips/$reference/change" params={{ reference: reservation.reference }}>
                <Icon name="calendar" /> {t('Change the stay')}
              </ButtonLink>
            )}
            {isOpen && (
              <Button look="outline" onPress={() => setCancelling({ room: null, isOpen: true })}>
                {rooms.filter(({ cancelled }) => !cancelled).length > 1
                  ? t('Cancel all rooms')
                  : t('Cancel the reservation')}
              </Button>
            )}
            {statusOf(status).phase === 'over' && <BookAgain reservation={reservation} />}
          </>
        }
      />
      <div className="wrap mt-14 grid gap-12 lg:grid-cols-2">
        <section aria-labelledby="timeline">
          <h2 id="timeline">{isOpen ? t('What happened, and what comes next') : t('What happened')}</h2>
          <Timeline reservation={reservation} now={now} />
        </section>
        <div className="grid content-start gap-10">
          {rooms.length > 1 && (
            <section aria-labelledby="rooms">
              <h2 id="rooms">{t('Rooms')}</h2>
              <RoomList reservation={reservation} onCancel={(room) => setCancelling({ room, isOpen: true })} />
            </section>
          )}
          {!isHeld(status) && (
            <section aria-labelledby="papers">
              <h2 id="papers">{t('Documents')}</h2>
              <Documents reservation={reservation} />
            </section>
          )}
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
          key={cancelling.room?.position ?? 'all'}
          reservation={reservation}
          surname={surname}
          room={cancelling.room}
          isOpen={cancelling.isOpen}
          onOpenChange={(isOpen) => setCancelling({ ...cancelling, isOpen })}
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
