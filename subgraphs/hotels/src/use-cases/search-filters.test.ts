import { beforeAll, describe, expect, test } from 'vitest'

import { ids, searchOf } from '../testing/search-query.ts'
import { lisbon, munich, smallCatalogue, testNow } from '../testing/small-catalogue.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const search = (where: object, page?: object) => searchOf(catalogue).search(where, page)

describe('places', () => {
  test('a town has its own hotels and those within its reach, told by their distance', async () => {
    const { edges } = await search({ cityId: lisbon })
    const towns = new Set(edges.map(({ node }) => node.hotel.city.id))
    expect(towns).toContain(lisbon)
    expect(towns.size).toBe(2) // Almada is across the river
    const across = edges.filter(({ node }) => node.hotel.city.id !== lisbon)
    expect(Math.max(...across.map(({ node }) => node.distanceKm))).toBeLessThanOrEqual(10.3)
  })

  test('a point and a radius hold exactly the hotels within it', async () => {
    const near = { latitude: 48.13743, longitude: 11.57549, radiusKm: 1.5 }
    const [inside, all] = [await search({ near }), await search({ cityId: munich })]
    expect(ids(inside).toSorted()).toEqual(
      all.edges
        .filter(({ node }) => node.distanceKm <= 1.5)
        .map(({ node }) => node.hotel.id)
        .toSorted(),
    )
    expect(inside.totalCount).toBeGreaterThan(3)
  })

  test('a rectangle across the antimeridian holds hotels on both sides of it', async () => {
    const { edges } = await search({ within: { south: -19, west: 178, north: 3, east: -178 } })
    expect(edges.length).toBeGreaterThan(0)
    for (const { node } of edges) expect(Math.abs(node.hotel.coordinates.longitude)).toBeGreaterThanOrEqual(178)
    const west = await search({ within: { south: -19, west: 178, north: 3, east: 180 } })
    const east = await search({ within: { south: -19, west: -180, north: 3, east: -178 } })
    expect(edges.length).toBe(west.edges.length + east.edges.length)
  })
})

