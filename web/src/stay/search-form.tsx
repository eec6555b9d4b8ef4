import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import type { DateRange } from '../ui/range-calendar.tsx'
import { CityBox } from './city-box.tsx'
import { DatesBox } from './dates-box.tsx'
import type { Flexibility } from './flexibility.tsx'
import { GuestsBox } from './guests-box.tsx'
import { encodeRooms, type RoomGuests } from './guests.ts'
import { lastSearch, type RememberedCity, rememberCity } from './memory.ts'

export type Wanted = { city: RememberedCity | null; dates: DateRange | null; flex: Flexibility; rooms: RoomGuests[] }

/** City, dates, guests and one button. It leads to the results, and remembers itself for the next visit. */
export function SearchForm({ initial, onSearched }: { initial: Wanted; onSearched?: () => void }) {
  const navigate = useNavigate()
  const [city, setCity] = useState(initial.city)
  const [dates, setDates] = useState(initial.dates)
  const [flex, setFlex] = useState(initial.flex)
  const [rooms, setRooms] = useState(initial.rooms)
  const [pressed, setPressed] = useState(false)
  const agesMissing = rooms.some(({ childAges }) => childAges.includes(null))
  const cityError = pressed && !city ? t('Choose a city from the list.') : null
  const missing = !dates
    ? t('Choose your dates.')
    : agesMissing
      ? t('Tell each child’s age: prices depend on it.')
      : null

  const search = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!city || !dates || agesMissing) return
    const stay = { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) }
    rememberCity(city)
    lastSearch.set({ city, ...stay })
    void navigate({ to: '/search', search: { city: city.id, ...stay, flex } })
    onSearched?.()
  }

  const part =
    'flex min-w-0 items-center border-b border-line px-3 py-3 md:border-s md:border-b-0 md:px-4.5 md:first:border-s-0'
  return (
    <form role="search" aria-label={t('Hotels')} onSubmit={search} noValidate>
      <div className="card grid p-2 shadow-[var(--shadow-3),0_0_0_1px_var(--line)] md:grid-cols-[1.5fr_1.25fr_1.05fr_auto] md:p-2.5">
        <div className={part}>
          <CityBox value={city} onChange={setCity} error={cityError} />
        </div>
        <div className={part}>
          <DatesBox
            value={dates}
            onChange={setDates}
            flexible={{ value: flex, onChange: setFlex }}
            priced={city && { place: { cityId: city.id, name: city.name }, rooms }}
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
