import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { beforeAll, describe, expect, test } from 'vitest'

import { cancellationOf } from '../domain/cancellation.ts'
import { distanceKm } from '../domain/distance.ts'
import { countries } from './countries.ts'
import { microsPerEuro } from './exchange-rates.ts'
import { makeHotel } from './make-hotel.ts'
import { packs } from './names/packs.ts'
import { readPlaces, type Place } from './places.ts'
import { seedCatalogue } from './seed.ts'
import { spreadHotels, townWithHotel } from './spread.ts'

let places: Place[]
beforeAll(async () => {
  places = await readPlaces()
})
const placeOf = (country: string, name: string) => {
  const place = places.find((one) => one.country === country && one.name === name)
  if (!place) throw new Error(`no ${name}`)
  return place
}
const hotelsOf = (country: string, name: string, count: number) => {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, at) => makeHotel(at + 1, placeOf(country, name), at, taken))
}

describe('where hotels stand', () => {
  test('each of 20,000 has a town, every large town has one, famous ones have dozens', () => {
    const spread = spreadHotels(places, 20_000)
    expect(spread).toHaveLength(20_000)
    const counts = new Map<Place, number>()
    for (const { place } of spread) counts.set(place, (counts.get(place) ?? 0) + 1)
    const large = places.filter(({ population, feature }) => population >= townWithHotel && feature !== 'PPLX')
    expect(large.filter((place) => !counts.has(place))).toEqual([])
    expect(counts.get(placeOf('GB', 'London'))).toBeGreaterThan(150)
    expect(counts.get(placeOf('DE', 'Munich'))).toBeGreaterThan(40)
  })

  test('a larger catalogue begins with the smaller one: a hotel never moves', () => {
    const ids = (total: number) => spreadHotels(places, total).map(({ place, number }) => `${place.id} ${number}`)
    expect(ids(5_000)).toEqual(ids(20_000).slice(0, 5_000))
  })

  test('a hotel stands near its town’s centre, most of them within a walk', () => {
    const rome = placeOf('IT', 'Rome')
    const away = hotelsOf('IT', 'Rome', 200)
      .map(({ hotel }) => distanceKm(hotel, rome))
      .toSorted((a, b) => a - b)
    expect(away[100]).toBeLessThan(4)
    expect(away.at(-1)).toBeLessThan(20)
    expect(new Set(away).size).toBe(200)
  })
})

describe('what a hotel is', () => {
  test('the same hotel is made each time, and no two of a town bear one name', () => {
    expect(hotelsOf('PT', 'Lisbon', 300)).toEqual(hotelsOf('PT', 'Lisbon', 300))
    const names = hotelsOf('GB', 'London', 1_500).map(({ hotel }) => hotel.name)
    expect(new Set(names).size).toBe(1_500)
  })

  test('names sound right for the country', () => {
    const names = (country: string, city: string) =>
      hotelsOf(country, city, 60)
        .map(({ hotel }) => hotel.name)
        .join('\n')
    expect(names('PT', 'Lisbon')).toMatch(/Pensão|Casa|Residencial|Solar/)
    expect(names('JP', 'Kyoto')).toMatch(/Ryokan|Minshuku|-so\b/)
    expect(names('MA', 'Marrakesh')).toMatch(/Riad|Dar /)
    expect(names('DE', 'Munich')).toMatch(/Gasthof|Pension|Gästehaus/)
    expect(names('GB', 'York')).toMatch(/The .+ Arms|The Red Lion|The Crown|Guest House/)
  })

  test('it has two to six room types, the plain double among them, and a plan that can be cancelled', () => {
    for (const { hotel, rooms, plans } of [...hotelsOf('ES', 'Madrid', 150), ...hotelsOf('JP', 'Kyoto', 100)]) {
      expect(rooms.length).toBeGreaterThanOrEqual(2)
      expect(rooms.length).toBeLessThanOrEqual(6)
      expect(plans.length).toBeLessThanOrEqual(6)
      expect(rooms.some(({ max_adults }) => max_adults >= 2)).toBe(true)
      expect(plans.some(({ refundable }) => refundable)).toBe(true)
      for (const room of rooms) {
        expect(room.max_guests).toBeGreaterThanOrEqual(room.max_adults)
        expect(room.base_price % hotel.price_step).toBe(0)
        expect(room.allotment).toBeGreaterThan(0)
      }
      for (const plan of plans) {
        const terms = cancellationOf(JSON.parse(plan.cancellation), {
          checkIn: '2027-06-10',
          timeZone: 'Europe/Madrid',
          bookedAt: new Date('2027-01-01'),
          nights: [10_000],
          payNow: 10_000,
        })
        expect(terms.freeUntil !== null || terms.tiers.some(({ from }) => from === null)).toBe(true)
        expect(plan.refundable).toBe(
          !(terms.tiers.length === 1 && terms.tiers[0]?.from === null && terms.tiers[0].fee === 10_000),
        )
      }
    }
  })

  test('prices are what such a place costs, in its own currency, as locals write them', () => {
    const middle = (country: string, city: string) => {
      const doubles = hotelsOf(country, city, 200)
        .filter(({ hotel }) => hotel.stars === 3)
        .map(({ hotel, rooms }) => ({ currency: hotel.currency, price: rooms[0]?.base_price ?? 0 }))
      return doubles.toSorted((a, b) => a.price - b.price)[Math.floor(doubles.length / 2)]
    }
    const lisbon = middle('PT', 'Lisbon')
    expect(lisbon?.currency).toBe('EUR')
    expect(lisbon?.price).toBeGreaterThan(7_000)
    expect(lisbon?.price).toBeLessThan(16_000)
    const kyoto = middle('JP', 'Kyoto')
    expect(kyoto?.currency).toBe('JPY')
    expect(kyoto?.price).toBeGreaterThan(10_000)
    expect(kyoto?.price).toBeLessThan(30_000)
    expect((kyoto?.price ?? 1) % 100).toBe(0)
    expect(middle('ID', 'Jakarta')?.price).toBeGreaterThan(40_000_000) // sen of rupiah
  })
})

