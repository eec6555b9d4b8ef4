import { beforeAll, expect, test } from 'vitest'

import { smallCatalogue } from '../testing/small-catalogue.ts'

// All places and airports of the world: a small choice of them would rank anything right.
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue({ hotels: 60, everywhere: true })
}, 180_000) // whoever comes first loads them

type Found = {
  matchedName: string
  place: { __typename: string; id: string; name: string; country: string; code?: string }
}
const query = `query ($search: String!, $first: Int, $near: CoordinatesInput, $country: String) {
  suggestions(search: $search, first: $first, near: $near, country: $country) {
    matchedName
    place { __typename ... on City { id name country } ... on Airport { id code name country } }
  }
}`
type Guest = { first?: number; near?: { latitude: number; longitude: number }; country?: string }
const answer = (search: string, guest: Guest = {}) =>
  catalogue.ask<{ suggestions: Found[] }>(query, { search, ...guest })
const find = async (search: string, guest: Guest = {}) =>
  (await answer(search, guest)).data.suggestions.map(({ place }) => place.code ?? `${place.name} ${place.country}`)
const toronto = { latitude: 43.7, longitude: -79.4 }

test.each([
  ['münch', 'München', 'Munich'],
  ['munc', 'München', 'Munich'],
  ['MUNICH', 'Munich', 'Munich'],
  ['Мюнхен', 'Мюнхен', 'Munich'],
  ['ミュンヘン', 'ミュンヘン', 'Munich'],
  ['東京', '東京', 'Tokyo'],
  ['αθην', 'Αθήνα', 'Athens'],
  ['lisboa', 'Lisboa', 'Lisbon'],
])('%s is found as %s, which is %s', async (search, matchedName, name) => {
  const [first] = (await answer(search)).data.suggestions
  expect(first).toMatchObject({ matchedName, place: { __typename: 'City', name } })
})

test.each([
  ['LIS', 'LIS'],
  ['lis', 'LIS'],
  ['LHR', 'LHR'],
  ['MUN', 'MUN'],
  ['Heathrow', 'LHR'],
  ['charles de g', 'CDG'],
  ['orly', 'ORY'],
  ['lisbon airport', 'LIS'],
  ['lisboa airport', 'LIS'],
  ['Schipol', 'AMS'],
])('the airport that %s means is %s', async (search, code) => {
  expect((await find(search))[0]).toBe(code)
})

test('three capitals are a code; as small letters that of a remote airfield is only the beginning of a name', async () => {
  expect((await find('mun'))[0]).toBe('Munich DE')
  expect((await find('PAR'))[0]).toBe('Paris FR')
  expect((await find('LON'))[0]).toBe('London GB')
})

test('a city comes before its airports, and they before hamlets of that name', async () => {
  const paris = await find('paris')
  expect(paris[0]).toBe('Paris FR')
  expect(paris).toEqual(expect.arrayContaining(['CDG', 'ORY']))
  expect((await find('par', { country: 'FR' }))[0]).toBe('Paris FR')
})

test('where the guest is, and where they look, decides between places that are alike', async () => {
  const london = async (guest: Guest) => (await find('lon', guest)).filter((name) => name.startsWith('London'))
  expect((await london({}))[0]).toBe('London GB')
  expect((await london({ country: 'CA' })).slice(0, 2)).toEqual(['London GB', 'London CA'])
  expect((await london({ country: 'CA', near: toronto })).slice(0, 2)).toEqual(['London CA', 'London GB'])
  expect((await london({ near: { latitude: 51.5, longitude: 0 } }))[0]).toBe('London GB')
  expect((await find('birm', { country: 'US' }))[0]).toBe('Birmingham US')
  expect((await find('birm', { country: 'GB' }))[0]).toBe('Birmingham GB')
  expect((await find('san jose', { country: 'CR' }))[0]).toBe('San José CR')
  expect((await find('san jose', { country: 'US' }))[0]).toBe('San Jose US')
})

test.each([
  ['london ontario', 'London CA'],
  ['london, can', 'London CA'],
  ['paris texas', 'Paris US'],
  ['springfield illinois', 'Springfield US'],
  ['valencia spain', 'Valencia ES'],
  ['valencia ven', 'Valencia VE'],
])('behind a name may follow where it lies: %s is %s', async (search, place) => {
  expect((await find(search))[0]).toBe(place)
})

test.each([
  ['Barcelna', 'Barcelona ES'],
  ['Lodnon', 'London GB'],
  ['Munchenn', 'Munich DE'],
  ['Lisobn', 'Lisbon PT'],
  ['Amsterdm', 'Amsterdam NL'],
  ['Brelin', 'Berlin DE'],
  ['Budapesst', 'Budapest HU'],
  ['Istambul', 'Istanbul TR'],
  ['Veniec', 'Venice IT'],
  ['Florense', 'Florence IT'],
  ['Москав', 'Moscow RU'],
  ['rio de janiero', 'Rio de Janeiro BR'],
  ['Kopenhaagn', 'Copenhagen DK'],
])('a slip is forgiven: %s is %s', async (search, place) => {
  expect((await find(search))[0]).toBe(place)
})

test('every beginning of a well-known name leads to it, from the second letter on among the first eight', async () => {
  for (const [name, place] of [
    ['Amsterdam', 'Amsterdam NL'],
    ['Buenos Aires', 'Buenos Aires AR'],
    ['Tokyo', 'Tokyo JP'],
    ['Wien', 'Vienna AT'],
  ] as const)
    for (let length = 3; length <= name.length; length++) expect(await find(name.slice(0, length))).toContain(place)
})

test('an airport tells its city, its clock, and how far its hotels may be', async () => {
  const { data } = await catalogue.ask<{ airport: object | null; none: null; wrong: null }>(`{
    airport(id: "aCDG") { id code name city { id name } country countryName coordinates { latitude } timeZone searchRadiusKm }
    none: airport(id: "aZZZ") { id }
    wrong: airport(id: "c2988507") { id }
  }`)
  expect(data).toMatchObject({
    airport: {
      id: 'aCDG',
      code: 'CDG',
      name: 'Paris Charles de Gaulle Airport',
      city: { id: 'c2988507', name: 'Paris' },
      country: 'FR',
      countryName: 'France',
      timeZone: 'Europe/Paris',
      searchRadiusKm: 20,
    },
    none: null,
    wrong: null,
  })
})

test('nothing odd breaks it, and what makes no sense is refused', async () => {
  for (const search of [
    '',
    '   ',
    '!!',
    'qzxqzxqzx',
    "'; drop table city; --",
    '%',
    '\u0000'.repeat(3),
    'a'.repeat(10_000),
    '😀😀',
    'q '.repeat(40),
  ])
    // prettier-ignore
    expect(Array.isArray((await answer(search)).data.suggestions)).toBe(true)
  expect(await find('qzxqzxqzx')).toEqual([])
  expect(await find('lis', { first: 0 })).toEqual([])
  expect(await find('san', { first: 50 })).toHaveLength(20)
  expect((await answer('lis', { near: { latitude: 91, longitude: 0 } })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT') // prettier-ignore
  expect((await answer('lis', { country: 'Portugal' })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})

test('books that are written anew are read, without a question in between being without an answer', async () => {
  expect((await find('lisb'))[0]).toBe('Lisbon PT')
  await catalogue.sql`update name_book set revision = revision + 1, bytes = (select bytes from name_book where part = 6) where part = 0`
  await expect.poll(async () => (await find('lisb')).includes('Lisbon PT'), { timeout: 10_000 }).toBe(false)
})
