import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { book, booking, findCity, ownOffer, readReservation, searchCity } from './booking.ts'
import { dataFolder, graph, inDays } from './graph.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const password = 'a meadow at four in the morning'

/** `npm run hotel-staff -- ...`, as the operator types it. */
const operator = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['local/src/main.ts', 'hotel-staff', ...words], {
    cwd: root,
    env: { ...process.env, STAYGRAPH_DATA: dataFolder },
  }).catch((error: { stdout: string; stderr: string }) => error)

type Session = { accessToken: string }
const session = '__typename ... on Session { accessToken } ... on Refusal { message }'
const register = async (email: string) =>
  (
    await graph<{ register: Session }>(`mutation ($input: RegisterInput!) { register(input: $input) { ${session} } }`, {
      input: { email, password, givenName: 'Grace', familyName: 'Hopper' },
    })
  ).register
const signIn = async (email: string) =>
  (
    await graph<{ signIn: Session }>(`mutation ($input: SignInInput!) { signIn(input: $input) { ${session} } }`, {
      input: { email, password },
    })
  ).signIn
const as = ({ accessToken }: Session) => ({ authorization: `Bearer ${accessToken}` })

type Answer = {
  __typename: string
  status?: string
  nights?: { left: number }[]
  rooms?: { room: { number: string } }[]
}
const nightsLeft = '... on DeskNights { nights { left } }'
const wanted: Record<string, string> = {
  closeNights: nightsLeft,
  openNights: nightsLeft,
  checkIn: '... on DeskReservation { status rooms { room { number } } }',
}
const say = async (name: string, type: string, input: object, headers: Record<string, string>): Promise<Answer> => {
  const answer = await graph<Record<string, Answer>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Refusal { message } ${wanted[name] ?? ''} } }`,
    { input },
    headers,
  )
  return answer[name] as Answer
}

test('the staff of a hotel: named by the operator, they close nights, set rates and welcome guests; nobody else does', async () => {
  const { hotel, offer } = await ownOffer(55)
  const manager = `${randomUUID()}@example.com`
  const before = await register(manager)
  expect((await operator('add', hotel.id, manager)).stdout).toContain(`MANAGER  ${manager}`)
  expect((await operator('list', hotel.id)).stdout).toContain(manager)
  const staff = as(await signIn(manager))

  // Whose token says nothing yet is a stranger, until they sign in again.
  const desk = '{ hotelDesk(hotelId: "HOTEL") { __typename ... on HotelDesk { roomTypes { id } } } }'.replace(
    'HOTEL',
    hotel.id,
  )
  type Desk = { hotelDesk: { __typename: string; roomTypes: { id: string }[] } }
  expect((await graph<Desk>(desk, {}, as(before))).hotelDesk.__typename).toBe('NotHotelStaff')
  expect((await graph<Desk>(desk)).hotelDesk.__typename).toBe('NotHotelStaff')
  const { roomTypes } = (await graph<Desk>(desk, {}, staff)).hotelDesk
  expect(roomTypes.length).toBeGreaterThan(0)

  // Closed nights leave the search within a moment, and come back.
  const [munich] = await findCity('Munich')
  const listed = async (arrival: number) =>
    (await searchCity(munich!.id, arrival, 100)).edges.find(({ node }) => node.hotel.id === hotel.id)?.node.offer
  const nights = (roomTypeId: string) => ({ hotelId: hotel.id, roomTypeId, from: inDays(55), to: inDays(57) })
  for (const { id } of roomTypes)
    expect(await say('closeNights', 'NightsInput', nights(id), staff)).toMatchObject({
      nights: [{ left: 0 }, { left: 0 }],
    })
  await expect.poll(() => listed(55), { timeout: 10_000 }).toBeUndefined()
  for (const { id } of roomTypes) await say('openNights', 'NightsInput', nights(id), staff)
  await expect.poll(async () => (await listed(55))?.total, { timeout: 10_000 }).toEqual(offer.total)

  // A rate is in the search within a second; the offer in hand keeps its price.
  const held = await listed(55)
  const setRates = async (rate: object) => {
    for (const { id: roomTypeId } of roomTypes) {
      const answer = await graph<{ setRates: { __typename: string } }>(
        'mutation ($input: SetRatesInput!) { setRates(input: $input) { __typename } }',
        { input: { roomTypeId, from: inDays(55), to: inDays(57), rate } },
        staff,
      )
      expect(answer.setRates.__typename).toBe('HotelRates')
    }
  }
  // What staff read of rates is kept for them, and ends with a change: the next query tells it.
  const rateOf = async () => {
    const { hotelRates } = await graph<{ hotelRates: { nights: { price: { amount: number } }[] } }>(
      `query ($id: ID!, $from: Date!, $to: Date!) {
        hotelRates(roomTypeId: $id, from: $from, to: $to) { ... on HotelRates { nights { price { amount } } } } }`,
      { id: roomTypes[0]?.id, from: inDays(55), to: inDays(57) },
      staff,
    )
    return hotelRates.nights[0]?.price.amount ?? 0
  }
  const standard = await rateOf()
  expect(await rateOf()).toBe(standard)
  await setRates({ ofStandardBps: 20_000 })
  expect(await rateOf()).toBeGreaterThan(1.9 * standard)
  await expect
    .poll(async () => (await listed(55))?.total.amount ?? 0, { timeout: 10_000, interval: 200 })
    .toBeGreaterThan(offer.total.amount)
  const booked = await book(booking(held?.id ?? ''))
  expect(booked).toMatchObject({ status: 'CONFIRMED', total: offer.total })
  await setRates({ standard: true }) // for the journeys after this one

  // A guest of today arrives.
  const today = await bookedFor(hotel.id, staff)
  const doors = { hotelId: hotel.id, roomTypeId: today.roomTypeId, rooms: [{ number: '101', floor: '1' }] }
  await say('registerRooms', 'RegisterRoomsInput', doors, staff)
  const arrived = await say('checkIn', 'CheckInInput', { reservationId: today.id }, staff)
  expect(arrived).toMatchObject({ status: 'CHECKED_IN', rooms: [{ room: { number: '101' } }] })
  const read = await readReservation(today.reference)
  expect(read).toMatchObject({ status: 'CHECKED_IN' })
  expect(read?.timeline.at(-1)?.text).toBe('You arrived. Your room: 101.')
  const stranger = as(await register(`${randomUUID()}@example.com`))
  expect(await say('checkIn', 'CheckInInput', { reservationId: today.id }, stranger)).toMatchObject({
    __typename: 'NotHotelStaff',
  })
}, 120_000)

/** A stay of that hotel that begins on its own today. */
async function bookedFor(hotelId: string, staff: Record<string, string>) {
  type Desk = { hotelDesk: { today: string } }
  const { hotelDesk } = await graph<Desk>(
    `{ hotelDesk(hotelId: "${hotelId}") { ... on HotelDesk { today } } }`,
    {},
    staff,
  )
  const checkOut = new Date(Date.parse(hotelDesk.today) + 86_400_000).toISOString().slice(0, 10)
  type Offers = { hotel: { offers: { id: string; roomType: { id: string } }[] } }
  const { hotel } = await graph<Offers>(
    'query ($id: ID!, $stay: StayInput!) { hotel(id: $id) { offers(stay: $stay, rooms: [{ adults: 2 }]) { id roomType { id } } } }',
    { id: hotelId, stay: { checkIn: hotelDesk.today, checkOut } },
  )
  const [offer] = hotel.offers
  const { id = '', reference = '' } = await book(booking(offer?.id ?? ''))
  return { id, reference, roomTypeId: offer?.roomType.id ?? '' }
}
