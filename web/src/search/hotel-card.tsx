import { Link } from '@tanstack/react-router'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { Money } from '../language/money.ts'
import { AlsoSold } from '../offer/also-sold.tsx'
import { Rating } from '../offer/rating.tsx'
import { ShownTotal } from '../offer/shown-total.tsx'
import { Stars } from '../offer/stars.tsx'
import { boardIcon, boardName, cancellationInWords, distanceInWords } from '../offer/words.ts'
import type { StaySearch } from '../stay/search-params.ts'
import { Icon } from '../ui/icon.tsx'
import { Photo } from '../ui/photo.tsx'
import { Keep } from './keep.tsx'
import type { Result } from './search-query.ts'

type Props = {
  result: Result
  cityName: string
  /** Distances are told from an airport, not from the city's centre. */
  isFromAirport: boolean
  nights: number
  stay: StaySearch
  /** Hotels of the list are shown for different days: each tells its own. */
  tellsDates: boolean
  now: Date
  /** How the sums of the list are written. */
  write: (money: Money) => string
  isSelected: boolean
  onSelect: (id: string | null) => void
}

/** Picture, name, rating, room, total, cancellation. One link to the hotel covers it; Keep, and who else sells it, lie above. */
export function HotelCard({
  result,
  cityName,
  isFromAirport,
  nights,
  stay,
  tellsDates,
  now,
  write,
  isSelected,
  onSelect,
}: Props) {
  const { hotel, offer, furtherOffers, distanceKm } = result
  const { free, text } = cancellationInWords(offer.cancellation, offer.payNow, hotel.timeZone, now, false)
  const photo = hotel.photos[0]
  const place = hotel.address.city === cityName ? '' : `${hotel.address.city}, `
  return (
    <article
      className={`card relative grid overflow-hidden md:grid-cols-[286px_minmax(0,1fr)] ${isSelected ? 'shadow-[0_0_0_2px_var(--brand)]' : ''}`}
      onPointerEnter={() => onSelect(hotel.id)}
      onPointerLeave={() => onSelect(null)}
      onFocus={() => onSelect(hotel.id)}
      onBlur={() => onSelect(null)}
      id={`hotel-${hotel.id}`}
    >
      <div className="picture relative h-50 bg-sunken md:h-auto md:min-h-56">
        {photo && (
          <Photo
            src={photo.thumbnailUrl}
            alt=""
            loading="lazy"
            width="600"
            height="400"
            className="md:absolute md:inset-0"
          />
        )}
        <Keep hotel={{ id: hotel.id, name: hotel.name, city: cityName, picture: photo?.thumbnailUrl ?? '' }} />
      </div>
      <div className="flex min-w-0 flex-col p-4 md:px-5 md:py-4.5">
        <div className="flex flex-col justify-between gap-2 md:flex-row md:gap-4">
          <div className="min-w-0">
            <h3 className="text-21">
              <Link
                to="/hotel/$hotelId"
                params={{ hotelId: hotel.id }}
                search={stay}
                className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-focus"
              >
                {hotel.name}
              </Link>{' '}
              <Stars count={hotel.stars} />
            </h3>
            <p className="text-14 text-ink-2">
              {place}
              {distanceInWords(distanceKm, isFromAirport)}
              {hotel.partner && `, ${t('sold by {partner}', { partner: hotel.partner })}`}
            </p>
          </div>
          <Rating rating={hotel.guestRating} />
        </div>
        <div className="mt-3.5 border-t border-line pt-3">
          {tellsDates && (
            <p className="mb-1.5 flex items-center gap-1.5 text-14 font-[550] text-brand-ink">
              <Icon name="calendar" size={17} /> {dayRange(offer.checkIn, offer.checkOut)}
            </p>
          )}
          <p className="font-[600]">{offer.roomName}</p>
          <p className="flex items-center gap-1.5 text-14 text-ink-2">
            <Icon name={boardIcon(offer.board)} size={17} /> {boardName(offer.board)}
          </p>
        </div>
        <div className="mt-auto flex items-end justify-between gap-x-3 gap-y-1.5 pt-3.5 max-[22.5rem]:flex-wrap">
          <p className={`flex items-center gap-1.5 text-14 font-[550] ${free ? 'text-ok' : 'text-ink-2'}`}>
            <Icon name={free ? 'check' : 'info'} size={17} /> {text}
          </p>
          <p className="ms-auto shrink-0 text-end">
            <ShownTotal offer={offer} nights={nights} write={write} className="price" />
          </p>
        </div>
        {furtherOffers.length > 0 && (
          <div className="relative z-1 -mb-2 self-start">
            <AlsoSold offers={furtherOffers} rooms={stay.rooms ?? '2'} write={write} tellsDates={tellsDates} />
          </div>
        )}
      </div>
    </article>
  )
}
