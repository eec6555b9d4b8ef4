import type postgres from 'postgres'

import { exactWeight, foldName } from '../domain/place-name.ts'
import { copyInto, type Cell } from './copy.ts'
import { localNameOf } from './local-names.ts'
import type { Place } from './places.ts'

const prefixLength = 3
const prefixPlaces = 20

/** How much more a place's own name counts than those that others have for it: "par" is Paris, not the Pargi of some language. */
const ownWeight = 16

type Name = { key: string; place: Place; weight: number }

function* cityRows(places: readonly Place[]): Generator<Cell[]> {
  for (const { id, name, alternates, region, country, latitude, longitude, timeZone, population } of places)
    yield [id, name, localNameOf(country, name, alternates), region, country, latitude, longitude, timeZone, population]
}

/** Every distinct name of every place, sorted as the index is: a B-tree fed in order is filled, not split. */
function namesOf(places: readonly Place[]): Name[] {
  const names: Name[] = []
  for (const place of places) {
    const own = new Set([place.name, localNameOf(place.country, place.name, place.alternates) ?? ''].map(foldName))
    const keys = new Set(own)
    for (const alternate of place.alternates) if (!alternate.startsWith('http')) keys.add(foldName(alternate))
    const weight = Math.max(place.population, 1)
    for (const key of keys)
      if (key !== '' && key.length <= 100)
        names.push({ key, place, weight: own.has(key) ? weight * ownWeight : weight })
  }
  return names.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

type Best = { id: number; weight: number }

/** The best places of each short beginning. Names come the same way as they are found: whole names count more. */
function prefixesOf(names: readonly Name[]): Map<string, Best[]> {
  const prefixes = new Map<string, Best[]>()
  for (const { key, place, weight: plain } of names) {
    const letters = Array.from(key.slice(0, prefixLength * 2))
    for (let length = 1; length <= Math.min(prefixLength, letters.length); length++) {
      const prefix = letters.slice(0, length).join('')
      const weight = plain * (prefix === key ? exactWeight : 1)
      const best = prefixes.get(prefix)
      if (!best) prefixes.set(prefix, [{ id: place.id, weight }])
      else insert(best, { id: place.id, weight })
    }
  }
  return prefixes
}

function insert(best: Best[], candidate: Best): void {
  const last = best[prefixPlaces - 1]
  if (last && last.weight >= candidate.weight) return
  const known = best.findIndex(({ id }) => id === candidate.id)
  if (known >= 0) {
    if ((best[known]?.weight ?? 0) >= candidate.weight) return
    best.splice(known, 1)
  }
  const at = best.findIndex(({ weight }) => weight < candidate.weight)
  best.splice(at < 0 ? best.length : at, 0, candidate)
  if (best.length > prefixPlaces) best.pop()
}

function* prefixRows(prefixes: ReadonlyMap<string, Best[]>): Generator<Cell[]> {
  for (const [prefix, best] of prefixes) yield [prefix, best.map(({ id }) => id)]
}

function* nameRows(names: readonly Name[]): Generator<Cell[]> {
  for (const { key, place, weight } of names) yield [key, place.id, weight]
}

/** Writes the places and all their names, within the caller's transaction. */
export async function loadCities(
  tx: postgres.TransactionSql,
  places: readonly Place[],
  tell: (done: number) => void,
): Promise<void> {
  await copyInto(
    tx,
    'city',
    ['id', 'name', 'local_name', 'region', 'country', 'latitude', 'longitude', 'time_zone', 'population'],
    cityRows(places),
  )
  tell(Math.floor(places.length * 0.3))
  const names = namesOf(places)
  tell(Math.floor(places.length * 0.5))
  await copyInto(tx, 'city_name', ['key', 'city_id', 'weight'], nameRows(names))
  tell(Math.floor(places.length * 0.9))
  await copyInto(tx, 'city_prefix', ['prefix', 'city_ids'], prefixRows(prefixesOf(names)))
  tell(places.length)
}
