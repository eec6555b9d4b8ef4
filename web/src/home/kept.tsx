import { t } from '../language/i18n.ts'
import { encodeRooms } from '../stay/guests.ts'
import { HotelTile, tiles } from '../stay/hotel-tile.tsx'
import { forgetLooked, keepHotel, useKeptHotels, useLookedAt } from '../stay/memory.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'

type Props = { wanted: Wanted }

const stayOf = ({ dates, rooms }: Wanted) =>
  dates ? { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) } : {}

/** The hotels someone kept in this browser, newest first. Nothing before the first. */
export function KeptHotels({ wanted }: Props) {
  const kept = useKeptHotels()
  if (kept.length === 0) return null
  return (
    <section className="wrap mt-14 md:mt-21">
      <h2>{t('Hotels you kept')}</h2>
      <ul className={tiles}>
        {kept.map((hotel) => (
          <HotelTile
            key={hotel.id}
            hotel={hotel}
            stay={stayOf(wanted)}
            corner={
              <button
                type="button"
                className="icon-button absolute end-2.5 top-2.5 z-1 bg-surface text-brand-ink"
                aria-label={t('Keep {hotel} no longer', { hotel: hotel.name })}
                onClick={() => keepHotel(hotel, false)}
              >
                <Icon name="heart" filled />
              </button>
            }
          >
            <span className="block text-13 text-ink-2">{hotel.city}</span>
          </HotelTile>
        ))}
      </ul>
    </section>
  )
}

const MOST = 4

/** The hotels whose pages were opened last in this browser, those that are kept left out: they stand above. */
export function LookedAt({ wanted }: Props) {
  const kept = new Set(useKeptHotels().map(({ id }) => id))
  const looked = useLookedAt().filter(({ id }) => !kept.has(id))
  if (looked.length === 0) return null
  return (
    <section className="wrap mt-14 md:mt-21">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2>{t('You looked at')}</h2>
        <Button look="text" small onPress={forgetLooked}>
          {t('Forget these')}
        </Button>
      </div>
      <ul className={tiles}>
        {looked.slice(0, MOST).map((hotel) => (
          <HotelTile key={hotel.id} hotel={hotel} stay={stayOf(wanted)}>
            <span className="block text-13 text-ink-2">{hotel.city}</span>
          </HotelTile>
        ))}
      </ul>
    </section>
  )
}
