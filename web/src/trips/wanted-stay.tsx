import { useState } from 'react'

import { dayRange, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { GuestsBox } from '../stay/guests-box.tsx'
import { nightsInWords, type RoomGuests } from '../stay/guests.ts'
import { useMedia } from '../ui/media.ts'
import { type DateRange, RangeCalendar } from '../ui/range-calendar.tsx'

type Props = {
  dates: DateRange
  rooms: readonly { adults: number; childAges: number[] }[]
  /** Neither the dates nor the guests differ from what is booked. */
  isAsBooked: boolean
  onDates: (dates: DateRange) => void
  /** Told once the age of each child is known. */
  onRooms: (rooms: RoomGuests[]) => void
}

/** When, and for whom: the stay as it should be. */
export function WantedStay({ dates, rooms, isAsBooked, onDates, onRooms }: Props) {
  const isWide = useMedia('md')
  // Guests whose age is still missing: kept here until they can be priced.
  const [unfinished, setUnfinished] = useState<RoomGuests[] | null>(null)
  const change = (next: RoomGuests[]) => {
    const isComplete = next.every(({ childAges }) => !childAges.includes(null))
    setUnfinished(isComplete ? null : next)
    if (isComplete) onRooms(next)
  }
  return (
    <section className="card" aria-label={t('New dates and guests')}>
      <div className="p-5 md:p-7">
        <RangeCalendar
          label={t('Nights of the stay')}
          value={dates}
          onChange={onDates}
          months={isWide ? 2 : 1}
          daysAhead={364}
          longest={30}
        />
      </div>
      <div className="grid border-t border-line md:grid-cols-2">
        <p role="status" className="px-5 py-4 md:px-7">
          <span className="block text-13 leading-tight text-ink-3">
            {isAsBooked ? t('Your stay now') : t('The new stay')}
          </span>
          <b className="font-[600]">{nightsInWords(nightsBetween(dates.from, dates.to))}</b>,{' '}
          {dayRange(dates.from, dates.to)}
        </p>
        <div className="border-line px-5 py-4 max-md:border-t md:border-s md:px-7">
          <GuestsBox
            value={unfinished ?? [...rooms]}
            onChange={change}
            arrival={dates.from}
            agesAsked={unfinished !== null}
          />
        </div>
      </div>
      {unfinished && (
        <p role="alert" className="border-t border-line px-5 py-3 text-14 font-[550] text-danger md:px-7">
          {t('Tell each child’s age: prices depend on it.')}
        </p>
      )}
    </section>
  )
}
