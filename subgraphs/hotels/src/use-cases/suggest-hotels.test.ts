import { createLogger } from '@staygraph/subgraph-kit/log'
import pino from 'pino'
import { beforeAll, expect, test } from 'vitest'

import { KeptNames } from '../database/kept-names.ts'
import { foldName } from '../domain/place-name.ts'
import { loadHotelNames } from '../seed/load-names.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
let hotels: { id: number; name: string; city: string }[]
beforeAll(async () => {
  catalogue = await smallCatalogue()
  hotels = await catalogue.sql`
    select hotel.id, hotel.name, city.name as city from hotel join city on city.id = city_id order by hotel.id`
})

type Found = { matchedName: string; place: { __typename: string; id: string; name: string; city?: { name: string } } }
const query = `query ($search: String!, $first: Int) {
  suggestions(search: $search, first: $first) {
    matchedName place { __typename ... on City { id name } ... on Airport { id name } ... on Hotel { id name city { name } } }
  }
}`
const find = async (search: string, first = 20) => {
  const { data, errors } = await catalogue.ask<{ suggestions: Found[] }>(query, { search, first })
  expect(errors).toBeUndefined()
  return data.suggestions
}
const ids = async (search: string) => (await find(search)).map(({ place }) => place.id)

/** Names that few hotels bear, so that none is crowded out. */
const rare = (count: number) =>
  hotels.filter(({ name }) => hotels.filter((other) => other.name === name).length === 1).slice(0, count)

test('each hotel is found by its whole name, as it is written', async () => {
  for (const { id, name } of rare(60)) {
    const found = (await find(name)).find(({ place }) => place.id === `h${id}`)
    expect(found).toMatchObject({ matchedName: name, place: { __typename: 'Hotel', name } })
  }
})

test('and by the beginning of a word within it that says something, or with its town behind it', async () => {
  const lion = hotels.find(({ name }) => /^Hotel \p{L}{7,}$/u.test(name))
  const word = foldName(lion?.name ?? '').split(' ')[1] ?? ''
  expect(await ids(word)).toContain(`h${lion?.id}`)
  expect(await ids(word.slice(0, -1))).toContain(`h${lion?.id}`)
  expect(await ids(`${word} ${lion?.city.slice(0, 4)}`)).toContain(`h${lion?.id}`)
  const elsewhere = hotels.find(({ city }) => city !== lion?.city)?.city
  expect(await ids(`${word} ${elsewhere}`)).not.toContain(`h${lion?.id}`)
})

test('a slip in a long name is forgiven', async () => {
  const missed: string[] = []
  for (const { id, name } of rare(40).filter(({ name: long }) => long.length > 12)) {
    const slipped = `${name.slice(0, 6)}${name.slice(7)}`
    if (!(await ids(slipped)).includes(`h${id}`)) missed.push(slipped)
  }
  expect(missed).toEqual([])
})

test('hotels leave room for places, and fill what these leave', async () => {
  const kinds = async (search: string, first: number) =>
    Object.groupBy(
      (await find(search, first)).map(({ place }) => place.__typename),
      (kind) => kind,
    )
  expect((await find('lisb', 8))[0]?.place).toMatchObject({ __typename: 'City', name: 'Lisbon' })
  expect(await ids('lisb')).toContain('aLIS')
  const manyIn = await kinds('hot', 8)
  expect(manyIn['Hotel']?.length).toBe(8)
  expect(manyIn['City']).toBeUndefined()
})

test('a partner’s hotel is found once a search has seen it, under its newest name too, and one that two sell once', async () => {
  expect(await ids('Zephyr Observ')).toEqual([])
  const see = (id: string, name: string, seenAt: string) => catalogue.sql`
    insert into partner_hotel (id, supplier, supplier_name, their_id, name, description, address_line, address_city, country,
      latitude, longitude, time_zone, city_id, amenities, rating_count, seen_at)
    values (${id}, 'one', 'One', ${id}, ${name}, '', '', 'Lisbon', 'PT', 38.7, -9.1, 'Europe/Lisbon', 2267057, 0, 10, ${seenAt})
    on conflict (id) do update set name = excluded.name, seen_at = excluded.seen_at`
  await see('p-one-1', 'Zephyr Observatory', '2026-12-01T09:00:00Z')
  await expect.poll(() => ids('Zephyr Observ')).toEqual(['p-one-1'])
  await see('p-two-7', 'Zephyr Observatory', '2026-12-01T08:59:30Z') // written later than it says
  await see('p-two-8', 'Zephyr Meridian', '2026-12-01T09:00:01Z')
  await expect.poll(() => ids('zephyr meri')).toEqual(['p-two-8'])
  expect(await ids('Zephyr Observatory')).toHaveLength(1)
  await see('p-two-8', 'Meridian Tower', '2026-12-01T09:00:02Z')
  await expect.poll(async () => (await find('meridian tow'))[0]?.place.name).toBe('Meridian Tower')
  const another = new KeptNames(catalogue.sql, createLogger('hotels', 'silent'))
  expect((await another.books('HOTELS', 0)).reduce((sum, { size }) => sum + size, 0)).toBe(hotels.length + 3)
})

test('a book made of fewer hotels is made anew, one that is whole is left alone', async () => {
  const state = async () => [
    ...(await catalogue.sql`select part, subjects, revision from name_book where kind = 'HOTELS'`),
  ]
  expect(await state()).toEqual([{ part: 0, subjects: hotels.length, revision: 1 }])
  await loadHotelNames(catalogue.sql, hotels.length, () => {})
  expect(await state()).toEqual([{ part: 0, subjects: hotels.length, revision: 1 }])
  await catalogue.sql`update name_book set subjects = 7 where kind = 'HOTELS'`
  await loadHotelNames(catalogue.sql, hotels.length, () => {})
  expect(await state()).toEqual([{ part: 0, subjects: hotels.length, revision: 2 }])
})

test('names that cannot be read again are told to the log, and those kept still answer', async () => {
  const told: string[] = []
  const logger = pino({}, { write: (line: string) => void told.push(line) })
  const names = new KeptNames(catalogue.sql, logger, { lookEveryMs: 0 })
  const sizes = async (now: number) => (await names.books('HOTELS', now)).map(({ size }) => size)
  const kept = await sizes(1)
  expect(told).toEqual([])
  await catalogue.sql`alter table name_book rename to name_book_away`
  try {
    const asked = async () => {
      expect(await sizes(2)).toEqual(kept)
      return told.join('')
    }
    await expect.poll(asked).toMatch(/name_book.* does not exist.*names were not read again/s)
  } finally {
    await catalogue.sql`alter table name_book_away rename to name_book`
  }
})
