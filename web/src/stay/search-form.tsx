import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import type { DateRange } from '../ui/range-calendar.tsx'
import { DatesBox } from './dates-box.tsx'
import type { PricedPlace } from './day-prices.ts'
import type { Place as Point } from './distance.ts'
import type { Flexibility } from './flexibility.tsx'
import { GuestsBox } from './guests-box.tsx'
import { encodeRooms, type RoomGuests } from './guests.ts'
import { lastSearch, rememberPlace } from './memory.ts'
import { PlaceBox } from './place-box.tsx'
import { kindOf, type Place } from './place.ts'

export type Wanted = {
  place: Place | null
  dates: DateRange | null
  flex: Flexibility
  rooms: RoomGuests[]
  /** Where the map stands, if there is one. */
  near?: Point | null
}

/** Place, dates, guests and one button. It leads to the results, or to the hotel that was named, and remembers itself for the next visit. */
export function SearchForm({ initial, onSearched }: { initial: Wanted; onSearched?: () => void }) {
  const navigate = useNavigate()
  // Until another is chosen it is the one of the address, whose name may come late.
  const [chosen, setPlace] = useState<Place | null>()
  const place = chosen === undefined ? initial.place : chosen
  const [dates, setDates] = useState(initial.dates)
  const [flex, setFlex] = useState(initial.flex)
  const [rooms, setRooms] = useState(initial.rooms)
  const [pressed, setPressed] = useState(false)
  const agesMissing = rooms.some(({ childAges }) => childAges.includes(null))
  const placeError = pressed && !place ? t('Choose a place from the list.') : null
  const missing = !dates
    ? t('Choose your dates.')
    : agesMissing
      ? t('Tell each child’s age: prices depend on it.')
      : null

  const search = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!place || !dates || agesMissing) return
    const stay = { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) }
    rememberPlace(place)
    lastSearch.set({ place, ...stay })
    const { id } = place
    const kind = kindOf(id)
    if (kind === 'hotel') void navigate({ to: '/hotel/$hotelId', params: { hotelId: id }, search: stay })
    else void navigate({ to: '/search', search: { [kind]: id, ...stay, flex } })
    onSearched?.()
  }

  const part =
    'flex min-w-0 items-center border-b border-line px-3 py-3 md:border-s md:border-b-0 md:px-4.5 md:first:border-s-0'
  return (
    <form role="search" aria-label={t('Hotels')} onSubmit={search} noValidate>
      <div className="card grid p-2 shadow-[var(--shadow-3),0_0_0_1px_var(--line)] md:grid-cols-[1.5fr_1.25fr_1.05fr_auto] md:p-2.5">
        <div className={part}>
          <PlaceBox
            key={initial.place?.id}
            value={place}
            onChange={setPlace}
            near={initial.near ?? null}
            error={placeError}
          />
        </div>
        <div className={part}>
          <DatesBox
            value={dates}
            onChange={setDates}
            flexible={{ value: flex, onChange: setFlex }}
            priced={pricedOf(place, rooms)}
          />
        </div>
        <div className={part}>
          <GuestsBox value={rooms} onChange={setRooms} arrival={dates?.from ?? null} agesAsked={pressed} />
        </div>
        <button type="submit" className="button mt-2 min-h-14 md:ms-1.5 md:mt-0 md:min-h-16 md:px-7">
          {t('Search hotels')}
        </button>
      </div>
      {pressed && missing && (
        <p role="alert" className="tone-danger mt-3 inline-block rounded-control px-4 py-2 text-14 font-[550]">
          {missing}
        </p>
      )}
    </form>
  )
}

/** An airport's hotels are priced by no calendar: it knows cities and single hotels. */
function pricedOf(place: Place | null, rooms: RoomGuests[]): { place: PricedPlace; rooms: RoomGuests[] } | null {
  if (!place || kindOf(place.id) === 'airport') return null
  const { id, name } = place
  return { place: kindOf(id) === 'city' ? { cityId: id, name } : { hotelId: id }, rooms }
}
