import { beforeAll, expect, test } from 'vitest'

import { couple, numberOf, searchOf, stay, type Edge } from '../testing/search-query.ts'
import { lisbon, munich, smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})

type Similar = { distanceKm: number; hotel: { id: string }; offer: { total: { amount: number } } }
async function similarTo(id: string, asked: object = {}): Promise<Similar[]> {
  const { data, errors } = await catalogue.ask<{ hotel: { similar: Similar[] } }>(
    `query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $first: Int) {
      hotel(id: $id) { similar(stay: $stay, rooms: $rooms, first: $first) { distanceKm hotel { id } offer { total { amount } } } }
    }`,
    { id, stay, rooms: couple, ...asked },
  )
  if (errors) throw new Error(errors[0]?.message)
  return data.hotel.similar
}

/** All hotels around a point, by pages of a search. */
async function around(point: object, radiusKm: number): Promise<Edge['node'][]> {
  const searching = searchOf(catalogue)
  const all: Edge['node'][] = []
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await searching.search({ near: { ...point, radiusKm } }, { sort: 'PRICE', after })
    all.push(...edges.map(({ node }) => node))
    if (!pageInfo.hasNextPage) return all
    after = pageInfo.endCursor
  }
}

const pointOf = async (id: string) => {
  const { data } = await catalogue.ask<{ hotel: { coordinates: object; stars: number | null } }>(
    'query ($id: ID!) { hotel(id: $id) { stars coordinates { latitude longitude } } }',
    { id },
  )
  return data.hotel
}

/** Written down as the schema says it, over what a search around the hotel finds. */
async function slowlySimilar(id: string, first: number, knowsPrice = true) {
  const { coordinates, stars } = await pointOf(id)
  const found = await around(coordinates, 5)
  const own = knowsPrice ? found.find(({ hotel }) => hotel.id === id)?.offer.total.amount : undefined
  return found
    .filter(({ hotel }) => hotel.id !== id)
    .map((node) => {
      const total = node.offer.total.amount
      const price = own === undefined ? 0 : Math.floor((5_000 * Math.abs(total - own)) / Math.min(total, own))
      return { id: node.hotel.id, unlike: Math.round(node.distanceKm * 1_000) + 1_000 * Math.abs((node.hotel.stars ?? 0) - (stars ?? 0)) + price } // prettier-ignore
    })
    .toSorted((a, b) => a.unlike - b.unlike || numberOf(a.id) - numberOf(b.id))
    .slice(0, first)
    .map((one) => one.id)
}

const idsOf = (similar: readonly Similar[]) => similar.map(({ hotel }) => hotel.id)

test('the most alike of those that can be booked nearby, and never the hotel itself', async () => {
  const { edges } = await searchOf(catalogue).search({ cityId: lisbon }, { first: 6 })
  for (const { node } of edges) {
    const similar = await similarTo(node.hotel.id, { first: 5 })
    expect(idsOf(similar)).toEqual(await slowlySimilar(node.hotel.id, 5))
    expect(similar.length).toBe(5)
    for (const { hotel, offer } of similar.slice(0, 2)) {
      const { data } = await catalogue.ask<{ hotel: { offers: { total: { amount: number } }[] } }>(
        'query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) { hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { total { amount } } } }',
        { id: hotel.id, stay, rooms: couple },
      )
      expect(data.hotel.offers[0]?.total.amount).toBe(offer.total.amount)
    }
  }
})

test('a hotel that is sold out has similar ones too, by place and stars alone; one that is gone is none of them', async () => {
  const { edges } = await searchOf(catalogue).search({ cityId: munich }, { first: 1 })
  const id = edges[0]?.node.hotel.id ?? ''
  const [before] = await similarTo(id)
  const rooms = await catalogue.sql<{ id: number }[]>`
    select id from room_type where id >> 3 = any(${[numberOf(id), numberOf(before?.hotel.id ?? '')]}::int[])`
  for (const room of rooms)
    await tellAvailability(
      { roomTypeId: `r${room.id}`, revision: 1, nights: [{ night: stay.checkIn, left: 0 }] },
      catalogue,
    )
  const after = idsOf(await similarTo(id))
  expect(after).toEqual(await slowlySimilar(id, 4, false))
  expect(after).not.toContain(before?.hotel.id)
})

test('how many are asked for is bounded', async () => {
  expect(await similarTo('h1', { first: 0 })).toEqual([])
  await expect(similarTo('h1', { first: 13 })).rejects.toThrow('first must be 0 to 12.')
})
