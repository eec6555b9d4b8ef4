import { beforeAll, expect, test } from 'vitest'

import { createContext } from '../context.ts'
import { lisbon, munich, smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { keepSearches, type KeptSearches } from './kept-searches.ts'
import { searchHotels } from './search-hotels.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})

const monthly = ['2026-12-05', '2027-01-05', '2027-03-05', '2027-06-05', '2027-09-05', '2027-11-05']

/** Searches one place after another, and tells how many of these months it has at hand afterwards. */
async function monthsAtHand(kept: KeptSearches, searches: readonly (readonly [city: string, checkIn: string])[]) {
  const context = createContext({ ...catalogue, kept }, { kind: 'anonymous' }, testNow)
  for (const [cityId, checkIn] of searches) {
    const stay = { checkIn, checkOut: checkIn.replace(/05$/, '06') }
    await searchHotels(
      { where: { cityId, stay, rooms: [{ adults: 2 }] }, sort: 'PRICE', first: 1, after: null },
      context,
    )
  }
  await kept.ahead.idle()
  const town = await catalogue.shelves.townWith(Number(lisbon.slice(1)), testNow.getTime())
  if (!town) throw new Error('there is no such town')
  return monthly.filter((checkIn) =>
    kept.nights.atHand([town], { checkIn, checkOut: checkIn.replace(/05$/, '07') }, testNow.getTime()),
  ).length
}

test('whoever asked for two months finds the rest of the year read', async () => {
  const kept = keepSearches(catalogue.sql)
  const searches = [
    [lisbon, '2027-01-05'],
    [lisbon, '2027-03-05'],
  ] as const
  expect(await monthsAtHand(kept, searches)).toBe(monthly.length)
})

test('nothing is read for one month, for two places, or where it would make others leave', async () => {
  const one = [[lisbon, '2027-01-05']] as const
  expect(await monthsAtHand(keepSearches(catalogue.sql), one)).toBe(1)
  expect(await monthsAtHand(keepSearches(catalogue.sql), [...one, [munich, '2027-03-05']])).toBe(1)
  const narrow = keepSearches(catalogue.sql, { atMostBytes: 4_000 })
  expect(await monthsAtHand(narrow, [...one, [lisbon, '2027-03-05']])).toBeLessThan(3)
})
