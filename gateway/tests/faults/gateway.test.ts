import fs from 'node:fs'

import { expect, inject, test } from 'vitest'

import type { Booked, Booking } from '../journeys/booking.ts'
import { ask, inDays, site, urls } from '../journeys/graph.ts'
import { befallen, during, everyoneLives, goesWrong, invariantsHold, kill, ready, well } from './faults.ts'
import {
  atBank,
  bookingWorks,
  bookUntilConfirmed,
  chargedOnce,
  intentsInAll,
  ownBooking,
  searchAndSee,
  timed,
} from './scenes.ts'

everyoneLives()
const toGateway = ['web', 'gateway'] as const

/** A booking as the site sends it. */
const bookThroughSite = (input: Booking) =>
  fetch(`${site}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({
      query:
        'mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Reservation { id status } } }',
      variables: { input },
    }),
  })
type Told = { data?: { bookRoom: Booked }; errors?: { message: string; extensions: { code: string } }[] }

test('gateway, slow: whoever is silent behind it, it answers within its deadline of ten seconds', async () => {
  await during(['gateway', '*'], { kind: 'latency', ms: 60_000 }, async () => {
    const stay = { checkIn: inDays(60), checkOut: inDays(62) }
    const [{ errors }, ms] = await timed(() =>
      ask(
        `query ($where: HotelSearchInput!) { me { reservations { edges { node { hotel { name } payment { status } } } } }
          cities(search: "Rome") { id } searchHotels(where: $where) { totalCount } }`,
        { where: { cityId: 'c2867714', stay, rooms: [{ adults: 2 }] } },
      ),
    )
    expect(ms).toBeLessThan(11_500)
    expect(new Set(errors?.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']))
  })
})

test('gateway, down: the site still shows its page, and its graph says that nothing was charged and to try again', async () => {
  const input = await ownBooking()
  await during(toGateway, { kind: 'refuse' }, async () => {
    const page = await fetch(`${site}/`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const answer = await bookThroughSite(input)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    const { errors } = (await answer.json()) as Told
    expect(errors).toMatchObject([{ extensions: { code: 'RETRY_LATER' } }])
    expect(errors?.[0]?.message).toContain('Nothing was charged')
  })
  await bookUntilConfirmed(input)
})

test('gateway, dies: killed while a guest pays: nobody says that nothing was charged; the key asked again has the booking', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await goesWrong(['payments', 'bank'], { kind: 'latency', ms: 60_000, when: 'POST /v1/payment_intents', times: 1 })
  const answering = bookThroughSite(input)
  await expect.poll(intentsInAll, { timeout: 10_000 }).toBe(before + 1)
  await kill('gateway')
  const { errors } = (await (await answering).json()) as Told
  expect(errors).toMatchObject([{ extensions: { code: 'RETRY_LATER' } }])
  expect(errors?.[0]?.message).not.toContain('Nothing was charged')
  await well()
  await ready('gateway')
  const booked = await bookUntilConfirmed(input)
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
  await invariantsHold(['I11'])
})

test('gateway, garbage: a supergraph that is none is not taken over: the last good one is served, and it is told', async () => {
  const file = inject('platform').supergraph!
  const good = fs.readFileSync(file, 'utf8')
  const stale = async () =>
    /^gateway_supergraph_stale(\{.*\})? (\d)/m.exec(await (await fetch(`${urls['gateway']}/metrics`)).text())?.[2]
  try {
    fs.writeFileSync(file, `${good.slice(0, 2_000)} and then nothing of the kind`)
    await expect.poll(stale, { timeout: 10_000 }).toBe('1')
    expect(await searchAndSee()).toBe('FOUND')
  } finally {
    fs.writeFileSync(file, good)
  }
  await expect.poll(stale, { timeout: 10_000 }).toBe('0')
  expect(await searchAndSee()).toBe('FOUND')
})

test('gateway, twice: a booking of the site that arrives twice is one booking, charged once', async () => {
  const input = await ownBooking()
  await goesWrong(toGateway, { kind: 'duplicate', when: 'POST /graphql' })
  const { data } = (await (await bookThroughSite(input)).json()) as Told
  expect(data?.bookRoom).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
  expect(await befallen(toGateway)).toBeGreaterThan(0)
  expect(await atBank(data!.bookRoom.id!)).toEqual(chargedOnce)
})

test('when the gateway is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
