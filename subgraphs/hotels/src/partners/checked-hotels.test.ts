import fc from 'fast-check'
import { expect, test } from 'vitest'

import { soundHotels } from './checked-hotels.ts'
import type { PartnerHotelRate } from './partner-supply.ts'

const asked = {
  stay: { checkIn: '2027-06-10', checkOut: '2027-06-12' },
  rooms: [{ adults: 2, childAges: [] }],
  currency: 'EUR',
}
const roomType = { id: '1', name: 'Double room', allotment: 0 }
const rateOf = (id: string, total = 10_000): PartnerHotelRate => ({
  hotel: {
    id: `p-bank-${id}`,
    supplier: { code: 'bank', name: 'The bank', hotelId: id },
    name: 'Quillon',
    stars: 3,
    description: 'A house.',
    address: { line: '1 Mill Lane', city: 'Rome', region: null, postalCode: '00100', country: 'IT' },
    latitude: 41.9,
    longitude: 12.5,
    phone: null,
    amenities: ['WIFI'],
    guestRating: { score: 8.1, count: 12 },
    checkInFrom: null,
    checkOutUntil: null,
    photoUrl: null,
  },
  offers: [
    {
      supplier: { code: 'bank', name: 'The bank', offerId: `o-${id}` },
      roomType,
      ratePlan: { id: null, name: 'Flexible', refundable: true },
      board: 'BREAKFAST',
      stay: asked.stay,
      rooms: [{ adults: 2, childAges: [], roomType, total, payNow: total - 400 }],
      currency: 'EUR',
      nights: [
        { date: '2027-06-10', price: total - 5_400 },
        { date: '2027-06-11', price: 5_000 },
      ],
      taxes: [{ code: 'city', name: 'City tax', amount: 400, included: false, payAtHotel: true, rateBps: null }],
      total,
      payNow: total - 400,
      cancellation: { freeUntil: '2027-06-01T10:00:00Z', tiers: [{ from: '2027-06-01T10:00:00Z', fee: 100 }] },
    },
  ],
})
const sound = (answered: readonly unknown[], atMost = 100) =>
  soundHotels('bank', answered as PartnerHotelRate[], asked, atMost)

test('what is sound comes through as it is, each hotel once, at its lowest price', () => {
  const [dear, cheap, other] = [rateOf('1', 20_000), rateOf('1', 15_000), rateOf('2')]
  expect(sound([dear, cheap, dear, other])).toEqual({ hotels: [cheap, other], unsound: 0, beyond: 0 })
})

test('what is beyond the most is counted, and not looked at', () => {
  expect(sound([rateOf('1'), rateOf('2'), rateOf('3'), null], 2)).toMatchObject({ unsound: 0, beyond: 2 })
})

const one = rateOf('1')
const [made] = one.offers
/** With a second offer that is written otherwise. */
const withOffer = (change: object) => ({ ...one, offers: [made, { ...made, ...change }] })
test.each<[string, unknown]>([
  ['a name that no database takes', { ...one, hotel: { ...one.hotel, name: 'Qui\0llon' } }],
  ['more ratings than people', { ...one, hotel: { ...one.hotel, guestRating: { score: 8, count: 2 ** 40 } } }],
  [
    'a country of four letters',
    { ...one, hotel: { ...one.hotel, address: { ...one.hotel.address, country: 'ITAL' } } },
  ],
  ['a place off the globe', { ...one, hotel: { ...one.hotel, latitude: 91 } }],
  ['another partner’s hotel', { ...one, hotel: { ...one.hotel, id: 'p-other-1' } }],
  ['an own hotel', { ...one, hotel: { ...one.hotel, id: 'h1' } }],
  ['half a cent', rateOf('1', 10_000.5)],
  ['a price that is none', rateOf('1', Number.NaN)],
  ['a price beyond what can be held', rateOf('1', 2 ** 53)],
  ['rooms that do not make the total', withOffer({ total: 10_001 })],
  ['nights that do not make the total', withOffer({ nights: made.nights.slice(1) })],
  ['another currency', withOffer({ currency: 'USD' })],
  ['other nights', withOffer({ stay: { checkIn: '2027-06-10', checkOut: '2027-06-13' } })],
  ['a board nobody knows', withOffer({ board: 'BRUNCH' })],
  ['no terms', withOffer({ cancellation: null })],
  ['nothing to sell', { ...one, offers: [] }],
  ['more kinds than there are', { ...one, offers: Array.from({ length: 40 }, () => made) }],
  ['nothing', null],
])('%s is left out and counted, the others stay', (_, bad) => {
  const other = rateOf('2')
  expect(sound([bad, other])).toEqual({ hotels: [other], unsound: 1, beyond: 0 })
})

test('whatever a field is replaced by, nothing is thrown, and what comes through adds up', () => {
  const paths = fc.constantFrom(...pathsOf(one))
  fc.assert(
    fc.property(paths, fc.anything(), (path, value) => {
      const { hotels, unsound } = sound([replaced(one, path, value)])
      expect(hotels.length + unsound).toBe(1)
      for (const offer of hotels.flatMap(({ offers }) => offers)) {
        expect(Number.isSafeInteger(offer.total)).toBe(true)
        expect(offer.rooms.reduce((sum, room) => sum + (room.total ?? 0), 0)).toBe(offer.total)
      }
    }),
    { numRuns: 500 },
  )
})

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function replaced(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(whole)) return whole.map((inner, at) => (String(at) === key ? replaced(inner, rest, value) : inner))
  return { ...(whole as object), [key]: replaced((whole as Record<string, unknown>)[key], rest, value) }
}
