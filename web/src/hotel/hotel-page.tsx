import { useQuery } from '@apollo/client/react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { dateIn, dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { keyOf } from '../offer/offer-fields.ts'
import { Rating } from '../offer/rating.tsx'
import { Stars } from '../offer/stars.tsx'
import { AMENITIES, distanceInWords } from '../offer/words.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { kmBetween } from '../stay/distance.ts'
import { decodeRooms, guestsInWords } from '../stay/guests.ts'
import { useCurrency } from '../stay/memory.ts'
import { type Stay, type StaySearch, stayOf } from '../stay/search-params.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useNow } from '../ui/now.ts'
import { Gallery } from './gallery.tsx'
import { HOTEL, type Hotel, OFFERS } from './hotel-query.ts'
import { PriceSlip } from './price-slip.tsx'
import { Rooms } from './rooms.tsx'
import { StayPicker } from './stay-picker.tsx'

const route = getRouteApi('/hotel/$hotelId')

/** One hotel: its face, its words, and what each of its rooms would cost for the stay in the address. */
export function HotelPage() {
  const { hotelId } = route.useParams()
  const { data, error, loading, refetch } = useQuery(HOTEL, { variables: { id: hotelId }, errorPolicy: 'all' })
  const hotel = data?.hotel ?? null
  useTitle(hotel?.name)
  if (!hotel && loading) return <Waiting />
  if (!hotel && error) return <div className="wrap mt-6"><Trouble alone error={error} onRetry={() => void refetch()} /></div> // prettier-ignore
  if (!hotel) {
    return (
      <div className="wrap mt-6">
        <Quiet
          alone
          title={t('There is no hotel at this address')}
          action={<ButtonLink to="/">{t('Search hotels')}</ButtonLink>}
        >
          {t('It may have left our catalogue. Reservations made there stay in “My trips”.')}
        </Quiet>
      </div>
    )
  }
  return <Found hotel={hotel} />
}

function Found({ hotel }: { hotel: Hotel }) {
  const search = route.useSearch()
  const now = useNow()
  const stay = stayOf(search, dateIn(hotel.timeZone, now))
  const place = hotel.city ? [hotel.city.name, hotel.city.countryName].join(', ') : hotel.address.city
  const distance = hotel.city ? `, ${distanceInWords(kmBetween(hotel.city.coordinates, hotel.coordinates))}` : ''
  return (
    <div className="wrap">
      <div className="justify-between gap-6 pt-2.5 pb-5 md:flex md:items-end">
        <div className="min-w-0">
          <p className="text-14 text-ink-2">
            {place}
            {distance}
          </p>
          <h1 className="text-48 tracking-[-0.025em]">{hotel.name}</h1>
        </div>
        <p className="mt-2.5 flex flex-wrap items-center gap-3 md:mt-0">
          <Stars count={hotel.stars} />
          <Rating rating={hotel.guestRating} large />
        </p>
      </div>
      <Gallery photos={[...hotel.photos, ...hotel.roomTypes.map(({ photo }) => photo)]} />
      <Offers hotel={hotel} stay={stay} search={search} now={now} />
    </div>
  )
}

function About({ hotel }: { hotel: Hotel }) {
  const { line, postalCode, city } = hotel.address
  return (
    <>
      <h2>{t('About the hotel')}</h2>
      <p className="mt-2.5 max-w-[62ch] text-ink-2">{hotel.description}</p>
      <ul className="mt-5 grid grid-cols-2 gap-x-6 gap-y-3 text-14 lg:grid-cols-3">
        <Fact icon="clock">{t('Check-in from {time}', { time: hotel.checkInFrom })}</Fact>
        {hotel.amenities.slice(0, 5).map((amenity) => (
          <Fact key={amenity} icon={AMENITIES[amenity].icon}>
            {t(AMENITIES[amenity].name)}
          </Fact>
        ))}
      </ul>
      <p className="mt-4 text-14 text-ink-2">
        {[line, [postalCode, city].filter(Boolean).join(' ')].join(', ')}.{' '}
        {t('Check-out until {time}.', { time: hotel.checkOutUntil })}
        {hotel.partner && ` ${t('Sold through {partner}, who also confirms the booking.', { partner: hotel.partner })}`}
      </p>
    </>
  )
}

const Fact = ({ icon, children }: { icon: Parameters<typeof Icon>[0]['name']; children: string }) => (
  <li className="flex items-center gap-2.5">
    <span className="text-brand-ink">
      <Icon name={icon} />
    </span>
    {children}
  </li>
)

type OffersProps = { hotel: Hotel; stay: Stay | null; search: StaySearch; now: Date }

