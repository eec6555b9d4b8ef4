import { Link } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { encodeRooms } from '../stay/guests.ts'
import { keepHotel, useKeptHotels } from '../stay/memory.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { Icon } from '../ui/icon.tsx'

/** The hotels someone kept in this browser, newest first. Nothing before the first. */
export function KeptHotels({ wanted: { dates, rooms } }: { wanted: Wanted }) {
  const kept = useKeptHotels()
  if (kept.length === 0) return null
  const stay = dates ? { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) } : {}
  return (
    <section className="wrap mt-14 md:mt-21">
      <h2>{t('Hotels you kept')}</h2>
      <ul className="mt-6 grid gap-5 md:grid-cols-2 lg:grid-cols-4">
        {kept.map((hotel) => (
          <li key={hotel.id} className="card relative overflow-hidden">
            <span className="picture block h-40 bg-sunken">
              <img src={hotel.picture} alt="" loading="lazy" width="600" height="400" />
            </span>
            <p className="px-4 py-3">
              <Link
                to="/hotel/$hotelId"
                params={{ hotelId: hotel.id }}
                search={stay}
                className="font-[600] after:absolute after:inset-0"
              >
                {hotel.name}
              </Link>
              <span className="block text-13 text-ink-2">{hotel.city}</span>
            </p>
            <button
              type="button"
              className="icon-button absolute end-2.5 top-2.5 z-1 bg-surface text-brand-ink"
              aria-label={t('Keep {hotel} no longer', { hotel: hotel.name })}
              onClick={() => keepHotel(hotel, false)}
            >
              <Icon name="heart" filled />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
