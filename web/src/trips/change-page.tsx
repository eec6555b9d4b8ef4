import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { canCombine, encodeCounts } from '../hotel/combination.ts'
import { Combine } from '../hotel/combine.tsx'
import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minus } from '../language/money.ts'
import { plansOf } from '../offer/offer-fields.ts'
import { useTitle } from '../shell/title.ts'
import { encodeRooms, guestsInWords } from '../stay/guests.ts'
import type { ChangeSearch } from '../stay/search-params.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { useNow } from '../ui/now.ts'
import { Panel } from '../ui/panel.tsx'
import { ChangeChoices, Difference } from './change-choices.tsx'
import type { Reservation } from './reservation-query.ts'
import { WithReservation } from './reservation-states.tsx'
import { canChange } from './statuses.ts'
import { useChange } from './use-change.ts'
import { useChangedStay } from './use-changed-stay.ts'
import { WantedStay } from './wanted-stay.tsx'

const route = getRouteApi('/trips/$reference/change')

/** Other dates, guests or rooms for a confirmed stay: the old price, the new one, the difference; and its payment. */
export function ChangePage() {
  const { reference } = route.useParams()
  useTitle(t('Change the stay'))
  return (
    <WithReservation reference={reference}>
      {({ reservation, surname }) => <Changing reservation={reservation} surname={surname} />}
    </WithReservation>
  )
}

function Changing({ reservation, surname }: { reservation: Reservation; surname: string }) {
  const { reference, stay, snapshot, payNow } = reservation
  const search = route.useSearch()
  const navigate = useNavigate()
  const now = useNow()
  const { refused, isWorking, isInDoubt, begin, askAgain } = useChange({ reference, surname, cardPage: search.card_page }) // prettier-ignore
  const wanted = useChangedStay(reservation, search, isWorking)
  const { dates, rooms, isOther, hotel, offers, combination, plan, chosen, chosenKey, isAsking, isAway } = wanted
  const difference = chosen && minus(chosen.payNow, payNow)
  const kept = { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) }
  /** Other dates or guests ask for other offers: what was chosen among the old ones is not kept. */
  const show = (changes: ChangeSearch) =>
    void navigate({
      to: '/trips/$reference/change',
      params: { reference },
      search: { ...kept, ...changes },
      replace: true,
      resetScroll: false,
    })

  const confirm = () => {
    if (!chosen || !difference) return
    const choice: Record<string, string> = chosenKey
      ? { offer: chosenKey }
      : { combine: encodeCounts(combination.counts), ...(search.plan ? { plan: search.plan } : {}) }
    const back = new URLSearchParams({ ...kept, ...choice })
    void begin(chosen.id, difference, `${location.origin}/trips/${reference}/change?${back}`)
  }

  const left = reservation.rooms.filter((room) => !room.cancelled)
  const lead = t('{hotel}, now {dates}, {guests}, {total}.', {
    hotel: snapshot.hotelName,
    dates: dayRange(stay.checkIn, stay.checkOut),
    guests: guestsInWords(left),
    total: exactly(reservation.total),
  })
  if (!canChange(reservation, now) && !isWorking) {
    return (
      <Frame reference={reference} lead={lead}>
        <Note tone="sun" icon="calendar">
          {t('This stay cannot be changed here any more. Ask the hotel, or cancel and book again.')}
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
      {isInDoubt && !isWorking && <InDoubt onAskAgain={askAgain} />}
      {isWorking ? (
        <p role="status" className="card p-6 text-ink-2">
          {t('Changing the stay. There is nothing you have to do.')}
        </p>
      ) : isInDoubt ? null : (
        <>
          <WantedStay
            dates={dates}
            rooms={rooms}
            isAsBooked={!isOther}
            onDates={({ from, to }) => show({ checkIn: from, checkOut: to })}
            onRooms={(next) => show({ rooms: encodeRooms(next) })}
          />
          <section aria-labelledby="new-rooms">
            <h2 id="new-rooms" className="mb-3 text-21">
              {isOther ? t('Rooms for the new stay') : t('Other rooms for the same stay')}
            </h2>
            {isAsking && (
              <div className="skeleton h-32 rounded-card" role="status" aria-label={t('Asking the hotel')} />
            )}
            {!isAsking && offers.length === 0 && (
              <Note tone="sun" live>
                {nothingInWords(isAway, isOther)}
              </Note>
            )}
            {!isAsking && offers.length > 0 && (
              <ChangeChoices
                offers={offers}
                paid={payNow}
                chosen={chosenKey}
                onChoose={(offer) => show({ offer })}
                timeZone={snapshot.timeZone}
                now={now}
              />
            )}
          </section>
          {hotel && !isAsking && canCombine(hotel, rooms) && (
            <Combine
              heading={2}
              roomTypes={hotel.roomTypes}
              guests={rooms}
              combination={combination}
              onChange={(combine) => show({ combine, ...(search.plan ? { plan: search.plan } : {}) })}
              timeZone={snapshot.timeZone}
              now={now}
              plans={plansOf(offers)}
              plan={plan}
              onPlan={(wish) => show({ ...(search.combine ? { combine: search.combine } : {}), plan: wish })}
            />
          )}
          {chosen && difference && (
            <>
              <Difference offer={chosen} paid={payNow} difference={difference} timeZone={snapshot.timeZone} now={now} />
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

const InDoubt = ({ onAskAgain }: { onAskAgain: () => void }) => (
  <Panel
    assertive
    tone="info"
    icon="info"
    title={t('The answer has not reached us')}
    actions={
      <Button small onPress={onAskAgain}>
        {t('Ask again')}
      </Button>
    }
  >
    {t('The stay may be changed already, or not yet. Asking again changes and pays it once.')}
  </Panel>
)

function Frame({ reference, lead, children }: { reference: string; lead: string; children: ReactNode }) {
  return (
    <div className="wrap max-w-4xl">
      <h1 className="mt-3 md:mt-6">{t('Change the stay')}</h1>
      <p className="mb-6 text-ink-2">{lead}</p>
      <div className="grid gap-5">
        {children}
        <ButtonLink look="text" className="justify-self-start" to="/trips/$reference" params={{ reference }}>
          {t('Keep my stay as it is')}
        </ButtonLink>
      </div>
    </div>
  )
}

function nothingInWords(isAway: boolean, isOther: boolean): string {
  if (isAway) return t('The hotel’s prices are away for a moment. Your booking stands as it is.')
  return isOther
    ? t('No single kind of room is free for your guests on these dates. Your booking stands as it is.')
    : t('The hotel has no other kind of room free for the same stay.')
}

function confirmInWords(difference: { amount: number; currency: string }): string {
  if (difference.amount > 0) return t('Pay {amount} at my bank', { amount: exactly(difference) })
  if (difference.amount === 0) return t('Change the stay')
  return t('Change the stay and refund {amount}', { amount: exactly({ ...difference, amount: -difference.amount }) })
}
