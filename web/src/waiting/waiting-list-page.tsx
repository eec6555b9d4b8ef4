import { useMutation, useQuery } from '@apollo/client/react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { checkoutOf, newCheckout } from '../book/checkout-store.ts'
import { readOffer } from '../book/offer-token.ts'
import { longDay, longDayAndTime, zoneName } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { Seal } from '../offer/seal.tsx'
import { boardName } from '../offer/words.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { encodeRooms, guestsInWords } from '../stay/guests.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Photo } from '../ui/photo.tsx'
import { timeLeftInWords, useMinutesLeft } from './time-left.ts'
import { ENTRY, type Entry, LEAVE } from './waiting-operations.ts'

/** What changes by itself is looked for this often while the page is open. */
const LOOK_EVERY_MS = 20_000

/** Behind the link of the mails: where one stands in line, the held room with the time left, and the way off the list. */
export function WaitingListPage() {
  useTitle(t('Waiting list'))
  const { token } = getRouteApi('/waiting/$token').useParams()
  const { data, error, loading, refetch } = useQuery(ENTRY, {
    variables: { token },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: LOOK_EVERY_MS,
  })
  const entry = data?.waitingListEntry
  if (entry) return <Shown entry={entry} token={token} />
  return (
    <div className="wrap mt-3 md:mt-6">
      {loading && <div className="skeleton h-96 rounded-card" role="status" aria-label={t('Looking up your place')} />}
      {!loading && error && (
        <Trouble
          alone
          error={error}
          onRetry={() => void refetch()}
          stillWorks={t('Your place in line is kept. Look again in a minute.')}
        />
      )}
      {!loading && !error && (
        <Quiet
          alone
          title={t('This is no place on a waiting list')}
          action={<ButtonLink to="/">{t('Search hotels')}</ButtonLink>}
        >
          {t('The link is incomplete, or its list closed long ago. Open it from our mail once more.')}
        </Quiet>
      )}
    </div>
  )
}

type Opened = { entry: Entry; token: string }

function Shown({ entry, token }: Opened) {
  const { state, place, closesAt, snapshot, guest, heldUntil } = entry
  const moment = (instant: string) =>
    t('{moment} ({zone})', {
      moment: longDayAndTime(instant, snapshot.timeZone),
      zone: zoneName(snapshot.timeZone),
    })
  switch (state) {
    case 'WAITING':
      return (
        <Card entry={entry} title={t('You are on the waiting list')} actions={<Leave token={token} />}>
          <p className="mt-2 font-[600]" role="status">
            {place === 1
              ? t('You are the next in line.')
              : t('{before, plural, one {One guest is} other {# guests are}} before you.', {
                  before: (place ?? 1) - 1,
                })}
          </p>
          <p className="mt-2 text-ink-2">
            {t('When the room can be had, we hold it for you and write to {email}. The list closes on {moment}.', {
              email: guest?.email ?? '',
              moment: moment(closesAt),
            })}
          </p>
          <p className="mt-2 text-ink-2">{t('Nothing is charged, and you are free to book elsewhere.')}</p>
        </Card>
      )
    case 'OFFERED':
      return <Held entry={entry} token={token} />
    case 'BOOKING':
      return (
        <Card entry={entry} title={t('Your booking is under way')}>
          <p className="mt-2 text-ink-2" role="status">
            {t(
              'The payment is being checked: do not pay again. Should it not go through, the room is held for you here until {moment}.',
              { moment: onOwnClock(heldUntil ?? closesAt) },
            )}
          </p>
        </Card>
      )
    case 'BOOKED':
      return (
        <Card
          entry={entry}
          title={t('You booked this room')}
          actions={<ButtonLink to="/find">{t('Find my reservation')}</ButtonLink>}
        >
          <p className="mt-2 text-ink-2">{t('The confirmation is in your email. The waiting is over.')}</p>
        </Card>
      )
    case 'LEFT':
      return (
        <Card entry={entry} title={t('You are off the list')} actions={<ToHotel entry={entry} />}>
          <p className="mt-2 text-ink-2" role="status">
            {t('We forgot your name and your address, and write to you no more.')}
          </p>
        </Card>
      )
    case 'MISSED':
      return (
        <Card entry={entry} title={t('The room went to the next in line')} actions={<ToHotel entry={entry} />}>
          <p className="mt-2 text-ink-2">
            {t('We held it for you until {moment}. Nothing was charged. You can join the list again.', {
              moment: onOwnClock(heldUntil ?? closesAt),
            })}
          </p>
        </Card>
      )
    case 'CLOSED':
      return (
        <Card entry={entry} title={t('No room became free')} actions={<ToHotel entry={entry} />}>
          <p className="mt-2 text-ink-2">
            {t('The list closed on {moment}, before check-in. Nothing was charged.', { moment: moment(closesAt) })}
          </p>
        </Card>
      )
  }
}

const onOwnClock = (instant: string): string =>
  longDayAndTime(instant, Intl.DateTimeFormat().resolvedOptions().timeZone)

