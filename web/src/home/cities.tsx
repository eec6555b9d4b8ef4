import { useQuery } from '@apollo/client/react'
import { Link } from '@tanstack/react-router'

import { graphql } from '../graph/graphql.ts'
import { locale, t } from '../language/i18n.ts'
import { encodeRooms } from '../stay/guests.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { Photo } from '../ui/photo.tsx'
import { goodIn } from './good-now.ts'

const GOOD_CITIES = graphql(`
  query GoodCities($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {
    a: city(id: $a) { ...Panorama }
    b: city(id: $b) { ...Panorama }
    c: city(id: $c) { ...Panorama }
    d: city(id: $d) { ...Panorama }
    e: city(id: $e) { ...Panorama }
    f: city(id: $f) { ...Panorama }
    g: city(id: $g) { ...Panorama }
    h: city(id: $h) { ...Panorama }
  }
`, [graphql(`
  fragment Panorama on City {
    id
    name
    countryName
    hotelCount
    picture { url alt }
  }
`)]) // prettier-ignore

/** Five places that are at their best now, each with its real number of hotels. Left out when the graph is away. */
export function GoodCities({ now, wanted }: { now: Date; wanted: Wanted }) {
  const ids = goodIn(now.getMonth() + 1)
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = ids
  const { data, loading } = useQuery(GOOD_CITIES, { variables: { a, b, c, d, e, f, g, h } })
  const withHotels = Object.values(data ?? {})
    .filter((city) => typeof city === 'object' && city !== null)
    .filter(({ hotelCount }) => hotelCount > 0)
  // Five fill the frame, the first one large; three fill a row. Four would leave a hole.
  const cities = withHotels.slice(0, withHotels.length >= 5 ? 5 : 3)
  const month = new Intl.DateTimeFormat(locale(), { month: 'long' }).format(now)
  if (!loading && cities.length < 3) return null
  const frame = 'relative block overflow-hidden rounded-card'
  const shape = (index: number) => (index === 0 && (loading || cities.length === 5) ? 'md:row-span-2' : '')
  return (
    <section className="wrap mt-14 md:mt-21">
      <h2>{t('Good in {month}', { month })}</h2>
      <ul className="mt-6 grid auto-rows-[190px] gap-5 md:grid-cols-2 md:auto-rows-[224px] lg:grid-cols-[1.35fr_1fr_1fr]">
        {loading &&
          [0, 1, 2, 3, 4].map((index) => <li key={index} className={`skeleton rounded-card ${shape(index)}`} />)}
        {cities.map((city, index) => (
          <li key={city.id} className={shape(index)}>
            <Link to="/search" search={{ city: city.id, ...stayOf(wanted) }} className={`${frame} h-full`}>
              <span className="picture block h-full bg-sunken">
                <Photo src={city.picture.url} alt="" loading="lazy" width="600" height="400" />
              </span>
              <span className="absolute start-3.5 bottom-3.5 rounded-control bg-surface px-3.5 py-2 leading-snug shadow-e2">
                <b className="block">{city.name}</b>
                <span className="text-13 text-ink-2">
                  {t('{count, plural, one {# hotel} other {{number} hotels}}', {
                    count: city.hotelCount,
                    number: city.hotelCount.toLocaleString(locale()),
                  })}
                  {`, ${city.countryName}`}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const stayOf = ({ dates, rooms }: Wanted) =>
  dates ? { checkIn: dates.from, checkOut: dates.to, rooms: encodeRooms(rooms) } : {}
