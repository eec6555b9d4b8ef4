import dayPicture from 'illustration:hero-day'
import nightPicture from 'illustration:hero-night'
import { useState } from 'react'

import { dateIn } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { decodeRooms } from '../stay/guests.ts'
import { lastSearch } from '../stay/memory.ts'
import { SearchForm, type Wanted } from '../stay/search-form.tsx'
import { suggestedDates } from '../stay/search-params.ts'
import { useTheme } from '../ui/theme.ts'
import { GoodCities } from './cities.tsx'
import { KeptHotels, LookedAt } from './kept.tsx'
import { Specimen } from './specimen.tsx'

/** A place, a promise in its sky, and the search that straddles its edge. */
export function HomePage() {
  useTitle(undefined)
  const theme = useTheme()
  const [now] = useState(() => new Date())
  const [wanted] = useState(() => startFrom(now))
  const ink = theme === 'dark' ? 'text-[#f4f1e6]' : 'text-[#11302c]'
  return (
    <>
      <section className="relative">
        {/* As high as the picture is drawn for, and higher where larger letters want it. */}
        <div className="relative min-h-[440px] overflow-hidden pt-8 pb-24 md:min-h-[520px] md:pt-11">
          <img
            src={theme === 'dark' ? nightPicture : dayPicture}
            alt=""
            width="1440"
            height="520"
            fetchPriority="high"
            className="absolute inset-0 h-full w-full object-cover"
          />
          <div className={`wrap relative ${ink}`}>
            <h1 className="max-w-[13ch] text-[clamp(2.375rem,1.6rem+2.6vw,3.75rem)] leading-[1.03] tracking-[-0.03em]">
              {t('The price you see is the price you pay.')}
            </h1>
            <p className="mt-3.5 max-w-[42ch] text-18">
              {t('Hotels in every city of the world. Taxes counted, terms in plain words, nothing added at the end.')}
            </p>
          </div>
        </div>
        <div className="wrap relative z-1 -mt-16 md:-mt-13">
          <SearchForm initial={wanted} />
        </div>
      </section>
      <KeptHotels wanted={wanted} />
      <LookedAt wanted={wanted} />
      <Specimen />
      <GoodCities now={now} wanted={wanted} />
    </>
  )
}

/** The last search when its dates are still to come; else a weekend three weeks ahead for two. */
function startFrom(now: Date): Wanted {
  const today = dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now)
  const last = lastSearch.get()
  const dates = last && last.checkIn >= today ? last : suggestedDates(today)
  return {
    place: last?.place ?? null,
    dates: { from: dates.checkIn, to: dates.checkOut },
    flex: '',
    rooms: decodeRooms(last?.rooms ?? '2'),
  }
}
