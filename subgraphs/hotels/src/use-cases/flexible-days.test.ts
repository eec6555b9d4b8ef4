import { decodeJwt } from 'jose'
import { beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { addDays } from '../domain/calendar.ts'
import { ids, searchOf, stay, type Edge } from '../testing/search-query.ts'
import { lisbon, munich, rome, smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
  // Half of the rooms are gone on some of the nights around.
  const rooms = await catalogue.sql<{ id: number }[]>`
    select room_type.id from room_type join hotel on hotel.id = room_type.id >> 3
    where city_id in (2267057, 2867714, 3169070) order by 1`
  for (const [at, { id }] of rooms.entries()) {
    if (at % 2 === 0) continue
    const nights = [{ night: addDays('2027-06-08', at % 9), left: 0 }]
    await tellAvailability({ roomTypeId: `r${id}`, revision: 1, nights }, catalogue)
  }
})
const { search, refusal } = { search: (where: object, page?: object) => searchOf(catalogue).search(where, page), refusal: (where: object) => searchOf(catalogue).refusal(where) } // prettier-ignore

/** Stays of the same length up to two days away, the nearest first. */
const around = [0, -1, 1, -2, 2].map((by) => ({ checkIn: addDays(stay.checkIn, by), checkOut: addDays(stay.checkOut, by) })) // prettier-ignore

/** By hotel, the cheapest of what searches for each of the stays find it for. */
async function apart(where: object) {
  const best = new Map<string, { total: number; checkIn: string }>()
  for (const one of around)
    for (const { node } of (await search({ ...where, stay: one })).edges) {
      const total = node.offer.shownTotal.amount
      if (total < (best.get(node.hotel.id)?.total ?? Infinity)) best.set(node.hotel.id, { total, checkIn: one.checkIn })
    }
  return best
}

test.each([
  ['with a pool', { cityId: lisbon, stars: [4, 5], amenities: ['POOL'] }],
  [
    'freely cancelled, with breakfast',
    { cityId: rome, amenities: ['POOL'], freeCancellation: true, boards: ['BREAKFAST'] },
  ],
  ['several rooms, in dollars', { cityId: munich, currency: 'USD', rooms: [{ adults: 2 }, { adults: 1 }] }],
])('each hotel is found for the cheapest of the days that will do, of equal ones the nearest: %s', async (_, where) => {
  const best = await apart(where)
  const found = await search({ ...where, flexibleDays: 2 }, { sort: 'PRICE' })
  expect(ids(found).toSorted()).toEqual([...best.keys()].toSorted())
  const told = ({ node: { hotel, offer } }: Edge) => [hotel.id, offer.shownTotal.amount, offer.checkIn]
  expect(found.edges.map(told)).toEqual(
    found.edges.map(({ node }) => [node.hotel.id, best.get(node.hotel.id)?.total, best.get(node.hotel.id)?.checkIn]),
  )
  const totals = found.edges.map(({ node }) => node.offer.shownTotal.amount)
  expect(totals).toEqual(totals.toSorted((a, b) => a - b))
  expect(new Set(found.edges.map(({ node }) => node.offer.checkIn)).size).toBeGreaterThan(2)
  for (const { stars, count } of found.facets.stars)
    expect((await search({ ...where, flexibleDays: 2, stars: [stars] })).totalCount).toBe(count)
})

test('its offer is signed for the dates that it tells', async () => {
  const { edges } = await search({ cityId: lisbon, flexibleDays: 3 }, { sort: 'PRICE', first: 20 })
  for (const { node } of edges) {
    const { checkIn, checkOut } = node.offer
    const claims = offerClaims.parse(decodeJwt(node.offer.id))
    expect(claims.stay).toEqual({ checkIn, checkOut })
    expect(claims.total).toBe(node.offer.total.amount)
    const { data } = await catalogue.ask<{ hotel: { offers: { total: { amount: number } }[] } }>(
      'query ($id: ID!, $stay: StayInput!) { hotel(id: $id) { offers(stay: $stay, rooms: [{ adults: 2 }]) { total { amount } } } }',
      { id: node.hotel.id, stay: { checkIn, checkOut } },
    )
    expect(data.hotel.offers[0]?.total.amount).toBe(node.offer.total.amount)
  }
})

test('pages of it follow one another, and limits of the price hold for the cheapest of the days', async () => {
  const where = { cityId: lisbon, flexibleDays: 2 }
  const whole = await search(where, { sort: 'PRICE' })
  const firstPage = await search(where, { sort: 'PRICE', first: 7 })
  const next = await search(where, { sort: 'PRICE', first: 7, after: firstPage.pageInfo.endCursor })
  expect([...ids(firstPage), ...ids(next)]).toEqual(ids(whole).slice(0, 14))
  const totals = whole.edges.map(({ node }) => node.offer.total.amount)
  const [priceFrom, priceTo] = [totals[3] ?? 0, totals[12] ?? 0]
  const between = await search({ ...where, priceFrom, priceTo })
  expect(between.totalCount).toBe(totals.filter((total) => total >= priceFrom && total <= priceTo).length)
})

test('days that are past or too far ahead are left out; more than a week is refused', async () => {
  const first = { checkIn: '2026-12-01', checkOut: '2026-12-02' }
  const { edges } = await search({ cityId: lisbon, stay: first, flexibleDays: 7 })
  expect(edges.length).toBeGreaterThan(0)
  for (const { node } of edges) expect(node.offer.checkIn >= '2026-12-01').toBe(true)
  expect((await refusal({ cityId: lisbon, flexibleDays: 8 })).message).toBe('flexibleDays must be 0 to 7.')
  expect((await refusal({ cityId: lisbon, flexibleDays: -1 })).message).toBe('flexibleDays must be 0 to 7.')
})
