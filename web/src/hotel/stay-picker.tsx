import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import { DatesBox } from '../stay/dates-box.tsx'
import { GuestsBox } from '../stay/guests-box.tsx'
import { encodeRooms, type RoomGuests } from '../stay/guests.ts'
import type { DateRange } from '../ui/range-calendar.tsx'

type Props = { hotelId: string; isOurs: boolean; dates: DateRange | null; rooms: RoomGuests[]; onDone?: () => void }

/** Other dates or guests for the same hotel. */
export function StayPicker({ hotelId, isOurs, dates: initialDates, rooms: initialRooms, onDone }: Props) {
  const navigate = useNavigate()
  const [dates, setDates] = useState(initialDates)
  const [rooms, setRooms] = useState(initialRooms)
  const [pressed, setPressed] = useState(false)
  const complete = dates !== null && rooms.every(({ childAges }) => !childAges.includes(null))
  const show = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!complete) return
    void navigate({
      to: '/hotel/$hotelId',
      params: { hotelId },
      search: { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) },
      replace: true,
      resetScroll: false,
    })
    onDone?.()
  }
  return (
    <form
      onSubmit={show}
      aria-label={t('Dates and guests')}
      className="card grid gap-2 p-2.5 md:grid-cols-[1.2fr_1fr_auto]"
    >
      <div className="flex items-center px-3 py-2.5">
        <DatesBox value={dates} onChange={setDates} priced={isOurs ? { place: { hotelId }, rooms } : null} />
      </div>
      <div className="flex items-center border-line px-3 py-2.5 md:border-s">
        <GuestsBox value={rooms} onChange={setRooms} arrival={dates?.from ?? null} agesAsked={pressed} />
      </div>
      <button type="submit" className="button">
        {t('Show rooms')}
      </button>
      {pressed && !complete && (
        <p role="alert" className="px-3 text-14 font-[550] text-danger md:col-span-3">
          {dates ? t('Tell each child’s age: prices depend on it.') : t('Choose your dates.')}
        </p>
      )}
    </form>
  )
}
