import { startBedbank } from '@staygraph/sandbox-partner/bedbank/start-bedbank'
import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { liteApiSupply } from '../partners/liteapi/liteapi-supply.ts'
import { lodgebankSupply } from '../partners/lodgebank/lodgebank-supply.ts'
import { sameHousesCommand } from '../same-houses/command.ts'
import { idsOf, searchHouses, type House } from '../testing/search-houses.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(50), checkOut: inDays(52) }

let companies: [Partner, Partner]
let supplies: [ReturnType<typeof liteApiSupply>, ReturnType<typeof lodgebankSupply>]
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  const [partner, bank] = (companies = [await startPartner(), await startBedbank()])
  supplies = [
    liteApiSupply({ url: partner.url, apiKey: partner.apiKey, timeoutMs: 60_000 }),
    lodgebankSupply({ url: bank.url, apiKey: bank.apiKey, timeoutMs: 60_000 }),
  ]
  catalogue = await smallCatalogue({ hotels: 120, partners: supplies, partnersWithinMs: 60_000 })
})
afterAll(async () => {
  await Promise.all(supplies.map((supply) => supply.close()))
  await Promise.all(companies.map((company) => company.stop()))
})

const search = async () => {
  const near = { latitude: 38.71667, longitude: -9.13333, radiusKm: 4 } // Lisbon, few enough for one page
  const where = { near, stay, rooms: [{ adults: 2 }] }
  const { nodes, partners, totalCount } = await searchHouses(catalogue, where, {}, now)
  expect(partners.map(({ status }) => status)).toEqual(['COMPLETE', 'COMPLETE'])
  return { nodes, partners, totalCount, houses: nodes.filter(({ hotel }) => hotel.source === 'PARTNER') }
}
const houseOf = (houses: readonly House[], id: string) => houses.find((house) => idsOf(house).includes(id))
const operator = (...args: string[]) => sameHousesCommand(args, { sql: catalogue.sql, now })

test('a house that two partners sell is shown once, at the cheaper one, the other beside it; every hotel is in it once', async () => {
  const { nodes, houses, partners, totalCount } = await search()
  expect(totalCount).toBe(nodes.length)
  const both = houses.filter(({ furtherOffers }) => furtherOffers.length > 0)
  expect(both.length).toBeGreaterThan(5)
  expect(houses.length).toBeGreaterThan(both.length)
  const cheapest = new Set(both.map(({ offer }) => offer.hotel.id.split('-')[1]))
  expect(cheapest).toEqual(new Set(['liteapi', 'lodgebank'])) // neither of them is always first
  for (const { hotel, offer, furtherOffers } of both) {
    expect(hotel.id).toBe(offer.hotel.id)
    expect(furtherOffers.map(({ total }) => total.amount >= offer.total.amount)).toEqual([true])
    expect(offerClaims.parse(decodeJwt(furtherOffers[0]?.id ?? '')).hotel.id).toBe(furtherOffers[0]?.hotel.id)
  }
  const ids = nodes.flatMap(idsOf)
  expect(new Set(ids).size).toBe(ids.length)
  const countOf = (code: string) => ids.filter((id) => id.startsWith(`p-${code}-`)).length
  expect(partners.map(({ hotelCount }) => hotelCount)).toEqual([countOf('liteapi'), countOf('lodgebank')])
  const sums = nodes.map(({ offer }) => offer.total.amount)
  expect(sums).toEqual(sums.toSorted((a, b) => a - b))
})

test('what is in doubt stays apart and waits for a person, whose word the next search heeds, and who may take it back', async () => {
  await search()
  await expect.poll(async () => (await operator('list')).says, { timeout: 60_000 }).toMatch(/ of 100\n/)
  const [, one = '', other = ''] = /^ {2}(p-\S+) .*\n {2}(p-\S+) /m.exec((await operator('list', '1')).says) ?? []
  const before = await search()
  expect(houseOf(before.houses, one)).not.toBe(houseOf(before.houses, other))

  expect(await operator('same', other, one)).toMatchObject({ done: true })
  const joined = await search()
  expect(houseOf(joined.houses, one)).toBe(houseOf(joined.houses, other))
  expect(joined.totalCount).toBe(before.totalCount - 1)
  expect((await operator('list')).says).not.toContain(`${one} `)

  await operator('different', one, other)
  expect((await search()).totalCount).toBe(before.totalCount)
  expect((await operator('list')).says).not.toContain(`${one} `) // decided, not forgotten
})

test('two that were joined by themselves are parted when a person says so', async () => {
  const before = await search()
  const [one = '', other = ''] = idsOf(before.houses.find(({ furtherOffers }) => furtherOffers.length > 0)!)
  await operator('different', one, other)
  const { houses, totalCount } = await search()
  expect(totalCount).toBe(before.totalCount + 1)
  expect(houseOf(houses, one)).not.toBe(houseOf(houses, other))
})

test('the operator is told what was not understood, and nothing is kept of it', async () => {
  for (const args of [
    [],
    ['list', '0'],
    ['list', 'x'],
    ['same', 'h1', 'h2'],
    ['same', 'h1', 'c1'],
    ['same', 'p-a-1'],
    ['same', 'p-a-1', 'p-a-1'],
  ])
    expect(await operator(...args)).toMatchObject({ done: false })
})