/** The room is theirs until the minute shown: one leading button, and no hurry in colour or motion. */
function Held({ entry, token }: Opened) {
  const navigate = useNavigate()
  const minutes = useMinutesLeft(entry.heldUntil ?? null)
  const until = entry.heldUntil ?? ''
  // A deadline is told by the reader's own clock.
  const moment = onOwnClock(until)
  const several = entry.rooms.length > 1
  const book = () => {
    const offer = readOffer(entry.offerId)
    if (!offer) return
    const { givenName = '', familyName = '', email = '' } = entry.guest ?? {}
    const store = checkoutOf(offer.id)
    // A booking that was sent is never begun anew: its own page knows how it stands.
    if (!store.get()?.attempt?.sent)
      store.set({
        ...newCheckout(offer.token, { givenName, familyName, email }),
        waiting: { token, heldUntil: until, shownAt: new Date().toISOString() },
      })
    void navigate({ to: '/book', search: { offer: offer.token } })
  }
  return (
    <Card
      entry={entry}
      title={several ? t('Your rooms are free') : t('Your room is free')}
      actions={
        <>
          <Button onPress={book} isDisabled={minutes === 0}>
            {t('Book for {amount}', { amount: exactly(entry.total) })}
          </Button>
          <Leave token={token} />
        </>
      }
    >
      <p className="mt-2 font-[600]">
        {minutes > 0
          ? t('Held for you until {moment}', { moment })
          : t('It was held for you until {moment}', { moment })}
      </p>
      <p className="text-ink-2">
        {minutes > 0
          ? t('{left} left. Not booked by then, it goes to the next in line; nothing is charged.', {
              left: timeLeftInWords(minutes).replace(/^./, (first) => first.toUpperCase()),
            })
          : t('It goes to the next in line. Nothing was charged.')}
      </p>
      <p className="mt-2 text-14 text-ink-2">{entry.cancellation.summary}</p>
      <p role="status" className="sr-only">
        {minutes === 5 && t('The room is held for less than five minutes more.')}
      </p>
    </Card>
  )
}

function Leave({ token }: Pick<Opened, 'token'>) {
  const [leave, { loading, error }] = useMutation(LEAVE)
  return (
    <>
      <Button
        look="outline"
        isPending={loading}
        onPress={
          () =>
            void leave({
              variables: { token },
              update: (cache, { data }) =>
                cache.writeQuery({
                  query: ENTRY,
                  variables: { token },
                  data: { waitingListEntry: data?.leaveWaitingList ?? null },
                }),
            }).catch(() => null) // told below
        }
      >
        {t('Leave the list')}
      </Button>
      {error && (
        <p role="alert" className="w-full text-14 text-danger">
          {t('This does not work at the moment. You are still on the list.')}
        </p>
      )}
    </>
  )
}

const ToHotel = ({ entry: { hotel, stay, rooms } }: { entry: Entry }) =>
  hotel && (
    <ButtonLink
      to="/hotel/$hotelId"
      params={{ hotelId: hotel.id }}
      search={{ checkIn: stay.checkIn, checkOut: stay.checkOut, rooms: encodeRooms(rooms) }}
    >
      {t('See the hotel’s rooms')}
    </ButtonLink>
  )

/** The hotel, what is waited for, and what can be done. */
function Card({
  entry,
  title,
  children,
  actions,
}: {
  entry: Entry
  title: string
  children: ReactNode
  actions?: ReactNode
}) {
  const { hotel, snapshot, stay, rooms, offerId, total } = entry
  const facts = [
    [t('Hotel'), `${snapshot.hotelName}, ${snapshot.address.city}`],
    [t('Arrive'), t('{day}, from {time}', { day: longDay(stay.checkIn), time: snapshot.checkInFrom })],
    [t('Leave'), t('{day}, by {time}', { day: longDay(stay.checkOut), time: snapshot.checkOutUntil })],
    [t('Room'), snapshot.roomName],
    [t('Board'), boardName(snapshot.board)],
    [t('Guests'), guestsInWords(rooms)],
    [t('Price kept for you'), exactly(total)],
  ] as const
  return (
    <div className="wrap grid justify-center pt-4 md:pt-10">
      <section className="card w-full max-w-[560px] overflow-hidden">
        {hotel && (
          <div className="picture h-44 bg-sunken md:h-56">
            <Photo src={`/pictures/${hotel.id}/facade.svg`} alt="" width="600" height="400" />
          </div>
        )}
        <div className="px-6 pt-7 pb-8 md:px-10">
          <div className="flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <h1 className="text-26">{title}</h1>
              {children}
            </div>
            <Seal signature={offerId} size={64} />
          </div>
          <dl className="mt-5 border-t border-line pt-3">
            {facts.map(([name, value]) => (
              <div key={name} className="slip-line">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {actions && <div className="mt-6 flex flex-wrap gap-2.5 max-md:[&>*]:w-full">{actions}</div>}
        </div>
      </section>
    </div>
  )
}