function Offers({ hotel, stay, search, now }: OffersProps) {
  const navigate = useNavigate()
  const currency = useCurrency()
  const [isChanging, setChanging] = useState(stay === null)
  const [before, setBefore] = useState<Money | null>(null)
  const { data, error, loading, refetch } = useQuery(OFFERS, {
    variables: {
      id: hotel.id,
      stay: { checkIn: stay?.checkIn ?? '', checkOut: stay?.checkOut ?? '' },
      rooms: stay?.rooms ?? [],
      currency,
    },
    skip: stay === null,
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
    errorPolicy: 'all',
  })
  const offers = data?.hotel?.offers ?? []
  const chosen = offers.find((offer) => keyOf(offer) === search.offer) ?? offers[0] ?? null

  const book = () => {
    if (chosen) void navigate({ to: '/book', search: { offer: chosen.id } })
  }
  const askAgain = async () => {
    setBefore(chosen?.total ?? null)
    await refetch()
  }
  const rooms = decodeRooms(search.rooms ?? '2')
  const isOver = chosen && Date.parse(chosen.expiresAt) <= now.getTime()
  return (
    <>
      <div className="mt-9 grid gap-12 lg:grid-cols-[minmax(0,1fr)_384px]">
        <div className="min-w-0">
          <About hotel={hotel} />
          <h2 className="mt-12">{t('Choose a room')}</h2>
          <div className="mb-4.5 flex flex-wrap items-center justify-between gap-x-4">
            <p className="text-14 text-ink-2">
              {stay
                ? t('{dates}, {guests}. Every price below is a total, taxes included.', {
                    dates: dayRange(stay.checkIn, stay.checkOut),
                    guests: guestsInWords(stay.rooms),
                  })
                : t('Choose dates to see the price of your stay.')}
            </p>
            {!isChanging && (
              <Button look="text" small onPress={() => setChanging(true)}>
                {t('Change dates or guests')}
              </Button>
            )}
          </div>
          {isChanging && (
            <div className="mb-4.5">
              <StayPicker
                hotelId={hotel.id}
                dates={stay && { from: stay.checkIn, to: stay.checkOut }}
                rooms={rooms}
                onDone={() => setChanging(false)}
              />
            </div>
          )}
          {stay && loading && offers.length === 0 && (
            <div className="skeleton h-80 rounded-card" role="status" aria-label={t('Asking the hotel')} />
          )}
          {stay && !loading && error && offers.length === 0 && (
            <Trouble
              error={error}
              onRetry={() => void refetch()}
              stillWorks={t('The hotel’s prices are away for a moment. Reservations you made are safe.')}
            />
          )}
          {stay && !loading && !error && offers.length === 0 && (
            <Quiet
              title={t('No room is free for these dates')}
              action={
                hotel.city && (
                  <ButtonLink
                    to="/search"
                    search={{
                      city: hotel.city.id,
                      checkIn: stay.checkIn,
                      checkOut: stay.checkOut,
                      rooms: search.rooms ?? '2',
                    }}
                  >
                    {t('Other hotels in {city}', { city: hotel.city.name })}
                  </ButtonLink>
                )
              }
            >
              {t('Other dates may have one: change them above.')}
            </Quiet>
          )}
          {stay && offers.length > 0 && (
            <Rooms
              hotel={hotel}
              offers={offers}
              chosen={chosen && keyOf(chosen)}
              now={now}
              onChoose={(offer) =>
                void navigate({
                  to: '/hotel/$hotelId',
                  params: { hotelId: hotel.id },
                  search: { ...search, offer },
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          )}
        </div>
        {chosen && (
          <aside aria-label={t('Your price')}>
            <PriceSlip
              offer={chosen}
              now={now}
              before={before}
              isAsking={loading}
              onBook={book}
              onAskAgain={() => void askAgain()}
            />
          </aside>
        )}
      </div>
      {chosen && !isOver && (
        <div className="sticky bottom-0 z-3 -mx-(--gutter) mt-6 flex items-center justify-between border-t border-line bg-surface px-(--gutter) py-2.5 shadow-e3 lg:hidden">
          <span>
            <b className="price block text-21!">{exactly(chosen.total)}</b>
            <span className="text-13 text-ink-2">{t('total, taxes included')}</span>
          </span>
          <Button onPress={book}>{t('Book')}</Button>
        </div>
      )}
    </>
  )
}

const Waiting = () => (
  <div className="wrap pt-4" role="status" aria-label={t('Loading the hotel')}>
    <div className="skeleton h-5 w-60" />
    <div className="skeleton mt-2 mb-5 h-12 w-96 max-w-full" />
    <div className="skeleton h-[430px] rounded-sheet" />
    <div className="skeleton mt-9 h-60" />
  </div>
)
