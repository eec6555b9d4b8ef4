import { useQuery } from '@apollo/client/react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { OFFERS } from '../hotel/hotel-query.ts'
import { dayRange, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minus } from '../language/money.ts'
import { keyOf } from '../offer/offer-fields.ts'
import { useTitle } from '../shell/title.ts'
import { nightsInWords } from '../stay/guests.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useMedia } from '../ui/media.ts'
import { Note } from '../ui/note.tsx'
import { useNow } from '../ui/now.ts'
import { Panel } from '../ui/panel.tsx'
import { RangeCalendar } from '../ui/range-calendar.tsx'
import { ChangeChoices, Difference } from './change-choices.tsx'
import type { Reservation } from './reservation-query.ts'
import { WithReservation } from './reservation-states.tsx'
import { canChangeDates } from './statuses.ts'
import { useChange } from './use-change.ts'

const route = getRouteApi('/trips/$reference/change')

/** Other dates for a confirmed stay: the old price, the new one, the difference; and the payment of it when there is one. */
export function ChangePage() {
  const { reference } = route.useParams()
  useTitle(t('Change the dates'))
  return (
    <WithReservation reference={reference}>
      {({ reservation, surname }) => <Changing reservation={reservation} surname={surname} />}
    </WithReservation>
  )
}

function Changing({ reservation, surname }: { reservation: Reservation; surname: string }) {
  const { reference, stay, snapshot, payNow, hotel } = reservation
  const search = route.useSearch()
  const navigate = useNavigate()
  const now = useNow()
  const isWide = useMedia('md')
  const { refused, isWorking, isInDoubt, begin, askAgain } = useChange({
    reference,
    surname,
    cardPage: search.card_page,
  })
  const dates =
    search.checkIn && search.checkOut
      ? { from: search.checkIn, to: search.checkOut }
      : { from: stay.checkIn, to: stay.checkOut }
  const isOther = dates.from !== stay.checkIn || dates.to !== stay.checkOut
  const asked = useQuery(OFFERS, {
    variables: {
      id: hotel?.id ?? '',
      stay: { checkIn: dates.from, checkOut: dates.to },
      rooms: reservation.rooms
        .filter((room) => !room.cancelled)
        .map(({ adults, childAges }) => ({ adults, childAges })),
    },
    skip: !isOther || !hotel || isWorking,
    fetchPolicy: 'network-only',
    errorPolicy: 'all',
  })
  const { offers, chosen } = choose(asked.data?.hotel?.offers ?? [], reservation, search.offer)
  const difference = chosen && minus(chosen.payNow, payNow)
  const show = (changes: Partial<typeof search>) =>
    void navigate({
      to: '/trips/$reference/change',
      params: { reference },
      search: { checkIn: dates.from, checkOut: dates.to, ...changes },
      replace: true,
      resetScroll: false,
    })

  const confirm = () => {
    if (!chosen || !difference) return
    const back = new URLSearchParams({ checkIn: dates.from, checkOut: dates.to, offer: keyOf(chosen) })
    void begin(chosen.id, difference, `${location.origin}/trips/${reference}/change?${back}`)
  }

  const lead = t('{hotel}, now {dates}, {total}.', {
    hotel: snapshot.hotelName,
    dates: dayRange(stay.checkIn, stay.checkOut),
    total: exactly(reservation.total),
  })
  if (!canChangeDates(reservation, now) && !isWorking) {
    return (
      <Frame reference={reference} lead={lead}>
        <Note tone="sun" icon="calendar">
          {t('The dates of this stay cannot be changed here any more. Ask the hotel, or cancel and book again.')}
        </Note>
      </Frame>
    )
  }
  return (
    <Frame reference={reference} lead={lead}>
      {refused && (
        <div role="alert">
          <Note tone="danger">{refused}</Note>
        </div>
      )}
      {isInDoubt && !isWorking && (
        <Panel
          assertive
          tone="info"
          icon="info"
          title={t('The answer has not reached us')}
          actions={
            <Button small onPress={askAgain}>
              {t('Ask again')}
            </Button>
          }
        >
          {t('The dates may be changed already, or not yet. Asking again changes and pays them once.')}
        </Panel>
      )}
      {isWorking ? (
        <p role="status" className="card p-6 text-ink-2">
          {t('Changing the dates. There is nothing you have to do.')}
        </p>
      ) : isInDoubt ? null : (
        <>
          <section className="card p-5 md:p-7" aria-label={t('New dates')}>
            <RangeCalendar
              label={t('Nights of the stay')}
              value={dates}
              onChange={({ from, to }) => show({ checkIn: from, checkOut: to })}
              months={isWide ? 2 : 1}
              daysAhead={364}
              longest={30}
            />
            <p role="status" className="mt-4 border-t border-line pt-4">
              <b>{nightsInWords(nightsBetween(dates.from, dates.to))}</b>, {dayRange(dates.from, dates.to)}
              {!isOther && <span className="text-ink-2"> {t('(your dates now)')}</span>}
            </p>
          </section>
          {isOther && asked.loading && (
            <div className="skeleton h-32 rounded-card" role="status" aria-label={t('Asking the hotel')} />
          )}
          {isOther && !asked.loading && offers.length === 0 && (
            <Note tone="sun" live>
              {asked.error
                ? t('The hotel’s prices are away for a moment. Your booking stands as it is.')
                : t('No room is free for your guests on these dates. Your booking stands as it is.')}
            </Note>
          )}
          {chosen && difference && (
            <>
              <ChangeChoices
                offers={offers}
                chosen={keyOf(chosen)}
                onChoose={(offer) => show({ offer })}
                timeZone={snapshot.timeZone}
                now={now}
              />
              <Difference before={payNow} after={chosen.payNow} difference={difference} />
              <Button onPress={confirm} className="justify-self-start max-md:w-full">
                {confirmInWords(difference)}
              </Button>
            </>
          )}
        </>
      )}
    </Frame>
  )
}

function Frame({ reference, lead, children }: { reference: string; lead: string; children: ReactNode }) {
  return (
    <div className="wrap max-w-4xl">
      <h1 className="mt-3 md:mt-6">{t('Change the dates')}</h1>
      <p className="mb-6 text-ink-2">{lead}</p>
      <div className="grid gap-5">
        {children}
        <ButtonLink look="text" className="justify-self-start" to="/trips/$reference" params={{ reference }}>
          {t('Keep my dates')}
        </ButtonLink>
      </div>
    </div>
  )
}

/** The same room comes first; others only where it is not offered on those dates. Chosen at first: what was booked, else the cheapest. */
function choose<Offer extends Parameters<typeof keyOf>[0]>(
  all: readonly Offer[],
  { snapshot, payNow }: Reservation,
  key: string | undefined,
) {
  const inCurrency = all.filter(({ total }) => total.currency === payNow.currency)
  const same = inCurrency.filter(({ roomName }) => roomName === snapshot.roomName)
  const offers = same.length > 0 ? same : inCurrency
  const booked = offers.find(
    ({ ratePlan, board }) => ratePlan.name === snapshot.ratePlanName && board === snapshot.board,
  )
  return { offers, chosen: offers.find((offer) => keyOf(offer) === key) ?? booked ?? offers[0] ?? null }
}

function confirmInWords(difference: { amount: number; currency: string }): string {
  if (difference.amount > 0) return t('Pay {amount} at my bank', { amount: exactly(difference) })
  if (difference.amount === 0) return t('Change the dates')
  return t('Change the dates and refund {amount}', { amount: exactly({ ...difference, amount: -difference.amount }) })
}
