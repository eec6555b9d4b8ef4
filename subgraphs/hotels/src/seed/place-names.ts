import type { BookedName, KeyKind, Subject } from '../domain/names/name-book.ts'
import { foldName } from '../domain/place-name.ts'
import type { Airport } from './airports.ts'
import { localNameOf } from './local-names.ts'
import type { Place } from './places.ts'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })
const longest = 100

/** Where a place lies, as somebody may type it behind its name. */
const aboutPlace = ({ region, country }: Place): string =>
  foldName([region, countryNames.of(country) ?? '', country].filter(Boolean).join(' '))

/** A place with every name it has, each once; within its own also the words that follow the first. Three capitals are IATA's code of it. */
export function subjectOfPlace(place: Place): Subject {
  const { id, name, alternates, country, latitude, longitude, population } = place
  const local = localNameOf(country, name, alternates)
  const own = new Map([name, ...(local === null ? [] : [local])].map((written) => [foldName(written), written]))
  const written = new Map(own)
  // Of the ways to write a name the first one with accents: lists have "Munchen" beside "München".
  for (const alternate of alternates) {
    if (alternate.startsWith('http')) continue
    const key = foldName(alternate)
    const known = written.get(key)
    if (known === undefined || (!own.has(key) && known.length === key.length && isPlain(known) && !isPlain(alternate)))
      written.set(key, alternate)
  }
  const names: BookedName[] = []
  for (const [folded, text] of written) {
    if (folded === '' || folded.length > longest) continue
    if (own.has(folded))
      names.push({ folded, written: text, keys: keysWithin(folded, text === name ? 'OWN' : 'LOCAL') })
    else if (/^[A-Z]{3}$/.test(text)) names.push({ folded, written: name, keys: [{ at: 0, kind: 'TOWN_CODE' }] })
    else names.push({ folded, written: text, keys: [{ at: 0, kind: 'FOREIGN' }] })
  }
  return {
    ref: `c${id}`,
    weight: Math.log2(Math.max(population, 1)),
    latitude,
    longitude,
    country,
    about: aboutPlace(place),
    names,
  }
}

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text)

/** The beginning of a name, and of each word in it that says more than these do. */
function keysWithin(folded: string, kind: KeyKind, inner: KeyKind = 'INNER', idle?: ReadonlySet<string>) {
  const keys: { at: number; kind: KeyKind }[] = []
  for (const { 0: word, index } of folded.matchAll(/[^ ]+/g))
    if (index === 0) keys.push({ at: 0, kind })
    else if (word.length > 2 && !idle?.has(word)) keys.push({ at: index, kind: inner })
  return keys
}

/** Words of an airport's name by which nobody looks for it. */
const idleWords = new Set('airport international intl regional municipal airfield field air base de la le del of the and'.split(' ')) // prettier-ignore

/** So that "heathrow" is a whole name. */
function withoutIdleEnd(folded: string): string {
  const words = folded.split(' ')
  while (words.length > 1 && idleWords.has(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/**
 * An airport with its code, its names by any word that says something, and those of its city. It weighs a quarter of its
 * city, a runway for long flights half as much again; a large one at least as much as a town of 16,000.
 */
export function subjectOfAirport(airport: Airport): Subject {
  const { code, name, otherNames, large, latitude, longitude, country, city, runwayFeet } = airport
  const names = new Map<string, BookedName>()
  const add = (written: string, keys: BookedName['keys'], folded = foldName(written)) => {
    if (folded !== '' && !names.has(folded)) names.set(folded, { folded, written: name, keys })
  }
  add(code, [{ at: 0, kind: large ? 'CODE' : 'LESSER_CODE' }])
  for (const one of [name, ...otherNames])
    for (const folded of new Set([foldName(one), withoutIdleEnd(foldName(one))]))
      add(one, keysWithin(folded, 'OWN', 'WORD', idleWords), folded)
  const local = localNameOf(city.country, city.name, city.alternates)
  for (const town of [city.name, ...(local === null ? [] : [local])])
    add(`${town} Airport`, [{ at: 0, kind: 'OWN' }], foldName(`${town} Airport`))
  const runway = Math.min(1, Math.max(-1, ((runwayFeet ?? 5_000) - 8_000) / 4_000))
  const weight = Math.log2(Math.max(city.population, 1)) - (large ? 2.5 : 4) + runway
  return {
    ref: `a${code}`,
    weight: large ? Math.max(14, weight) : Math.min(weight, 14),
    latitude,
    longitude,
    country,
    about: aboutPlace(city),
    names: [...names.values()],
  }
}