describe('filters', () => {
  const all = async () => (await search({ cityId: lisbon })).edges.map(({ node }) => node)

  test('each filter keeps exactly those that have it, and each facet tells what choosing it would give', async () => {
    const whole = await search({ cityId: lisbon })
    for (const { stars, count } of whole.facets.stars)
      expect((await search({ cityId: lisbon, stars: [stars] })).totalCount).toBe(count)
    for (const { amenity, count } of whole.facets.amenities)
      expect((await search({ cityId: lisbon, amenities: [amenity] })).totalCount).toBe(count)
    for (const { board, count } of whole.facets.boards)
      expect((await search({ cityId: lisbon, boards: [board] })).totalCount).toBe(count)
    expect((await search({ cityId: lisbon, freeCancellation: true })).totalCount).toBe(whole.facets.freeCancellation)
    expect(new Set(whole.facets.stars.map(({ count }) => count)).size).toBeGreaterThan(2)
  })

  test('a facet ignores its own filter and heeds the others', async () => {
    const chosen = await search({ cityId: lisbon, stars: [4], boards: ['BREAKFAST'], amenities: ['POOL'] })
    for (const { stars, count } of chosen.facets.stars)
      expect(
        (await search({ cityId: lisbon, stars: [stars], boards: ['BREAKFAST'], amenities: ['POOL'] })).totalCount,
      ).toBe(count)
    for (const { board, count } of chosen.facets.boards)
      expect((await search({ cityId: lisbon, stars: [4], boards: [board], amenities: ['POOL'] })).totalCount).toBe(
        count,
      )
    for (const { amenity, count } of chosen.facets.amenities)
      expect(
        (await search({ cityId: lisbon, stars: [4], boards: ['BREAKFAST'], amenities: [amenity] })).totalCount,
      ).toBe(count)
  })

  test('the offer shown is the cheapest that fits the filters, not the hotel’s cheapest', async () => {
    const plain = new Map((await all()).map(({ hotel, offer }) => [hotel.id, offer.total.amount]))
    const { edges } = await search({ cityId: lisbon, boards: ['BREAKFAST'], freeCancellation: true })
    for (const { node } of edges) {
      expect(node.offer.board).toBe('BREAKFAST')
      expect(new Date(node.offer.cancellation.freeUntil ?? 0).getTime()).toBeGreaterThan(testNow.getTime())
      expect(node.offer.total.amount).toBeGreaterThanOrEqual(plain.get(node.hotel.id) ?? Infinity)
    }
    expect(edges.some(({ node }) => node.offer.total.amount > (plain.get(node.hotel.id) ?? 0))).toBe(true)
  })

  test('a price limit counts the whole total, taxes included, in the currency asked for', async () => {
    const sums = (await all()).map(({ offer }) => offer.total.amount).toSorted((a, b) => a - b)
    const priceTo = sums[Math.floor(sums.length / 2)] ?? 0
    const under = await search({ cityId: lisbon, priceTo })
    expect(under.totalCount).toBe(sums.filter((sum) => sum <= priceTo).length)
    expect(under.facets.price).toMatchObject({ lowest: { amount: sums[0] }, highest: { amount: sums.at(-1) } })
    const inDollars = await search({ cityId: lisbon, priceTo: 40_000, currency: 'USD' })
    expect(inDollars.totalCount).toBe(sums.filter((sum) => Math.round(sum * 1.158) <= 40_000).length)
  })

  test('least and most price hold the hotel’s cheapest fitting total between them, in the currency asked for', async () => {
    const sums = (await all()).map(({ offer }) => offer.total.amount).toSorted((a, b) => a - b)
    const [priceFrom, priceTo] = [sums[Math.floor(sums.length / 4)] ?? 0, sums[Math.floor(sums.length / 2)] ?? 0]
    const between = await search({ cityId: lisbon, priceFrom, priceTo })
    expect(between.totalCount).toBe(sums.filter((sum) => sum >= priceFrom && sum <= priceTo).length)
    for (const { node } of between.edges) expect(node.offer.total.amount).toBeGreaterThanOrEqual(priceFrom)
    expect(between.facets.price).toMatchObject({ lowest: { amount: sums[0] }, highest: { amount: sums.at(-1) } })
    for (const { board, count } of between.facets.boards)
      expect((await search({ cityId: lisbon, priceFrom, priceTo, boards: [board] })).totalCount).toBe(count)
    const inDollars = await search({ cityId: lisbon, priceFrom: 40_000, currency: 'USD' })
    expect(inDollars.totalCount).toBe(sums.filter((sum) => Math.round(sum * 1.158) >= 40_000).length)
  })

  test('a least guest rating keeps those rated so or better, and its facet tells how many each would', async () => {
    const rated = (await all()).map(({ hotel }) => hotel.guestRating?.score ?? 0)
    const found = await search({ cityId: lisbon, guestRatingFrom: 8.3 })
    expect(found.totalCount).toBe(rated.filter((score) => score >= 8.3).length)
    expect(found.facets.guestRatings).toEqual(
      [9, 8, 7, 6].map((from) => ({ from, count: rated.filter((score) => score >= from).length })),
    )
    expect(found.totalCount).toBeLessThan(rated.length)
    expect((await searchOf(catalogue).refusal({ cityId: lisbon, guestRatingFrom: 11 })).message).toBe(
      'guestRatingFrom is 0 to 10.',
    )
    expect((await searchOf(catalogue).refusal({ cityId: lisbon, priceFrom: 2, priceTo: 1 })).message).toBe(
      'priceFrom must not be more than priceTo.',
    )
  })

  test('a name is found by a part of it, accents and case ignored', async () => {
    const named = (await all()).find(({ hotel }) => /[áéíóúãõç]/i.test(hotel.name))?.hotel.name ?? ''
    const part = named.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().slice(1)
    const { edges } = await search({ cityId: lisbon, name: part })
    expect(edges.map(({ node }) => node.hotel.name)).toContain(named)
    expect(edges.length).toBeLessThan(10)
  })
})
