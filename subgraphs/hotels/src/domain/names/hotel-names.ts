import { foldName } from '../place-name.ts'
import type { BookedName, Subject } from './name-book.ts'

/** A hotel as its name is booked. */
export type NamedHotel = {
  /** h12, p-liteapi-lp2d99dbc. */
  ref: string
  name: string
  latitude: number
  longitude: number
  country: string
  /** In what it stands: the town by each of its names, the region. */
  lies: readonly (string | null)[]
  /** Tenths; null before the first review. */
  rating: number | null
  ratingCount: number
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

/** Words by which nobody looks for a hotel within its name; its name may begin with them all the same. */
const idleWords = new Set(
  'hotel hotels the of and de la le les el los las du des da do dos das del di della al am im in at by on an und et y e a o inn house guest guesthouse hostel apartment apartments suite suites resort spa bed breakfast pension residence rooms lodge'.split(
    ' ',
  ),
)

/** A hotel by its name, and by each word within it that says something. It weighs 2 to 10: as a hamlet does. */
export function subjectOfHotel({ ref, name, lies, country, latitude, longitude, ...hotel }: NamedHotel): Subject {
  const folded = foldName(name).slice(0, 100)
  const keys: BookedName['keys'][number][] = []
  for (const { 0: word, index } of folded.matchAll(/[^ ]+/g))
    if (index === 0) keys.push({ at: 0, kind: 'OWN' })
    else if (word.length > 2 && !idleWords.has(word)) keys.push({ at: index, kind: 'WORD' })
  const liked = Math.min(3, Math.max(0, ((hotel.rating ?? 70) - 60) / 10))
  return {
    ref,
    weight: Math.min(10, 2 + Math.log2(1 + hotel.ratingCount) / 2 + liked),
    latitude,
    longitude,
    country,
    about: foldName([...new Set(lies), countryNames.of(country) ?? '', country].filter(Boolean).join(' ')),
    names: [{ folded, written: '', keys }],
  }
}
