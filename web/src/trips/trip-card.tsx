import { Link } from '@tanstack/react-router'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { guestsInWords, nightsInWords } from '../stay/guests.ts'
import { Tag } from '../ui/note.tsx'
import { Photo } from '../ui/photo.tsx'
import { rememberGuest } from './known-guests.ts'
import type { Trip } from './reservation-query.ts'
import { statusOf } from './statuses.ts'

/** A trip as a document: picture, place, dates, reference, status. The next one is large. */
export function TripCard({ trip, large = false }: { trip: Trip; large?: boolean }) {
  const { reference, status, stay, rooms, guest, total, hotel, snapshot } = trip
  const { words, tone, icon } = statusOf(status)
  return (
    <article
      className={`card relative grid overflow-hidden ${large ? 'md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]' : 'grid-cols-[104px_minmax(0,1fr)] md:grid-cols-[184px_minmax(0,1fr)]'}`}
    >
      <div className={`picture bg-sunken ${large ? 'h-48 md:h-full' : 'h-full min-h-32'} overflow-hidden`}>
        {hotel && <Photo src={`/pictures/${hotel.id}/facade.svg`} alt="" width="600" height="400" loading="lazy" />}
      </div>
      <div className={`flex min-w-0 flex-col items-start ${large ? 'p-6 md:p-8' : 'p-4 md:px-5'}`}>
        <Tag tone={tone} icon={icon}>
          {words}
        </Tag>
        <h3 className={large ? 'mt-3 text-26' : 'mt-2'}>
          <Link
            to="/trips/$reference"
            params={{ reference }}
            onClick={() => rememberGuest(reference, guest.familyName)}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-focus"
          >
            {snapshot.hotelName}
          </Link>
        </h3>
        <p className="text-14 text-ink-2">{snapshot.address.city}</p>
        <p className={large ? 'mt-4 text-18 font-[600]' : 'mt-2 text-14 font-[600]'}>
          {dayRange(stay.checkIn, stay.checkOut)}
          {stay.checkOut.slice(0, 4) !== String(new Date().getFullYear()) && ` ${stay.checkOut.slice(0, 4)}`}
        </p>
        <p className={`text-14 text-ink-2 ${large ? 'mb-5' : ''}`}>
          {nightsInWords(stay.nights)}, {guestsInWords(rooms)}
        </p>
        <p
          className={`flex w-full flex-wrap justify-between gap-x-4 text-14 text-ink-2 ${large ? 'mt-auto border-t border-dashed border-line-strong pt-4' : 'mt-2'}`}
        >
          <span>
            {t('Reference')} <b className="tracking-[0.04em] whitespace-nowrap text-ink">{reference}</b>
          </span>
          {large && <span className="text-ink">{exactly(total)}</span>}
        </p>
      </div>
    </article>
  )
}
