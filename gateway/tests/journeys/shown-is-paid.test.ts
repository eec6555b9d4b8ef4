import { expect, test } from 'vitest'

import { book, booking, findCity, type Found } from './booking.ts'
import { graph, inDays } from './graph.ts'

// A hotel that is shown can be booked, at the price shown: some random results of random searches here, as many as you
// like with BOOKED_RESULTS=1000. SEED gives the same again (the nights of the same days, as long as nobody books them).

const wanted = Number(process.env['BOOKED_RESULTS'] ?? 8)
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** A small generator with a seed. */
function dice(state: number) {
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(roll() * (to - from + 1))
  const pick = <One>(of: readonly One[]): One => of[whole(0, of.length - 1)]!
  return { whole, pick }
}

const search = async (where: object, sort: string, first = 20): Promise<Found[]> => {
  const { searchHotels } = await graph<{ searchHotels: { edges: { node: Found }[] } }>(
    `query ($where: HotelSearchInput!, $sort: HotelSort!, $first: Int!) {
      searchHotels(where: $where, sort: $sort, first: $first) {
        edges { node { hotel { id name source } offer { id total { amount currency } payNow { amount currency } roomsLeft } } }
      }
    }`,
    { where, sort, first },
  )
  return searchHotels.edges.map(({ node }) => node)
}

test(
  `random results of random searches are booked at exactly the price they were shown with (SEED=${seed})`,
  { timeout: 30_000 + 5_000 * wanted },
  async () => {
    const { whole, pick } = dice(seed)
    const places = await Promise.all(['Munich', 'Lisbon', 'Paris', 'London', 'Rome', 'Tokyo', 'New York'].map(findCity))
    const cities = places.map(([first]) => first!.id)
    const child = () => whole(0, 17)
    const room = () => ({ adults: pick([1, 2, 2, 2, 3]), childAges: pick([[], [], [child()], [child(), child()]]) })
    const wrong: unknown[] = []
    let [booked, own, several] = [0, 0, 0]
    for (let tried = 0; (booked < wanted || own === 0) && tried < 10 * wanted; tried += 1) {
      const [arrival, nights] = [whole(3, 330), pick([1, 2, 2, 3, 3, 4, 7, 12])]
      const rooms = pick([[room()], [room()], [room()], [room(), room()]])
      const stay = { checkIn: inDays(arrival), checkOut: inDays(arrival + nights) }
      const where = {
        cityId: pick(cities),
        stay,
        rooms,
        ...pick([{}, {}, { freeCancellation: true }, { currency: 'USD' }]),
      }
      const found = await search(
        where,
        pick(['PRICE', 'RECOMMENDED', 'DISTANCE', 'STARS', 'GUEST_RATING']),
        pick([20, 100]),
      )
      if (found.length === 0) continue // nobody in that town has room for so many
      const ours = found.filter(({ hotel }) => hotel.source === 'OWN')
      const { hotel, offer } = pick(pick([found, ours.length > 0 ? ours : found]))
      const answer = await book(booking(offer.id))
      booked += 1
      if (hotel.source === 'OWN') own += 1
      if (rooms.length > 1) several += 1
      const { __typename, message, status, total, payment } = answer
      const told = JSON.stringify({ __typename, status, total, paid: payment?.amount })
      const shown = { __typename: 'Reservation', status: 'CONFIRMED', total: offer.total, paid: offer.payNow }
      if (told !== JSON.stringify(shown)) wrong.push({ where, hotel, shown, told, message })
    }
    if (wanted > 100) console.log(`${booked} booked: ${own} of our own, ${several} of several rooms, ${wrong.length} otherwise`) // prettier-ignore
    expect(wrong).toEqual([])
    expect(booked).toBeGreaterThanOrEqual(wanted)
    expect(own).toBeGreaterThan(0)
  },
)

test('a result that is out of date leads to RoomTaken, whoever looks again sees no such room, and no other price is taken', async () => {
  const [munich] = await findCity('Munich')
  const where = {
    cityId: munich!.id,
    stay: { checkIn: inDays(203), checkOut: inDays(206) }, // nights that no other journey books
    rooms: [{ adults: 2, childAges: [] }],
  }
  const shown = (await search(where, 'PRICE', 100)).filter(({ hotel }) => hotel.source === 'OWN')
  const stale = shown.toSorted((a, b) => a.offer.roomsLeft - b.offer.roomsLeft)[0]
  if (!stale) throw new Error('no hotel of our own is free in Munich')
  // Others book all of these rooms, each with what a search shows them.
  for (let left = stale.offer.roomsLeft; left > 0; left -= 1)
    expect(await book(booking(stale.offer.id))).toMatchObject({ status: 'CONFIRMED', total: stale.offer.total })
  const late = await book(booking(stale.offer.id))
  expect(late.__typename).toBe('RoomTaken')
  expect(late).not.toHaveProperty('payment')
  // Search hears of it by an event, a moment later; what it then shows of the hotel is another room, at its own price.
  const again = async () => (await search(where, 'PRICE', 100)).find(({ hotel }) => hotel.id === stale.hotel.id)
  await expect
    .poll(async () => JSON.stringify((await again())?.offer.total), { timeout: 15_000 })
    .not.toBe(JSON.stringify(stale.offer.total))
  const other = await again()
  const next = other && (await book(booking(other.offer.id)))
  expect(next?.total).toEqual(other?.offer.total)
})
