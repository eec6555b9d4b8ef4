import fs from 'node:fs'

import postgres from 'postgres'
import { z } from 'zod'

import { createDice, type Dice } from '../dice.ts'
import { dateIn } from '../search/questions.ts'

const manifest = z.object({ operations: z.array(z.object({ id: z.string(), name: z.string(), body: z.string() })) })

/** The search page's own operation, as the site registers it: what its list is asked by. */
export const searchPage = (() => {
  const file = new URL('../../../gateway/operations/site.json', import.meta.url)
  const { operations } = manifest.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const found = operations.find(({ name }) => name === 'SearchHotels')
  if (!found) throw new Error('the site registers no operation SearchHotels')
  return found
})()

/** As the site sends it: the hash alone. */
export const asked = (variables: object): string =>
  JSON.stringify({
    operationName: searchPage.name,
    variables,
    extensions: { persistedQuery: { version: 1, sha256Hash: searchPage.id } },
  })

/** Cities by how many hotels they have, the largest first: where most guests look. */
export const citiesOf = async (databaseUrl: string, most = 40): Promise<[number, ...number[]]> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    const cities = await sql<{ id: number }[]>`
      select id from city where hotel_count > 0 order by hotel_count desc, id limit ${most}`
    const [first, ...rest] = cities.map(({ id }) => id)
    if (first === undefined) throw new Error('the catalogue has no city')
    return [first, ...rest]
  } finally {
    await sql.end()
  }
}

const rooms = {
  couple: [{ adults: 2 }],
  alone: [{ adults: 1 }],
  family: [{ adults: 2, childAges: [4, 9] }],
  friends: [{ adults: 2 }, { adults: 2 }],
}
const filters: Record<string, (dice: Dice) => object> = {
  none: () => ({}),
  stars: () => ({ stars: [4, 5] }),
  free: () => ({ freeCancellation: true }),
  breakfast: () => ({ boards: ['BREAKFAST'] }),
  rated: (dice) => ({ guestRatingFrom: dice.whole(6, 8) }),
}

/** A guest's search: the place, the nights, for whom, in which currency and order, sometimes with a filter. */
export const search = (cities: readonly [number, ...number[]], dice: Dice): object => {
  // The nth city is looked for an nth as often as the first.
  const city = cities[Math.floor(cities.length ** dice.roll()) - 1] ?? cities[0]
  const arrival = dice.whole(3, 120)
  const nights = Number(dice.weighted({ 1: 2, 2: 4, 3: 4, 4: 2, 5: 1, 7: 2, 10: 0.5 }))
  return {
    where: {
      cityId: `c${city}`,
      stay: { checkIn: dateIn(arrival), checkOut: dateIn(arrival + nights) },
      rooms: rooms[dice.weighted({ couple: 6, alone: 2, family: 2, friends: 1 })],
      currency: dice.weighted({ EUR: 5, USD: 3, GBP: 2 }),
      ...filters[dice.weighted({ none: 14, stars: 2, free: 2, breakfast: 1, rated: 1 })]?.(dice),
    },
    sort: dice.weighted({ RECOMMENDED: 7, PRICE: 3, DISTANCE: 1 }),
    first: 20,
    partnersWithinMs: 800,
  }
}

/** So many searches, always the same under a seed. */
export const searches = (cities: readonly [number, ...number[]], count: number, seed: number): object[] => {
  const dice = createDice(seed)
  return Array.from({ length: count }, () => search(cities, dice))
}
