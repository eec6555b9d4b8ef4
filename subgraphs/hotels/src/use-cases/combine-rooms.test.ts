import { beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { recomputeRooms } from '../testing/recomputed.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue({ hotels: 60 })
})

const query = /* GraphQL */ `
  query ($id: ID!, $stay: StayInput!, $rooms: [RoomChoiceInput!]!, $ratePlanId: ID) {
    hotel(id: $id) {
      roomTypes { id name maxAdults maxGuests }
      offers(stay: $stay, rooms: [{ adults: 2 }]) { roomType { id } ratePlan { id } total { amount } }
      offer(stay: $stay, rooms: $rooms, ratePlanId: $ratePlanId) {
        __typename
        ... on NotOffered { reason message }
        ... on Offer {
          id roomName roomCount roomsLeft roomType { id } ratePlan { id }
          total { amount } payNow { amount } nights { price { amount } } taxes { amount { amount } }
          rooms { name roomType { id } adults childAges total { amount } payNow { amount } }
        }
      }
    }
  }
` // prettier-ignore
type Sum = { amount: number }
type Told = {
  __typename: 'Offer'
  id: string
  roomName: string
  roomCount: number
  roomsLeft: number
  roomType: { id: string } | null
  ratePlan: { id: string }
  total: Sum
  payNow: Sum
  nights: { price: Sum }[]
  rooms: { name: string; roomType: { id: string }; adults: number; childAges: number[]; total: Sum; payNow: Sum }[]
}
type Answer = {
  hotel: {
    roomTypes: { id: string; name: string; maxAdults: number; maxGuests: number }[]
    offers: { roomType: { id: string }; ratePlan: { id: string }; total: Sum }[]
    offer: Told | { __typename: 'NotOffered'; reason: string; message: string }
  }
}
const stay = { checkIn: '2027-06-11', checkOut: '2027-06-13' }
const dates = ['2027-06-11', '2027-06-12']
type Choice = { roomTypeId: string; adults: number; childAges?: number[] }
const ask = async (id: string, rooms: Choice[], ratePlanId: string | null = null, when: object = stay) =>
  (await catalogue.ask<Answer>(query, { id, stay: when, rooms, ratePlanId })).data.hotel
const combined = async (...asked: Parameters<typeof ask>) => {
  const { offer } = await ask(...asked)
  if (offer.__typename !== 'Offer') throw new Error(offer.message)
  return offer
}
const number = (key: string) => Number(key.replace(/\D/g, ''))
const sum = (amounts: number[]) => amounts.reduce((whole, amount) => whole + amount, 0)

/** A hotel with at least two kinds of room that hold a couple, and these kinds. */
async function hotelOfTwoKinds(from = 1): Promise<{ id: string; kinds: string[] }> {
  const { roomTypes } = await ask(`h${from}`, [{ roomTypeId: 'r0', adults: 1 }])
  const kinds = roomTypes.filter(({ maxAdults }) => maxAdults >= 2).map(({ id }) => id)
  return kinds.length >= 2 ? { id: `h${from}`, kinds } : hotelOfTwoKinds(from + 1)
}

test('rooms of several kinds are one offer, at the price worked out apart, whose parts make the whole', async () => {
  for (let from = 1; from <= 40; from += 8) {
    const { id, kinds } = await hotelOfTwoKinds(from)
    const [one = '', other = ''] = kinds
    const rooms = [
      { roomTypeId: one, adults: 2 },
      { roomTypeId: other, adults: 1, childAges: [6] },
      { roomTypeId: one, adults: 1, childAges: [] },
    ]
    const offer = await combined(id, rooms)
    const apart = await recomputeRooms(
      catalogue.sql,
      number(id),
      dates,
      rooms.map(({ roomTypeId, adults, childAges = [] }) => ({
        roomTypeId: number(roomTypeId),
        guests: { adults, childAges },
      })),
      number(offer.ratePlan.id),
    )
    expect({ total: offer.total.amount, nights: offer.nights.map(({ price }) => price.amount) }).toEqual({
      total: apart.total,
      nights: apart.nights,
    })
    expect(sum(offer.rooms.map(({ total }) => total.amount))).toBe(offer.total.amount)
    expect(sum(offer.rooms.map(({ payNow }) => payNow.amount))).toBe(offer.payNow.amount)
    expect(offer.rooms.map(({ roomType }) => roomType.id)).toEqual([one, other, one])
    expect(offer).toMatchObject({ roomCount: 3, roomType: null })
    expect(offer.roomName).toMatch(/^2 × .+ \+ 1 × .+$/)
  }
})

test('the token says of each room what it is and what its part is', async () => {
  const { id, kinds } = await hotelOfTwoKinds()
  const offer = await combined(
    id,
    kinds.slice(0, 2).map((roomTypeId) => ({ roomTypeId, adults: 2 })),
  )
  const { rooms } = offerClaims.parse(JSON.parse(Buffer.from(offer.id.split('.')[1] ?? '', 'base64url').toString()))
  expect(rooms).toMatchObject(
    offer.rooms.map(({ name, roomType, total, payNow }) => ({
      roomType: { id: roomType.id, name, allotment: expect.any(Number) },
      total: total.amount,
      payNow: payNow.amount,
    })),
  )
})

test('rooms of one kind cost what the hotel offers them for; without a plan the cheapest is taken', async () => {
  const { id, kinds } = await hotelOfTwoKinds()
  const [roomTypeId = ''] = kinds
  const { offers } = await ask(id, [{ roomTypeId, adults: 2 }])
  const same = offers.filter(({ roomType }) => roomType.id === roomTypeId)
  expect(same.length).toBeGreaterThan(1)
  for (const { ratePlan, total } of same)
    expect((await combined(id, [{ roomTypeId, adults: 2 }], ratePlan.id)).total).toEqual(total)
  expect((await combined(id, [{ roomTypeId, adults: 2 }])).total).toEqual(same[0]?.total)
})

test('what cannot be had is said in a sentence: sold out by the scarcest kind, too many guests, no such room or plan', async () => {
  const { id, kinds } = await hotelOfTwoKinds(30)
  const [one = '', other = ''] = kinds
  const couple = [one, other].map((roomTypeId) => ({ roomTypeId, adults: 2 }))
  await tellAvailability({ roomTypeId: other, revision: 1, nights: [{ night: '2027-06-12', left: 1 }] }, catalogue)
  expect((await combined(id, couple)).roomsLeft).toBe(1)
  const reason = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).offer
  expect(await reason(id, [...couple, { roomTypeId: other, adults: 1 }])).toMatchObject({
    reason: 'SOLD_OUT',
    message: expect.stringContaining('1 are left'),
  })
  expect(await reason(id, [{ roomTypeId: one, adults: 12 }])).toMatchObject({ reason: 'TOO_MANY_GUESTS' })
  expect(await reason(id, [{ roomTypeId: 'r1', adults: 2 }])).toMatchObject({ reason: 'NO_SUCH_ROOM' })
  expect(await reason(id, couple, 'rp1')).toMatchObject({ reason: 'PLAN_NOT_SOLD' })
})