test('every place is in a country we know, with words for its hotels and a rate for its money', () => {
  for (const country of new Set(places.map((place) => place.country))) {
    expect(countries.has(country)).toBe(true)
    expect(packs.has(countries.get(country)?.pack ?? '')).toBe(true)
    expect(microsPerEuro.has(countries.get(country)?.currency ?? '')).toBe(true)
  }
  for (const { words, ...forms } of packs.values())
    for (const [slot] of [...forms.grand, ...forms.middle, ...forms.small, ...forms.streets]
      .join()
      .matchAll(/(?<=\{)\w+(?=\})/g))
      expect(slot === 'city' || words[slot] !== undefined).toBe(true)
})

test('a seed that was stopped goes on where it was; run again it changes nothing; a larger one adds', async () => {
  const { sql } = await freshDatabase(new URL('../../migrations/', import.meta.url), { max: 2 })
  const few = places.filter(({ country }) => country === 'PT').slice(0, 40)
  const told: string[] = []
  const seed = (hotels: number) =>
    seedCatalogue(sql, { hotels, places: few, tell: (stage, done, of) => told.push(`${stage} ${done}/${of}`) })
  const state = async () => {
    const [row] =
      await sql`select (select count(*)::int from hotel) as hotels, (select count(*)::int from room_type) as rooms, (select count(*)::int from city_name) as names, (select sum(hotel_count)::int from city) as counted, (select count(*)::int from airport) as airports, (select sum(subjects)::int from name_book) as named, (select md5(string_agg(bytes::text, '' order by kind, part)) from name_book where kind = 'PLACES') as booked, (select md5(string_agg(hotel::text, '' order by id)) from hotel where id <= 100) as first`
    return row
  }
  await seed(100)
  const small = await state()
  expect(small).toMatchObject({ hotels: 100, counted: 100 })
  expect(small?.['airports']).toBeGreaterThan(2)
  await seed(100)
  expect(await state()).toEqual(small)
  await sql`delete from hotel where id > 60`
  await sql`delete from room_type where id >> 3 > 60`
  await sql`delete from rate_plan where id >> 3 > 60`
  await sql`update seed_progress set done = 60 where stage = 'hotels'` // as if it had been stopped there
  await seed(100)
  expect(await state()).toEqual(small)
  // A database of before there were airports and books of names.
  await sql`delete from seed_progress where stage = 'airports'`
  await sql`delete from airport`
  await sql`delete from name_book`
  await seed(100)
  expect(await state()).toEqual(small)
  await seed(130)
  expect(await state()).toMatchObject({ hotels: 130, counted: 130, names: small?.['names'], first: small?.['first'] })
  expect(told).toContain('cities 40/40')
  expect(told.slice(-2)).toEqual(['hotels 130/130', "hotels' names 130/130"])
})
