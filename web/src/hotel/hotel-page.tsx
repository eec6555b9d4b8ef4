import { useQuery } from '@apollo/client/react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'

import { dateIn } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Rating } from '../offer/rating.tsx'
import { Stars } from '../offer/stars.tsx'
import { distanceInWords } from '../offer/words.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { kmBetween } from '../stay/distance.ts'
import { noteLooked } from '../stay/memory.ts'
import { stayOf } from '../stay/search-params.ts'
import { ButtonLink } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { Gallery } from './gallery.tsx'
import { HOTEL, type Hotel } from './hotel-query.ts'
import { Offers } from './offers.tsx'
import { SimilarHotels } from './similar.tsx'

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
  useEffect(() => {
    const { id, name, address, photos } = hotel
    noteLooked({ id, name, city: hotel.city?.name ?? address.city, picture: photos[0]?.thumbnailUrl ?? '' })
  }, [hotel])
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
      {stay && <SimilarHotels hotelId={hotel.id} stay={stay} />}
    </div>
  )
}

const Waiting = () => (
  <div className="wrap pt-4" role="status" aria-label={t('Loading the hotel')}>
    <h1 className="sr-only">{t('Loading the hotel')}</h1>
    <div className="skeleton h-5 w-60" />
    <div className="skeleton mt-2 mb-5 h-12 w-96 max-w-full" />
    <div className="skeleton h-[430px] rounded-sheet" />
    <div className="skeleton mt-9 h-60" />
  </div>
)
