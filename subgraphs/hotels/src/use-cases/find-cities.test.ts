import { beforeAll, expect, test } from 'vitest'

import { lisbon, munich, smallCatalogue } from '../testing/small-catalogue.ts'

// All places of the world with all their names: a small choice of them would find anything.
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue({ hotels: 60, everywhere: true })
}, 180_000) // whoever comes first loads them

type City = {
  id: string
  name: string
  localName: string | null
  country: string
  countryName: string
  region: string | null
  population: number
  timeZone: string
}
const query =
  'query ($search: String!, $first: Int) { cities(search: $search, first: $first) { id name localName country countryName region population timeZone hotelCount picture { url } } }'
const find = async (search: string, first = 8) =>
  (await catalogue.ask<{ cities: City[] }>(query, { search, first })).data.cities
const firstOf = async (search: string) => (await find(search))[0]

test.each(['münchen', 'Munich', 'ミュンヘン', 'Muenchen', 'MUNCHEN', 'Мюнхен', 'Monaco di Baviera', '慕尼黑', 'munih'])(
  '%s is Munich',
  async (search) => {
    expect((await firstOf(search))?.id).toBe(munich)
  },
)

test('a place is told with its own name, region, country and clock', async () => {
  expect(await firstOf('Lisbon')).toMatchObject({
    id: lisbon,
    name: 'Lisbon',
    localName: 'Lisboa',
    country: 'PT',
    countryName: 'Portugal',
    region: 'Lisboa',
    timeZone: 'Europe/Lisbon',
  })
  expect(await firstOf('moscow')).toMatchObject({ localName: 'Москва', region: 'Moscow' })
  expect(await firstOf('tokyo')).toMatchObject({ localName: '東京' })
})

test.each([
  ['Lisbn', 'Lisbon'],
  ['Barclona', 'Barcelona'],
  ['Copenhagn', 'Copenhagen'],
  ['frankfrut', 'Frankfurt am Main'],
  ['Москав', 'Moscow'],
  ['Reykjavk', 'Reykjavík'],
])('a slip is forgiven: %s finds %s', async (search, name) => {
  expect((await find(search)).map((city) => city.name)).toContain(name)
})

test('of places that begin so the populous come first; a whole name comes before a longer one', async () => {
  expect((await find('par')).map(({ name }) => name)[0]).toBe('Paris')
  expect((await find('san f')).map(({ name }) => name)[0]).toBe('San Francisco')
  const bath = (await find('bath')).map(({ name }) => name)
  expect(bath[0]).toBe('Bath')
  expect(bath.indexOf('Bath')).toBeLessThan(bath.indexOf('Bathinda'))
  expect((await find('york')).map(({ name, country }) => `${name} ${country}`)[0]).toBe('York GB')
})

test('every beginning of a name finds the place, from some letters on', async () => {
  for (const name of ['Amsterdam', 'Buenos Aires', 'Saint-Étienne', '서울특별시', 'Αθήνα'])
    for (let length = Math.min(5, name.length); length <= name.length; length++)
      expect((await find(name.slice(0, length), 20)).length).toBeGreaterThan(0)
  expect((await firstOf('amsterd'))?.name).toBe('Amsterdam')
})

test('what resembles nothing finds nothing, and nothing odd breaks it', async () => {
  for (const search of [
    '',
    '   ',
    '!!',
    'qzxqzxqzx',
    "'; drop table city; --",
    '%',
    '_',
    '\u0000'.repeat(3),
    'a'.repeat(10_000),
    '😀😀',
  ])
    expect(Array.isArray(await find(search))).toBe(true)
  expect(await find('qzxqzxqzx')).toEqual([])
  expect(await find('%')).toEqual([])
  expect(await find('lis', 0)).toEqual([])
  expect(await find('san', 50)).toHaveLength(20)
})
