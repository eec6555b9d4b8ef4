import { expect, test } from 'vitest'

import { book, type Booked, booking, type Booking, type Found, searchCity } from '../journeys/booking.ts'
import { urls } from '../journeys/graph.ts'
import { during, everyoneLives, goesWrong, invariantsHold, well } from './faults.ts'
import { atBank, bookAndSee, bookingWorks, chargedOnce, comesTo, timed } from './scenes.ts'

everyoneLives()
const searching = ['hotels', 'partner'] as const
const asking = ['reservations', 'partner'] as const
const booked = { when: 'POST /v3.0/rates/book' }
const munich = 'c2867714'
const authorised = { intents: 1, charges: 0 }

let arrival = 340
/** A booking of a partner's hotel, and all that the search for it found. */
async function partnerBooking(): Promise<Booking> {
  arrival += 2
  let found: Found | undefined
  await expect
    .poll(
      async () => {
        const { edges } = await searchCity(munich, arrival, 100)
        found = edges.find(({ node }) => node.hotel.id.startsWith('p-liteapi-'))?.node
        return found
      },
      { timeout: 30_000, interval: 500, message: 'the partner has rooms' },
    )
    .toBeDefined()
  return booking(found!.offer.id)
}

/** The partner's own record of a reservation of ours. */
async function atPartner(id: string): Promise<string[]> {
  type Theirs = { data: { clientReference: string; status: string }[] }
  const { data } = (await (await fetch(`${urls['partner']}/_sandbox/bookings`)).json()) as Theirs
  return data.filter(({ clientReference }) => clientReference === id).map(({ status }) => status)
}

async function ownHotelsAreFound(statuses: string[]) {
  arrival += 2 // a stay that nobody asked for: what the partner said of another a minute ago is still given
  const [{ edges, partners }, ms] = await timed(() => searchCity(munich, arrival, 100))
  expect(edges.some(({ node }) => node.hotel.source === 'OWN')).toBe(true)
  expect(statuses).toContain(partners[0]?.status)
  expect(ms).toBeLessThan(5_000)
}

const paidAndBookedOnce = async ({ id }: Booked) =>
  expect({ bank: await atBank(id!), partner: await atPartner(id!) }).toEqual({
    bank: chargedOnce,
    partner: ['CONFIRMED'],
  })

test('partner, slow: search lists without it and says so; a booking is pending, the sum set aside and not taken', async () => {
  const input = await partnerBooking()
  await during(searching, { kind: 'latency', ms: 20_000 }, () => ownHotelsAreFound(['TIMEOUT', 'PARTIAL']))
  await goesWrong(asking, { kind: 'latency', ms: 60_000, ...booked })
  const { seen, booked: pending } = await bookAndSee(input)
  expect(seen).toMatch(/^(PARTNER_UNKNOWN|CONFIRMING)$/)
  expect(await atBank(pending!.id!)).toEqual(authorised)
  await well()
  await comesTo('CONFIRMED', pending!)
  await paidAndBookedOnce(pending!)
})

test('partner, down: search lists our own hotels; a booking says to try again, and what was set aside is let go', async () => {
  const input = await partnerBooking()
  await during(searching, { kind: 'refuse' }, () => ownHotelsAreFound(['DOWN']))
  const { seen } = await during(asking, { kind: 'refuse' }, () => bookAndSee(input))
  expect(seen).toBe('TryAgainLater')
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold(['I3', 'I4'])
})

test('partner, dies: cut after it booked, before it said so: found by our reference, and taken once', async () => {
  const input = await partnerBooking()
  const answer = await during(asking, { kind: 'drop reply', ...booked, times: 1 }, () => book(input))
  expect(answer.__typename).toBe('Reservation')
  await comesTo('CONFIRMED', answer)
  await paidAndBookedOnce(answer)
  await invariantsHold(['I3'])
})

test('partner, garbage: search goes on without it; a booking that it garbles is looked for by our reference', async () => {
  const input = await partnerBooking()
  const html = { type: 'text/html', body: '<html>sorry</html>' }
  await during(searching, { kind: 'garbage', http: html }, () => ownHotelsAreFound(['INVALID_ANSWER', 'DOWN']))
  const garbled = { kind: 'garbage', reached: true, http: { body: '{"data":{"bookingId":7}}' }, ...booked } as const
  const answer = await during(asking, garbled, () => book(input))
  expect(answer.__typename).toBe('Reservation')
  await comesTo('CONFIRMED', answer)
  await paidAndBookedOnce(answer)
})

test('partner, twice: a booking that arrives twice is one booking there, by our reference', async () => {
  const input = await partnerBooking()
  const answer = await during(asking, { kind: 'duplicate' }, () => book(input))
  await comesTo('CONFIRMED', answer)
  expect(answer).toMatchObject({ status: 'CONFIRMED' })
  await paidAndBookedOnce(answer)
  await invariantsHold(['I1'])
})

test('when the partner is well again its hotels are found, and every invariant holds', async () => {
  await expect(partnerBooking()).resolves.toBeDefined()
  await invariantsHold()
})
