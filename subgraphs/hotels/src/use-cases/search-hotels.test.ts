import { togetherAlg } from '@staygraph/subgraph-kit/signed-together'
import { decodeJwt } from 'jose'
import { beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { recomputeCheapest } from '../testing/recomputed.ts'
import { dates, daysAhead, numberOf, searchOf, stay } from '../testing/search-query.ts'
import { kyoto, lisbon, munich, rome, smallCatalogue, testNow } from '../testing/small-catalogue.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const search = (where: object, page?: object) => searchOf(catalogue).search(where, page)

test.each([
  ['two adults', [{ adults: 2, childAges: [] }]],
  ['one adult alone', [{ adults: 1, childAges: [] }]],
  ['a family with a baby, a child and a teenager', [{ adults: 2, childAges: [1, 7, 15] }]],
  [
    'two rooms',
    [
      { adults: 2, childAges: [] },
      { adults: 1, childAges: [9] },
    ],
  ],
  [
    'three rooms, two of them alike',
    [
      { adults: 1, childAges: [] },
      { adults: 3, childAges: [] },
      { adults: 1, childAges: [] },
    ],
  ],
])('the total shown is the cheapest worked out apart from the rows: %s', async (_, rooms) => {
  for (const cityId of [lisbon, rome, kyoto]) {
    const { edges } = await search({ cityId, rooms }, { first: 12, sort: 'PRICE' })
    for (const { node } of edges) {
      const least = await recomputeCheapest(catalogue.sql, numberOf(node.hotel.id), dates, rooms, daysAhead)
      expect(node.offer.total.amount).toBe(least?.total)
      expect(node.offer.nights.map(({ price }) => price.amount)).toEqual(least?.nights)
    }
  }
})

test.each([
  ['two adults', [{ adults: 2 }]],
  ['three rooms of unlike parties', [{ adults: 1 }, { adults: 2, childAges: [5] }, { adults: 2 }]],
])('a hotel’s own offers begin with the price that the search shows it for: %s', async (_, rooms) => {
  const { edges } = await search({ cityId: lisbon, rooms }, { first: 40 })
  expect(edges.length).toBe(40)
  for (const { node } of edges) {
    const { data } = await catalogue.ask<{ hotel: { offers: { total: { amount: number }; roomName: string }[] } }>(
      'query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) { hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { roomName total { amount } } } }',
      { id: node.hotel.id, stay, rooms },
    )
    expect(data.hotel.offers[0]?.total.amount).toBe(node.offer.total.amount)
  }
})

test('what is signed is what is shown, to the last unit, and holds for 20 minutes', async () => {
  const { edges } = await search({ cityId: rome }, { first: 5 })
  expect(edges.length).toBe(5)
  for (const { node } of edges) {
    const { offer, hotel } = node
    const claims = offerClaims.parse(decodeJwt(offer.id))
    expect(catalogue.signer.read(offer.id)).toEqual(claims)
    expect(claims).toMatchObject({
      hotel: { id: hotel.id, name: hotel.name, timeZone: 'Europe/Rome' },
      total: offer.total.amount,
      payNow: offer.payNow.amount,
      currency: 'EUR',
      nights: offer.nights.map(({ date, price }) => ({ date, price: price.amount })),
      taxes: offer.taxes.map(({ name, amount, included, payAtHotel }) => ({
        name,
        amount: amount.amount,
        included,
        payAtHotel,
      })),
      stay,
      exp: testNow.getTime() / 1_000 + 1_200,
    })
    expect(offer.expiresAt).toBe('2026-12-01T10:20:00.000Z')
    const atDesk = offer.taxes.filter(({ payAtHotel }) => payAtHotel).reduce((sum, tax) => sum + tax.amount.amount, 0)
    expect(atDesk).toBeGreaterThan(0) // Rome's tax is paid at the desk
    expect(offer.payNow.amount).toBe(offer.total.amount - atDesk)
  }
})

test('a forged, altered or foreign token is no offer, signed alone or together with others', async () => {
  const tokensOf = async (first: number) =>
    (await search({ cityId: rome }, { first })).edges.map(({ node }) => node.offer.id)
  const [[alone = ''], several] = await Promise.all([tokensOf(1), tokensOf(3)])
  const headOf = (token: string) => Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
  expect(headOf(alone)).toContain('"EdDSA"')
  for (const token of several) expect(headOf(token)).toContain(togetherAlg)
  for (const offer of [alone, ...several]) {
    expect(catalogue.signer.read(offer)).not.toBeNull()
    const [head = '', body = '', signature = ''] = offer.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const cheaper = Buffer.from(JSON.stringify({ ...claims, total: 1 })).toString('base64url')
    const others = [alone, ...several].filter((other) => other !== offer).map((other) => other.split('.')[2])
    for (const token of [
      `${head}.${cheaper}.${signature}`,
      `${head}.${body}.`,
      `.${body}.${signature}`,
      ...others.map((proof) => `${head}.${body}.${proof}`),
    ])
      expect(catalogue.signer.read(token)).toBeNull()
  }
  for (const token of ['nonsense', '']) expect(catalogue.signer.read(token)).toBeNull()
})

test('more offers than are signed at once are signed all the same, each its own', async () => {
  const { edges } = await search({ cityId: rome }, { first: 1 })
  const claims = catalogue.signer.read(edges[0]?.node.offer.id ?? '')
  if (!claims) throw new Error('no offer')
  const many = Array.from({ length: 300 }, (_, total) => ({ ...claims, total }))
  const tokens = await Promise.all(many.map((one) => catalogue.signer.sign(one)))
  expect(tokens.map((token) => catalogue.signer.read(token)?.total)).toEqual(many.map(({ total }) => total))
  expect(new Set(tokens.map((token) => token.split('.')[2])).size).toBe(300)
})

test('totals are shown in the currency asked for, at a dated rate, and charged in the hotel’s own', async () => {
  const { edges, facets } = await search({ cityId: kyoto, currency: 'EUR' }, { sort: 'PRICE' })
  for (const { node } of edges) {
    expect(node.offer.total.currency).toBe('JPY')
    expect(node.offer.shownTotal).toEqual({
      amount: Math.round((node.offer.total.amount / 178.4) * 100),
      currency: 'EUR',
    })
    expect(node.offer.exchangeRate).toMatchObject({ from: 'JPY', to: 'EUR', day: '2026-11-16' })
  }
  expect(facets.price?.lowest).toEqual(edges[0]?.node.offer.shownTotal)
  const own = await search({ cityId: kyoto }, { first: 1 })
  expect(own.edges[0]?.node.offer).toMatchObject({ exchangeRate: null, shownTotal: own.edges[0]?.node.offer.total })
})

test('a search is priced again when the catalogue changes', async () => {
  const before = await search({ cityId: munich }, { sort: 'PRICE', first: 1 })
  const { id } = before.edges[0]?.node.hotel ?? { id: '' }
  await catalogue.sql`update hotel set name = 'Haus Neuer Name' where id = ${numberOf(id)}`
  await catalogue.sql`update room_type set base_price = base_price * 4 where id >> 3 = ${numberOf(id)}`
  await catalogue.sql`update catalogue set revision = revision + 1`
  const after = await search({ cityId: munich, name: 'neuer name' })
  expect(after.edges[0]?.node.offer.total.amount).toBeGreaterThan((before.edges[0]?.node.offer.total.amount ?? 0) * 2)
})
