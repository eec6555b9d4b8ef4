import { getRouteApi } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { ButtonAnchor, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { useNow } from '../ui/now.ts'
import { calendarOf } from './documents.tsx'
import { type Shown, WithReservation } from './reservation-states.tsx'
import { statusOf } from './statuses.ts'
import { Ticket } from './ticket.tsx'
import { Timeline } from './timeline.tsx'

/** Right after booking: the ticket, what happened, what comes next. */
export function ConfirmationPage() {
  useTitle(t('You are booked'))
  const { reference } = getRouteApi('/trips/$reference/confirmed').useParams()
  const now = useNow()
  return (
    <WithReservation reference={reference}>
      {({ reservation }) => <Confirmed reservation={reservation} now={now} />}
    </WithReservation>
  )
}

function Confirmed({ reservation, now }: Shown) {
  const { reference, guest, snapshot, payment, status } = reservation
  const isBooked = statusOf(status).phase === 'booked'
  const calendar = calendarOf(reservation)
  const lead = isBooked
    ? t('{hotel} has your reservation. We sent the details and the receipt to {email}.', {
        hotel: snapshot.hotelName,
        email: guest.email,
      })
    : t('{hotel}. What happened stands below.', { hotel: snapshot.hotelName })
  return (
    <>
      <Ticket
        reservation={reservation}
        title={isBooked ? t('{city} is waiting.', { city: snapshot.address.city }) : snapshot.hotelName}
        lead={lead}
        actions={
          <>
            {payment?.receipt ? (
              <ButtonAnchor href={payment.receipt.url}>
                <Icon name="document" /> {t('Receipt (PDF)')}
              </ButtonAnchor>
            ) : (
              payment?.status === 'CAPTURED' && (
                <p role="status" className="button button-outline text-ink-2!">
                  <Icon name="document" /> {t('The receipt gets its number')}
                </p>
              )
            )}
            {calendar && (
              <ButtonAnchor look="outline" href={calendar}>
                <Icon name="calendar" /> {t('Add to calendar')}
              </ButtonAnchor>
            )}
            <ButtonLink look="outline" to="/trips/$reference" params={{ reference }}>
              {t('See the reservation')}
            </ButtonLink>
          </>
        }
      />
      <div className="wrap mt-14 grid gap-12 lg:grid-cols-2">
        <section aria-labelledby="timeline">
          <h2 id="timeline">{t('What happened, and what comes next')}</h2>
          <Timeline reservation={reservation} now={now} />
        </section>
        <section aria-labelledby="know">
          <h2 id="know">{t('Good to know')}</h2>
          <ul className="mt-4 grid gap-2.5 text-ink-2">
            <li>
              {t('The desk asks for a document with the name {name}.', {
                name: `${guest.givenName} ${guest.familyName}`,
              })}
            </li>
            <li>{reservation.cancellation.summary}</li>
            {reservation.requests && (
              <li>{t('The hotel reads your wish: “{wish}”', { wish: reservation.requests })}</li>
            )}
          </ul>
          <Note icon="mail" className="mt-4">
            {t('No email after ten minutes? Look in spam. Everything it holds is on this page too.')}
          </Note>
        </section>
      </div>
    </>
  )
}
